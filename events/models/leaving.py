"""Leave-taking: the graduates of a year check their data before they go, and may write a letter to themselves."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .programmes import Programme

LONGEST_LETTER = 5000


@tracked
class LeaveTaking(models.Model):
    """Whose leave-taking a programme is: the graduates of a year, of one college with its predecessors or of all."""

    programme = models.OneToOneField(
        Programme, models.PROTECT, related_name="leaving", verbose_name=_("student programme")
    )
    graduation_year = models.PositiveSmallIntegerField(_("year of graduation"))
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("college")
    )
    passing_domains = models.CharField(_("mailboxes that end with the studies"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("leave-taking")
        verbose_name_plural = _("leave-takings")
        constraints = [
            models.CheckConstraint(condition=Q(graduation_year__range=(1980, 2100)), name="leavetaking_plausible"),
        ]

    def __str__(self):
        return f"{self.programme}"

    @property
    def domains(self) -> list[str]:
        return self.passing_domains.split()

    @property
    def is_open(self) -> bool:
        """By the clock of the programme."""
        programme = self.programme
        return programme.state == Programme.State.OPEN and programme.starts_on <= programme.today() <= programme.ends_on

    def passes(self, address: str) -> bool:
        """Whether an e-mail address ends with the studies."""
        domain = address.rpartition("@")[2].lower()
        return any(domain == each or domain.endswith(f".{each}") for each in self.domains)


class LeaverQuerySet(models.QuerySet):
    def on_record(self):
        """Of people who may be named and written to."""
        return self.filter(
            alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True
        ).exclude(alumnus__life="deceased")


class Leaver(models.Model):
    """One graduate of a leave-taking. Not tracked: an erasure leaves nothing of it."""

    leaving = models.ForeignKey(LeaveTaking, models.PROTECT, related_name="leavers", verbose_name=_("leave-taking"))
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="leavings", verbose_name=_("alumnus"))
    mailed_at = models.DateTimeField(_("link sent at"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("signed in as"),
    )  # fmt: skip
    offered_at = models.DateTimeField(_("put forward as class liaison at"), null=True, editable=False)

    objects = LeaverQuerySet.as_manager()

    class Meta:
        verbose_name = _("graduate of a leave-taking")
        verbose_name_plural = _("graduates of leave-takings")
        constraints = [models.UniqueConstraint(fields=["leaving", "alumnus"], name="leaver_once")]
        indexes = [
            models.Index(fields=["leaving"], condition=Q(checked_at__isnull=True), name="leaver_unchecked"),
        ]

    def __str__(self):
        return f"{self.leaving_id}: {self.alumnus_id}"


class FutureLetter(models.Model):
    """A letter to oneself, delivered years ahead. Only its writer reads it: it is on no page of the desk, in no history
    and in no copy that the office makes; once delivered its text is forgotten here.

    `refused` are hashes of addresses at which it did not arrive, so that it is not tried there again."""

    class Years(models.IntegerChoices):
        ONE = 1, _("in one year")
        FIVE = 5, _("in five years")
        TEN = 10, _("in ten years")
        TWENTY = 20, _("in twenty years")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its day")
        QUEUED = "queued", _("On its way")
        DELIVERED = "delivered", _("Delivered")

    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="future_letters", verbose_name=_("alumnus")
    )
    leaver = models.OneToOneField(
        Leaver, models.PROTECT, related_name="letter", verbose_name=_("graduate of a leave-taking")
    )
    text = models.TextField(_("letter"), max_length=LONGEST_LETTER, blank=True)
    years = models.PositiveSmallIntegerField(_("delivered"), choices=Years, default=Years.TEN)
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    refused = ArrayField(models.CharField(max_length=64), default=list, editable=False)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("signed in as"),
    )  # fmt: skip
    delivered_at = models.DateTimeField(_("delivered at"), null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("letter to oneself")
        verbose_name_plural = _("letters to oneself")
        constraints = [
            models.CheckConstraint(condition=Q(years__in=[1, 5, 10, 20]), name="futureletter_years"),
            models.CheckConstraint(
                condition=Q(state="delivered", text="", delivered_at__isnull=False)
                | (~Q(state="delivered") & ~Q(text="") & Q(delivered_at__isnull=True)),
                name="futureletter_forgotten_once_delivered",
            ),
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(attempts__gt=0), name="futureletter_queued_by_an_attempt"
            ),
        ]
        indexes = [models.Index(F("due_on"), condition=Q(state="waiting"), name="futureletter_due")]
        triggers = [
            pgtrigger.FSM(
                name="futureletter_moves",
                field="state",
                transitions=[("waiting", "queued"), ("queued", "waiting"), ("queued", "delivered")],
            )
        ]

    def __str__(self):
        return f"{self.leaver_id}: {self.due_on}"  # nothing of what it says
