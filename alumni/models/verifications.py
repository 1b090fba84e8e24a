""" "That is me": claims to be someone on file, what proves them, codes and links."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .contacts import ContactPoint
from .people import Alumnus


class VerificationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=Verification.OPEN)

    def visible_to(self, user):
        """One's own; for staff who edit people, those that chose a college in reach or name a person in reach.
        Requests without either wait for the office."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.ALUMNI_EDIT)
        if reach.everyone:
            return self
        own = Q(user=user)
        if not reach:
            return self.filter(own)
        people = Alumnus.objects.within_reach_of(user, Permission.ALUMNI_EDIT)
        return self.filter(
            own | Q(college_line__overlap=sorted(reach.college_ids)) | Exists(people.filter(pk=OuterRef("alumnus_id")))
        )


@tracked
class Verification(models.Model):
    """A user's claim to be someone on file: "that is me"."""

    class State(models.TextChoices):
        CODE_SENT = "code_sent", _("Waits for the code")
        REQUESTED = "requested", _("Waits for a decision")
        ASKED = "asked", _("Waits for the applicant")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = [State.CODE_SENT, State.REQUESTED, State.ASKED]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verifications", verbose_name=_("user")
    )
    alumnus = models.ForeignKey(
        Alumnus, models.PROTECT, null=True, blank=True, related_name="verifications", verbose_name=_("alumnus")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED)
    # What the applicant said.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    student_no = models.CharField(_("student number"), max_length=30, blank=True)
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, verbose_name=_("college"))
    # The college and all that it became: officers of any of these see the claim.
    college_line = ArrayField(models.BigIntegerField(), default=list, blank=True)
    graduation_year = models.SmallIntegerField(_("graduation year"), null=True, blank=True)
    statement = models.TextField(_("statement"), max_length=2000, blank=True)
    # What the office answered: a question, or the reason of a refusal.
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["code_sent", "requested", "asked"]),
                name="verification_one_open",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="accepted"), name="verification_one_accepted_a_user"
            ),
            models.UniqueConstraint(
                fields=["alumnus"], condition=Q(state="accepted"), name="verification_one_accepted_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(alumnus__isnull=False), name="verification_accepted_names_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="verification_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(graduation_year__isnull=True) | Q(graduation_year__range=(1850, 2100)),
                name="verification_graduation_year_plausible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["code_sent", "requested", "asked"]),
                name="verification_open",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_state_display()}"


class Evidence(models.Model):
    """A picture or PDF that shows who someone is. Kept apart from everything else and deleted 30 days after
    the decision; the row stays and says so."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="evidence")
    file = models.FileField(_("file"), upload_to="evidence/", blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=[("jpg", "JPEG"), ("png", "PNG"), ("pdf", "PDF")])
    size = models.PositiveIntegerField(_("size"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return f"{self.verification}: {self.kind}"


class Challenge(models.Model):
    """A code on its way to an address or a telephone, good for ten minutes and five tries."""

    class Purpose(models.TextChoices):
        VERIFICATION = "verification", _("Verification")
        CONTACT = "contact", _("New contact")

    purpose = models.CharField(max_length=12, choices=Purpose)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="challenges")
    verification = models.ForeignKey(Verification, models.PROTECT, null=True, related_name="challenges")
    kind = models.CharField(max_length=8, choices=ContactPoint.Kind)
    value = models.CharField(max_length=254, db_collation="C")
    audience = models.CharField(max_length=10, choices=ContactPoint.Audience, blank=True)  # of the contact to be
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="challenge_five_tries"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="challenge_ends_after_start"),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="challenge_user")]

    def __str__(self):
        return f"{self.purpose} {self.pk}"


class CorrectionLinkQuerySet(models.QuerySet):
    def good(self):
        now = timezone.now()
        return self.filter(
            revoked_at__isnull=True, saved_at__isnull=True, expires_at__gt=now, alumnus__merged_into__isnull=True,
            alumnus__archived_at__isnull=True,
        )  # fmt: skip


class CorrectionLink(models.Model):
    """A link that opens one person's own data for correction without an account, for seven days."""

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="correction_links", verbose_name=_("alumnus"))
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("sent to"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    created_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("good until"))
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)  # it is used up then

    objects = CorrectionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction link")
        verbose_name_plural = _("correction links")

    def __str__(self):
        return f"{self.alumnus}: {self.expires_at:%Y-%m-%d}"
