from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .roles import DEFINITIONS, NOT_WHILE_LOOKING, Role


@dataclass(frozen=True)
class Reach:
    """How far a permission goes: everyone, or the alumni of these colleges (primary keys)."""

    everyone: bool
    college_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everyone or bool(self.college_ids)

    def covers(self, other: "Reach") -> bool:
        return self.everyone or (not other.everyone and other.college_ids <= self.college_ids)


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Whoever makes a superuser has the database in hand: the address needs no code by mail to be believed."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in: staff, an alumnus, or both."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("Of mails to this person; empty: as the site’s default")
    )
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)
    # Part of every session's signature: one more, and all sessions of this user are over.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    # Who looks at the site as this user, when somebody does (set for the length of a request).
    hijacker_id: int | None = None

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=Q(email=models.functions.Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self):
        return self.name or self.email

    def _get_session_auth_hash(self, secret=None):
        if not self.session_epoch:
            return super()._get_session_auth_hash(secret=secret)
        value = f"{self.password}/{self.session_epoch}"
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def live_grants(self) -> list["RoleGrant"]:
        return list(self.grants.live().select_related("college"))

    def reach(self, permission: str) -> Reach:
        """Return how far this user may use `permission` today."""
        if not self.is_active or (self.hijacker_id and permission in NOT_WHILE_LOOKING):
            return Reach(False)
        if self.is_superuser:
            return Reach(True)
        colleges: set[int] = set()
        for grant in self.live_grants:
            if permission in DEFINITIONS[grant.role].permissions:
                if not DEFINITIONS[grant.role].needs_college:
                    return Reach(True)
                assert grant.college_id is not None
                colleges.add(grant.college_id)
        return Reach(False, frozenset(colleges))

    def may(self, permission: str) -> bool:
        return bool(self.reach(permission))


class RoleGrantQuerySet(models.QuerySet):
    def live(self):
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today, ended_at__isnull=True)


class RoleGrant(models.Model):
    """A role given to a user for a time; a college officer's also for one college."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=24, choices=Role)
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, verbose_name=_("college"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    # Ended by hand, before its day.
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("ended by")
    )
    # Who took over what was due of the user, and how much of each kind.
    handed_to = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("handed over to")
    )
    handed = models.JSONField(_("handed over"), default=dict, blank=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="rolegrant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.COLLEGE_OFFICER, college__isnull=False)
                | (~Q(role=Role.COLLEGE_OFFICER) & Q(college__isnull=True)),
                name="rolegrant_college_exactly_for_college_officers",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False), name="rolegrant_ended_by_someone"
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"

    @property
    def is_live(self) -> bool:
        today = timezone.localdate()
        return self.ended_at is None and self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)
