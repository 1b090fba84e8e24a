from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission

from .schools import College


class RosterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All rosters for those who import for everyone; a college officer's own college's."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.ROSTER_IMPORT)
        return self if reach.everyone else self.filter(college__in=reach.college_ids)


class Roster(models.Model):
    """One uploaded file of a college and what became of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        REFUSED = "refused", _("Refused")
        CHECKED = "checked", _("Checked")
        APPLYING = "applying", _("Importing")
        APPLIED = "applied", _("Imported")
        UNDOING = "undoing", _("Undoing")
        UNDONE = "undone", _("Undone")

    college = models.ForeignKey(
        College,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rosters",
        verbose_name=_("college"),
        help_text=_("Used where the file itself names none"),
    )
    file = models.FileField(_("file"), upload_to="rosters/%Y/%m")
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UPLOADED)
    refusal = models.TextField(_("refusal"), blank=True)
    mappings = models.JSONField(_("columns"), default=dict, blank=True)
    overwrite = models.BooleanField(
        _("overwrite"), default=False, help_text=_("Replace what the office or the alumnus entered by hand")
    )
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rosters", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        ordering = ["-uploaded_at"]

    def __str__(self):
        return self.filename


class RosterRow(models.Model):
    """One row of a roster: as it was read, what it would do, what it did."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        UNCHANGED = "unchanged", _("Unchanged")
        AMBIGUOUS = "ambiguous", _("Ambiguous")
        REJECTED = "rejected", _("Rejected")
        SKIPPED = "skipped", _("Not a person")

    class Status(models.TextChoices):
        """What reading the cells alone said, before anybody was looked for."""

        OK = "ok", _("Read")
        WARNING = "warning", _("Read with doubts")
        ERROR = "error", _("Not readable")
        SKIP = "skip", _("Not a person")

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="rows", verbose_name=_("roster"), db_index=False)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True)
    number = models.PositiveIntegerField(_("row"))
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.OK)
    raw = models.JSONField(_("as written"), default=list)
    fields = models.JSONField(_("as read"), default=dict)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    candidates = models.JSONField(_("candidates"), default=list, blank=True)
    # Equal for rows that say the same, so that the same line of a file sent again finds its person.
    digest = models.BigIntegerField(default=0, editable=False)
    # The officer's answer to an ambiguous row: a person's primary key, 0 for "someone new", or
    # minus the primary key of an earlier row of the same file whose person is meant.
    decision = models.BigIntegerField(_("decision"), null=True, blank=True)
    # What applying wrote, so that undoing can take back exactly that and nothing else.
    journal = models.JSONField(default=dict, blank=True)
    alumnus = models.ForeignKey(
        "alumni.Alumnus",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roster_rows",
        verbose_name=_("alumnus"),
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("roster row")
        verbose_name_plural = _("roster rows")
        ordering = ["roster", "sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "sheet", "number"], name="rosterrow_once"),
        ]
        indexes = [
            # A person's page asks which open rows may be about the person.
            GinIndex(fields=["candidates"], condition=Q(outcome="ambiguous"), name="rosterrow_ambiguous"),
            models.Index(fields=["roster", "id"], name="rosterrow_in_order"),
            models.Index(fields=["digest"], name="rosterrow_said_before", condition=Q(alumnus__isnull=False)),
        ]

    def __str__(self):
        return f"{self.roster} {self.sheet} {self.number}".strip()


class ColumnMapping(models.Model):
    """How a college's files of one header were read the last time."""

    college = models.ForeignKey(College, models.CASCADE, null=True, blank=True, related_name="mappings")
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField()
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(fields=["college", "fingerprint"], name="columnmapping_once", nulls_distinct=False),
        ]

    def __str__(self):
        return f"{self.college}: {self.fingerprint[:8]}"
