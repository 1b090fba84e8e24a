"""A mailing: one letter to many, from the draft to the last answer."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import Consent
from alumni_office.accounts.roles import Permission


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("mailing", "Draft")
    CHECKED = "checked", pgettext_lazy("mailing", "Checked")
    APPROVED = "approved", pgettext_lazy("mailing", "Approved")
    SCHEDULED = "scheduled", pgettext_lazy("mailing", "Scheduled")
    PREPARING = "preparing", pgettext_lazy("mailing", "Being prepared")
    SENDING = "sending", pgettext_lazy("mailing", "Being sent")
    PAUSED = "paused", pgettext_lazy("mailing", "Paused")
    HELD = "held", pgettext_lazy("mailing", "Held until somebody says go on")
    STOPPED = "stopped", pgettext_lazy("mailing", "Stopped")
    DONE = "done", pgettext_lazy("mailing", "Done")


# What may follow what; the database keeps to it. A mailing that is done is sent again only to those in doubt.
MOVES: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.CHECKED,),
    State.CHECKED: (State.DRAFT, State.APPROVED),
    State.APPROVED: (State.DRAFT, State.SCHEDULED, State.PREPARING),
    State.SCHEDULED: (State.APPROVED, State.PREPARING, State.HELD, State.STOPPED),
    State.PREPARING: (State.SENDING, State.HELD, State.STOPPED),
    State.SENDING: (State.PAUSED, State.HELD, State.STOPPED, State.DONE),
    State.PAUSED: (State.SENDING, State.HELD, State.STOPPED),
    State.HELD: (State.SCHEDULED, State.PREPARING, State.SENDING, State.STOPPED),
    State.STOPPED: (),
    State.DONE: (State.SENDING,),
}
COMPOSED = (State.DRAFT, State.CHECKED)  # may still be changed
FROZEN = tuple(state for state in State if state not in COMPOSED)
NAME_FOLLOWS = "\x1f"  # in a reason, between the sentence and the name that stands in it
# What an approval is of, beside the words.
FIXED = ("audience", "purpose", "channel", "from_name", "reply_to", "quiet_days")

_ALLOWED = ", ".join(f"'{old}>{new}'" for old, after in MOVES.items() for new in after)


class MailingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, to who may write or send; nobody else's rows are looked at one by one."""
        if user.is_authenticated and user.reach(Permission.MAILING_VIEW).everyone:
            return self
        return self.none()


