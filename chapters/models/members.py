"""Members, what they open to the chapter, invitations, and what a chapter writes."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models.places import ABROAD
from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import Tomorrow
from .offices import Office


class Piece(models.TextChoices):
    """What a member may open to the chapter, beside the name."""

    STUDIES = "studies", _("Studies")
    WORK = "work", _("Employer and post")
    MOBILE = "mobile", _("Mobile")
    EMAIL = "email", _("E-mail")
    WECHAT = "wechat", _("WeChat")
    ADDRESS = "address", _("Postal address")


class MembershipQuerySet(models.QuerySet):
    def members(self):
        return self.filter(state=Membership.State.MEMBER)

    def open(self):
        return self.filter(state__in=Membership.OPEN)

    def agreed(self):
        """Whose last word allows the chapter to see them: for every law that the chapter's kind calls on."""
        last = SharingConsent.objects.filter(membership=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            agreed_to_legal_person=Subquery(last.filter(law=SharingConsent.Law.LEGAL_PERSON).values("given")[:1]),
            agreed_to_abroad=Subquery(last.filter(law=SharingConsent.Law.ABROAD).values("given")[:1]),
            agreed_to_chapter=Subquery(last.filter(law=SharingConsent.Law.CHAPTER).values("given")[:1]),
        ).filter(
            Q(agreed_to_chapter=True),
            Q(agreed_to_legal_person=True) | ~Q(chapter__civil=Chapter.Civil.REGISTERED),
            Q(agreed_to_abroad=True)
            | ~(Q(chapter__kind=Chapter.Kind.OVERSEAS) | Q(chapter__province__in=sorted(ABROAD))),
        )

    def seen_by_officer(self, person):
        """The door of a chapter's officers: members, and who asks to become one, of the chapters that `person` leads
        today; of people on record, not restricted, who agreed that this chapter sees them."""
        held = Office.objects.current().managing().filter(alumnus=person, term__chapter=OuterRef("chapter_id"))
        return (
            self.open()
            .agreed()
            .filter(
                Exists(held),
                alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True,
                alumnus__restricted_at__isnull=True,
            )
            .exclude(chapter__recognition=Chapter.Recognition.DISSOLVED)
        )  # fmt: skip


@tracked
class Membership(models.Model):
    """One person in one chapter, from the wish to join until the end."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Asks to join")
        MEMBER = "member", _("Member")
        REFUSED = "refused", _("Not admitted")
        LEFT = "left", pgettext_lazy("membership", "Left")
        MOVED = "moved", _("Moved to another chapter")
        ENDED = "ended", _("Ended by the chapter")

    OPEN = [State.APPLIED, State.MEMBER]

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="memberships", verbose_name=_("chapter"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="chapter_memberships", verbose_name=_("alumnus")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.APPLIED)
    opened = ArrayField(
        models.CharField(max_length=8, choices=Piece), verbose_name=_("opened to the chapter"), default=list, blank=True
    )
    statement = models.CharField(_("a word to the chapter"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    joined_on = models.DateField(_("member since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moved_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_from", verbose_name=_("moved to")
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # When the chapter became a legal person, one mail asked for the consent that it needs from then on.
    consent_asked_at = models.DateTimeField(_("asked for consent at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "alumnus"], condition=Q(state__in=["applied", "member"]),
                name="membership_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="member") | Q(joined_on__isnull=False), name="membership_joined_when"
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True) | Q(joined_on__lte=Tomorrow()), name="membership_joined_in_the_past"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "member"], ended_on__isnull=True)
                | (~Q(state__in=["applied", "member"]) & Q(ended_on__isnull=False)),
                name="membership_ended_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(joined_on__isnull=True) | Q(ended_on__gte=F("joined_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="moved") | Q(moved_to__isnull=False), name="membership_moved_where"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["chapter", "state"], name="membership_chapter_state")]

    def __str__(self):
        return f"{self.alumnus}: {self.chapter}"


class SharingConsent(models.Model):
    """That a member lets this chapter see the name and what was opened: given or withdrawn, once; a later row
    overrules an earlier one (Personal Information Protection Law, art. 14-16)."""

    class Law(models.TextChoices):
        CHAPTER = "chapter", _("Seen by the officers of the chapter")
        LEGAL_PERSON = "legal_person", _("Passed on to the chapter, a legal person of its own (art. 23)")
        ABROAD = "abroad", _("Passed on outside mainland China (art. 38-39)")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="consents")
    law = models.CharField(_("ground"), max_length=12, choices=Law)
    given = models.BooleanField(_("given"))
    wording = models.TextField(_("wording"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent to a chapter")
        verbose_name_plural = _("consents to chapters")
        indexes = [models.Index(fields=["membership", "law", "-id"], name="sharingconsent_latest")]
        triggers = [pgtrigger.Protect(name="sharingconsent_unchanged", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.get_law_display()}: {_('given') if self.given else _('withdrawn')}"


class Invitation(models.Model):
    """The one invitation of somebody who lives in a chapter's place and is no member."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="invitations")
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="chapter_invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    refused_at = models.DateTimeField(_("wants no more"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["chapter", "alumnus"], name="invitation_once")]

    def __str__(self):
        return f"{self.chapter}: {self.alumnus}"


@tracked
class Notice(models.Model):
    """What a chapter writes: to its members, or as news for everyone."""

    class Audience(models.TextChoices):
        MEMBERS = "members", _("Members")
        PUBLIC = "public", _("Everyone")

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="notices", verbose_name=_("chapter"))
    audience = models.CharField(pgettext_lazy("audience", "for"), max_length=7, choices=Audience)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=10000)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    text_en = models.TextField(_("text in English"), max_length=10000, blank=True)
    by_mail = models.BooleanField(_("by e-mail as well"), default=False)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("published at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["chapter", "-created_at"], name="notice_latest")]

    def __str__(self):
        return self.title


class NoticeMail(models.Model):
    """That a notice was put into the outbox for one member, once."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="mails")
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="chapter_notices")
    message = models.ForeignKey("mail.Message", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("notice by mail")
        verbose_name_plural = _("notices by mail")
        constraints = [models.UniqueConstraint(fields=["notice", "alumnus"], name="noticemail_once")]

    def __str__(self):
        return f"{self.notice}: {self.alumnus}"


@tracked
class Gathering(models.Model):
    """Something a chapter did or will do together: it counts as the activity of its year."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="gatherings", verbose_name=_("chapter"))
    starts_at = models.DateTimeField(_("starts"))
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    text = models.TextField(_("what it is, or what it was"), max_length=5000, blank=True)
    attendance = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    is_public = models.BooleanField(_("shown on the public page"), default=True)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="gathering_has_a_title"),
        ]
        indexes = [models.Index(fields=["chapter", "-starts_at"], name="gathering_latest")]

    def __str__(self):
        return self.title
