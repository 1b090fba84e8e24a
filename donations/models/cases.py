"""What alumni offer, who was invited to a need, and the cases: answers that are followed until they are told back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import Alumnus
from alumni.models.places import Industry, Province, place_label
from alumni_office.accounts.roles import Permission
from events.models.consultations import refused_after_draft

from .needs import NEEDED_CHOICES, Need, of_departments


class StandingOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: those of the people on whom `user` may use needs."""
        if not user.is_authenticated or not user.reach(Permission.NEED_EDIT):
            return self.none()
        people = Alumnus.objects.visible_to(user, Permission.NEED_EDIT).usable()
        return self.filter(alumnus__in=people)

    def standing(self):
        return self.filter(ended_at__isnull=True)


class StandingOffer(models.Model):
    """What somebody can give when it is needed: internships in Jinan. It stands until the person ends it."""

    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="standing_offers", verbose_name=_("alumnus")
    )
    organisation = models.ForeignKey(
        "donations.Organisation", models.PROTECT, null=True, blank=True, related_name="standing_offers",
        verbose_name=_("organisation"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=10, choices=NEEDED_CHOICES)
    text = models.TextField(_("what is offered"), max_length=1000)
    industry = models.CharField(_("trade"), max_length=1, choices=Industry, blank=True)
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = StandingOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing offer")
        verbose_name_plural = _("standing offers")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="standingoffer_says_what"),
            models.CheckConstraint(
                condition=~Q(kind__in=["technology", "fair", "training"]), name="standingoffer_of_alumni"
            ),
        ]
        indexes = [models.Index(fields=["kind"], condition=Q(ended_at__isnull=True), name="standingoffer_by_kind")]

    def __str__(self):
        return self.text[:60]

    @property
    def place(self) -> str:
        return place_label(self.province, self.city)


class NeedInvitation(models.Model):
    """Somebody was told of a need by mail, once, and why just this person."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="invitations", verbose_name=_("need or offer"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="need_invitations", verbose_name=_("alumnus")
    )
    offer = models.ForeignKey(
        StandingOffer, models.SET_NULL, null=True, blank=True, related_name="invitations",
        verbose_name=_("standing offer"),
    )  # fmt: skip
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation to a need")
        verbose_name_plural = _("invitations to needs")
        constraints = [models.UniqueConstraint(fields=["need", "alumnus"], name="needinvitation_once")]

    def __str__(self):
        return f"{self.need_id}: {self.alumnus_id}"


CASE_MOVES = [
    ("answered", "talking"), ("talking", "agreed"), ("agreed", "carried_out"), ("carried_out", "told_back"),
    ("answered", "ended"), ("talking", "ended"), ("agreed", "ended"),
]  # fmt: skip


class NeedCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return of_departments(self, user, "need__department__college")

    def live(self):
        return self.filter(state__in=NeedCase.LIVE)


class NeedCase(models.Model):
    """An answer to a need, by a person or for an organisation, and what becomes of it."""

    class State(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("case", "Answered")
        TALKING = "talking", pgettext_lazy("case", "In talks")
        AGREED = "agreed", pgettext_lazy("case", "Agreed")
        CARRIED_OUT = "carried_out", pgettext_lazy("case", "Carried out")
        TOLD_BACK = "told_back", pgettext_lazy("case", "Told back")
        ENDED = "ended", pgettext_lazy("case", "Ended without result")

    LIVE = [State.ANSWERED, State.TALKING, State.AGREED, State.CARRIED_OUT]

    need = models.ForeignKey(Need, models.PROTECT, related_name="cases", verbose_name=_("need or offer"))
    # Empty: the person was erased; that there was an answer still counts.
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, related_name="need_cases", verbose_name=_("alumnus")
    )
    organisation = models.ForeignKey(
        "donations.Organisation", models.PROTECT, null=True, blank=True, related_name="need_cases",
        verbose_name=_("organisation"),
    )  # fmt: skip
    text = models.TextField(pgettext_lazy("needs", "answer"), max_length=3000)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.ANSWERED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="need_cases",
        verbose_name=_("followed by"),
    )  # fmt: skip
    told = models.TextField(_("what was told back"), max_length=3000, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=400, blank=True)
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now, editable=False)
    moved_at = models.DateTimeField(_("moved at"), default=timezone.now, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    objects = NeedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "alumnus"], condition=~Q(state="ended"), name="needcase_one_a_person"
            ),
            models.CheckConstraint(condition=~Q(state="told_back") | ~Q(told=""), name="needcase_told_with_words"),
            models.CheckConstraint(condition=Q(state="ended") ^ Q(end_reason=""), name="needcase_ended_with_a_reason"),
        ]
        indexes = [models.Index(fields=["state", "moved_at"], name="needcase_by_state")]
        triggers = [
            pgtrigger.FSM(name="needcase_moves", field="state", transitions=CASE_MOVES),
            pgtrigger.Trigger(
                name="needcase_begins_as_answer",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refused_after_draft("NEW.state <> 'answered'", "needcase_begins_as_answer"),
            ),
            pgtrigger.Trigger(
                name="needcase_carried_out_with_outcome",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=refused_after_draft(
                    "NEW.state = 'carried_out' AND OLD.state = 'agreed'"
                    " AND NOT EXISTS (SELECT FROM donations_caseoutcome WHERE case_id = NEW.id)",
                    "needcase_carried_out_with_outcome",
                ),
            ),
        ]

    def __str__(self):
        return f"{self.need_id}: {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class CaseMove(models.Model):
    """One step of a case from state to state; without a user it was the one who answered."""

    case = models.ForeignKey(NeedCase, models.CASCADE, related_name="moves")
    state = models.CharField(_("state"), max_length=11, choices=NeedCase.State)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("move of a case")
        verbose_name_plural = _("moves of cases")
        constraints = [models.UniqueConstraint(fields=["case", "state"], name="casemove_once")]
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_state_display()