class Mailing(models.Model):
    """One letter to an audience. Its words are in `versions`, its recipients, once prepared, in `deliveries`.

    `audience` names searches, lists, chapters, classes and people, and those without; `queries.audience` makes
    people of it, at the moment of preparing. `left_out` counts whom preparing left out, by reason.
    `epoch` is that of the installation in which somebody last said "send": after a restore it is of the past,
    and the mailing waits for a person.
    """

    State = State

    title = models.CharField(_("title"), max_length=120, help_text=_("For the office; nobody outside reads it"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Consent.Purpose, default=Consent.Purpose.CONTACT)
    channel = models.CharField(_("channel"), max_length=8, choices=Consent.Channel, default=Consent.Channel.EMAIL)
    from_name = models.CharField(_("sender’s name"), max_length=80, blank=True)
    reply_to = models.EmailField(_("replies to"), max_length=254, blank=True)
    audience = models.JSONField(_("audience"), default=dict, blank=True)
    # Whose own searches and lists it may name; the people are those in the reach of whoever approves.
    audience_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("readers chosen by"),
    )  # fmt: skip
    counts_clicks = models.BooleanField(_("count clicks in sum"), default=False)
    # Whoever ended or paused this periodical gets none of its mailings, in whatever circle they are; the link to
    # unsubscribe ends the periodical and not everything.
    periodical = models.ForeignKey(
        "publications.Periodical", models.PROTECT, null=True, blank=True, related_name="mailings",
        verbose_name=_("periodical"),
    )  # fmt: skip
    quiet_days = models.PositiveSmallIntegerField(_("not to whom a mailing reached within days"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # of a hold, a stop, or a slow-down
    scheduled_at = models.DateTimeField(_("send at"), null=True, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    per_minute = models.PositiveIntegerField(_("at most a minute"), null=True, blank=True)
    paced_until = models.DateTimeField(null=True, blank=True)  # when the next one may go, under `per_minute`
    stop_share = models.PositiveSmallIntegerField(
        _("stop at errors, per cent"), default=20, help_text=_("Of those sent, after the first hundred")
    )

    expected = models.PositiveIntegerField(_("expected recipients"), null=True, blank=True)
    total = models.PositiveIntegerField(_("recipients"), default=0)
    left_out = models.JSONField(_("left out"), default=dict, blank=True)

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("last changed by"),
    )  # fmt: skip
    needs_second = models.BooleanField(_("needs a second person"), default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    started_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    key = models.UUIDField(unique=True)  # of the form that made it: a second submit finds the first
    version = models.PositiveIntegerField(default=1)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="mailing_has_a_title"),
            models.CheckConstraint(condition=Q(stop_share__range=(1, 100)), name="mailing_stop_share_per_cent"),
            models.CheckConstraint(condition=Q(quiet_days__lte=365), name="mailing_quiet_a_year_at_most"),
            models.CheckConstraint(
                condition=Q(per_minute__isnull=True) | Q(per_minute__gte=1), name="mailing_some_a_minute"
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(scheduled_at__isnull=False), name="mailing_scheduled_when"
            ),
            models.CheckConstraint(
                condition=Q(state__in=COMPOSED) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="mailing_approved_before_it_goes",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False) | Q(approved_by__isnull=True)
                | (~Q(approved_by=F("created_by")) & (Q(edited_by__isnull=True) | ~Q(approved_by=F("edited_by")))),
                name="mailing_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sending", "paused", "done"]) | Q(started_at__isnull=False),
                name="mailing_begun_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["stopped", "done"], ended_at__isnull=False)
                | (~Q(state__in=["stopped", "done"]) & Q(ended_at__isnull=True)),
                name="mailing_ended_exactly_when_over",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["scheduled_at"], condition=Q(state__in=["scheduled", "preparing", "sending"]),
                name="mailing_at_work",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="mailing_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.AnyChange("state"),
                func=f"""
                    IF OLD.state || '>' || NEW.state NOT IN ({_ALLOWED}) THEN
                        RAISE EXCEPTION 'a mailing does not go from % to %', OLD.state, NEW.state
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_moves';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="mailing_frozen_once_approved",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(*FIXED, "periodical_id", "audience_by_id"),
                condition=pgtrigger.AnyChange(*FIXED, "periodical", "audience_by"),
                func="""
                    IF OLD.state NOT IN ('draft', 'checked') THEN
                        RAISE EXCEPTION 'an approved mailing is not changed'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_frozen_once_approved';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether something may still happen by itself."""
        return self.state in (State.SCHEDULED, State.PREPARING, State.SENDING)


class MailingVersion(models.Model):
    """The words of a mailing in one language: blocks as they were composed, and what was made of them.

    `html` and `text` are whole parts with merge fields still in them: `{{ name|alumnus }}`. The page and the
    mail are made from `blocks` by the composer; sending takes `subject`, `html` and `text` only.
    """

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("Chinese")
        ENGLISH = "en", _("English")

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="versions", verbose_name=_("mailing"))
    language = models.CharField(_("language"), max_length=7, choices=Language, default=Language.CHINESE)
    subject = models.CharField(_("subject"), max_length=200)
    preheader = models.CharField(_("first line in the list of mails"), max_length=150, blank=True)
    blocks = models.JSONField(_("blocks"), default=list, blank=True)
    html = models.TextField("HTML", blank=True)
    text = models.TextField(_("text"), blank=True)
    spam_score = models.FloatField(_("points for spam"), null=True, blank=True)  # of the last check; NULL: not asked
    problems = ArrayField(models.CharField(max_length=200), default=list, blank=True)  # found by the last check

    class Meta:
        verbose_name = _("version of a mailing")
        verbose_name_plural = _("versions of mailings")
        constraints = [
            models.UniqueConstraint(fields=["mailing", "language"], name="mailing_version_once"),
            models.CheckConstraint(condition=~Q(subject=""), name="mailing_version_has_a_subject"),
            models.CheckConstraint(condition=~Q(subject__regex=r"[\x00-\x1f\x7f]"), name="mailing_subject_one_line"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mailing_words_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF current_setting('publications.leaving', true) IS DISTINCT FROM 'on' AND (
                        SELECT state NOT IN ('draft', 'checked') FROM publications_mailing WHERE id = NEW.mailing_id
                    ) THEN
                        RAISE EXCEPTION 'the words of an approved mailing are not changed'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_words_frozen';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.subject
