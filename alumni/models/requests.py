"""What people ask of the office: corrections that it must decide, and their rights."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .people import Alumnus


class OfPersonQuerySet(models.QuerySet):
    """Rows about one person each, seen by staff as far as the person is."""

    def visible_to(self, user, permission=Permission.ALUMNI_VIEW):
        people = Alumnus.objects.within_reach_of(user, permission)
        if user.is_authenticated and user.reach(permission).everyone:
            return self
        return self.filter(Exists(people.filter(pk=OuterRef("alumnus_id"))))


@tracked
class ChangeRequest(models.Model):
    """A wish to change what the college vouches for: names and degrees; or, from others, a hint about someone."""

    class Kind(models.TextChoices):
        NAMES = "names", _("Names")
        DEGREE = "degree", _("A degree")
        HINT = "hint", _("A hint from a classmate")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="change_requests", verbose_name=_("alumnus"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    degree = models.ForeignKey("alumni.Degree", models.SET_NULL, null=True, blank=True, verbose_name=_("degree"))
    values = models.JSONField(_("wanted values"), default=dict, blank=True)  # {field: new value}
    base = models.JSONField(_("values then"), default=dict, blank=True)  # {field: value when it was asked}
    statement = models.TextField(_("statement"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    key = models.UUIDField(unique=True)  # of the form: a second submit is the first
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="changerequest_refused_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="open"), name="changerequest_open")]

    def __str__(self):
        return f"{self.alumnus}: {self.get_kind_display()}"


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who decide them: a right is a matter of the office, not of a college."""
        return self if user.is_authenticated and user.may(Permission.RIGHTS_DECIDE) else self.none()

    def open(self):
        return self.filter(state=DataRequest.State.OPEN)


@tracked
class DataRequest(models.Model):
    """A person's, or a close relative's, use of a right (Personal Information Protection Law, art. 45-50)."""

    class Kind(models.TextChoices):
        COPY = "copy", _("A copy of the data")
        CORRECTION = "correction", _("Correction")
        RESTRICTION = "restriction", _("Restriction")
        DELETION = "deletion", _("Deletion")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        REFUSED = "refused", pgettext_lazy("request", "Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    # Null once the person is erased, and while nobody has found whom a relative means.
    alumnus = models.ForeignKey(
        Alumnus, models.PROTECT, null=True, blank=True, related_name="data_requests", verbose_name=_("alumnus")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    # A relative has no account: art. 49 asks for who they are and why.
    is_from_relative = models.BooleanField(_("from a relative"), default=False)
    relative_name = models.CharField(_("relative’s name"), max_length=60, blank=True)
    relative_email = models.EmailField(_("relative’s e-mail"), blank=True)
    about = models.CharField(_("about whom"), max_length=200, blank=True)
    statement = models.TextField(_("statement"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("due on"))
    key = models.UUIDField(unique=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        permissions = [("decide_datarequest", "Can decide data requests")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="datarequest_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_from_relative=False)
                | ~Q(relative_name="")
                | Q(state__in=["done", "refused", "withdrawn"]),
                name="datarequest_relative_has_a_name",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="datarequest_open")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class Erasure(models.Model):
    """That someone was erased: the number of the record, and hashes by which the next roster does not bring the
    person back. Holds nothing from which the person could be read."""

    alumnus_id = models.BigIntegerField(unique=True)
    account_id = models.BigIntegerField(null=True)
    hashes = ArrayField(models.CharField(max_length=64), default=list)
    erased_at = models.DateTimeField(_("erased at"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        indexes = [GinIndex(fields=["hashes"], name="erasure_hashes")]

    def __str__(self):
        return str(self.alumnus_id)
