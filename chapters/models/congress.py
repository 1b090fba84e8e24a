"""The association's congress: who sends how many, whom, and who came."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .chapters import Chapter


class CongressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the office; for college officers those to which their college sends somebody."""
        if not user.is_authenticated:
            return self.none()
        if user.reach(Permission.CHAPTER_VIEW).everyone:
            return self
        sent = Delegation.objects.visible_to(user).filter(congress=OuterRef("pk"))
        return self.filter(Exists(sent)).exclude(state=Congress.State.PLANNED)

    def seen_whole_by(self, user):
        """Those of which `user` sees more than the own college's delegation."""
        whole = user.is_authenticated and user.reach(Permission.CHAPTER_VIEW).everyone
        return self if whole else self.none()

    def announced(self):
        """Those that everybody may know of."""
        return self.exclude(state=Congress.State.PLANNED)


@tracked
class Congress(models.Model):
    """A congress of representatives."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        NOMINATING = "nominating", _("Delegates are named")
        OPEN = "open", pgettext_lazy("congress", "In session")
        CLOSED = "closed", pgettext_lazy("congress", "Closed")

    class Basis(models.TextChoices):
        MEMBERS = "members", _("Members of the chapters")
        ALUMNI = "alumni", _("Alumni in the place or of the college")

    name = models.CharField(pgettext_lazy("congress", "name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    seats = models.PositiveIntegerField(_("seats"))
    least = models.PositiveSmallIntegerField(_("at least for each"), default=1)
    basis = models.CharField(_("counted by"), max_length=8, choices=Basis, default=Basis.ALUMNI)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    term_ends_on = models.DateField(_("the elected council’s term until"))
    key = models.UUIDField(unique=True, null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = CongressQuerySet.as_manager()

    class Meta:
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="congress_ends_after_start"),
            models.CheckConstraint(condition=Q(term_ends_on__gt=F("ends_on")), name="congress_term_ends_after_it"),
            models.CheckConstraint(condition=Q(seats__range=(1, 100_000)), name="congress_has_seats"),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return in_readers_language(self.name, self.name_en)

    @property
    def public_url(self) -> str:
        return reverse("chapters:congress", args=[self.pk])


class DelegationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the office; for college officers their college's, and its chapter's."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.CHAPTER_VIEW)
        if reach.everyone:
            return self
        ours = reach.college_ids
        return self.filter(Q(college__in=ours) | Q(chapter__college__in=ours))

    def filled_by(self, user):
        """Those for which `user` names delegates: the office for all, a college officer for the own college."""
        if not user.is_authenticated:
            return self.none()
        if user.reach(Permission.CONGRESS_EDIT).everyone:
            return self
        ours = user.reach(Permission.CHAPTER_VIEW).college_ids & user.reach(Permission.ALUMNI_EDIT).college_ids
        return self.filter(Q(college__in=ours) | Q(chapter__college__in=ours))


@tracked
class Delegation(models.Model):
    """How many delegates a chapter or a college sends: by the rule, and as somebody set it by hand."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegations")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="delegations")
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, related_name="+")
    counted = models.PositiveIntegerField(_("counted"))
    by_rule = models.PositiveIntegerField(_("by the rule"))
    seats = models.PositiveIntegerField(_("seats"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False, college__isnull=True)
                | Q(chapter__isnull=True, college__isnull=False),
                name="delegation_of_one_body",
            ),
            models.CheckConstraint(
                condition=Q(seats=F("by_rule")) | ~Q(reason=""), name="delegation_adjusted_with_reason"
            ),
            models.UniqueConstraint(
                fields=["congress", "chapter", "college"], nulls_distinct=False, name="delegation_once"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="delegation_not_below_those_named",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("seats"),
                func="""
                    IF NEW.seats < (SELECT count(*) FROM chapters_delegate
                                    WHERE delegation_id = NEW.id AND state IN ('named', 'confirmed')) THEN
                        RAISE EXCEPTION 'more delegates are named than this'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_not_below_those_named';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The chapter's or the college's name in the reader's language."""
        return (self.chapter or self.college).shown_name  # type: ignore[union-attr]


class DelegateQuerySet(models.QuerySet):
    def standing(self):
        """Who takes a seat of a delegation."""
        return self.filter(state__in=Delegate.STANDING)

    def confirmed(self):
        return self.filter(state=Delegate.State.CONFIRMED)

    def present(self):
        return self.filter(attended_at__isnull=False)


@tracked
class Delegate(models.Model):
    """One representative: named by a delegation, checked, and there or not."""

    class State(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIRMED = "confirmed", _("Credentials in order")
        REFUSED = "refused", _("Credentials refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    STANDING = [State.NAMED, State.CONFIRMED]

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegates")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="delegates")
    # Empty once the person is erased: who was there still counts towards the quorum.
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, null=True, related_name="congress_delegates")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NAMED)
    number = models.PositiveIntegerField(_("number of the credentials"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(_("named at"), auto_now_add=True)
    attended_at = models.DateTimeField(_("came at"), null=True, blank=True)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "alumnus"], condition=Q(state__in=["named", "confirmed"]), name="delegate_once"
            ),
            models.UniqueConstraint(fields=["congress", "number"], name="delegate_number_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(number__isnull=False), name="delegate_confirmed_by_number"
            ),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True) | Q(state="confirmed"), name="delegate_only_confirmed_attend"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="delegate_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["delegation", "state"], name="delegate_of_delegation")]
        triggers = [
            # The delegation's row is the lock: two who name the last one at once wait for each other.
            pgtrigger.Trigger(
                name="delegate_within_the_seats",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "delegation_id", "congress_id"),
                func="""
                    PERFORM 1 FROM chapters_delegation WHERE id = NEW.delegation_id FOR UPDATE;
                    IF NOT EXISTS (SELECT FROM chapters_delegation
                                   WHERE id = NEW.delegation_id AND congress_id = NEW.congress_id) THEN
                        RAISE EXCEPTION 'this delegation goes to another congress'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'delegate_of_this_congress';
                    END IF;
                    IF NEW.state IN ('named', 'confirmed') AND (
                        SELECT count(*) FROM chapters_delegate
                        WHERE delegation_id = NEW.delegation_id AND state IN ('named', 'confirmed')
                              AND id IS DISTINCT FROM NEW.id
                    ) >= (SELECT seats FROM chapters_delegation WHERE id = NEW.delegation_id) THEN
                        RAISE EXCEPTION 'all seats of the delegation are taken'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'delegate_within_the_seats';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return str(self.alumnus or _("a person who was erased"))
