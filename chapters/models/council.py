"""Councils: terms, posts, who holds them from when until when, and how a council changes."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .chapters import Chapter, Tomorrow, days


class Seat(models.TextChoices):
    """The posts that every charter knows."""

    PRESIDENT = "president", _("President")
    VICE_PRESIDENT = "vice_president", _("Vice-president")
    SECRETARY_GENERAL = "secretary", _("Secretary-general")
    MEMBER = "member", _("Council member")
    OTHER = "other", _("Post of the chapter’s own")


MANAGING = [Seat.PRESIDENT, Seat.VICE_PRESIDENT, Seat.SECRETARY_GENERAL]
HELD_BY_ONE = [Seat.PRESIDENT, Seat.SECRETARY_GENERAL]


class LocalToday(Func):
    """Today where the chapter is."""

    output_field = models.DateField()

    def __init__(self, zone: str):
        super().__init__(F(zone), Now(), function="TIMEZONE", template="(%(function)s(%(expressions)s))::date")


def refused_if(rows: str, name: str) -> str:
    """The body of a trigger that refuses a row while there are such others."""
    return f"""
        PERFORM 1 FROM {rows};
        IF FOUND THEN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
        END IF;
        RETURN NEW;
    """


@tracked
class Post(models.Model):
    """A post that one chapter added to the usual ones."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="posts", verbose_name=_("chapter"))
    name = models.CharField(pgettext_lazy("post", "name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    manages = models.BooleanField(_("keeps the chapter’s pages"), default=False)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["chapter", "name"], name="post_once")]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        """In the reader's language, where it has a name in it."""
        return in_readers_language(self.name, self.name_en)


@tracked
class Term(models.Model):
    """The time for which a council was elected: a chapter's, or the association's by a congress."""

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="terms", verbose_name=_("chapter")
    )
    congress = models.OneToOneField(
        "chapters.Congress", models.PROTECT, null=True, blank=True, related_name="term", verbose_name=_("congress")
    )
    number = models.PositiveSmallIntegerField(_("which term"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # Set by a page: its offices in the order of the posts, where it stands today, and the days until its end.
    held: "list[Office]"
    is_running: bool
    is_to_come: bool
    days_left: int
    days_over: int

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False, congress__isnull=True)
                | Q(chapter__isnull=True, congress__isnull=False),
                name="term_of_a_chapter_or_a_congress",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start"),
            models.UniqueConstraint(fields=["chapter", "number"], name="term_number_once"),
            # The association has no chapter: its terms are compared with each other.
            ExclusionConstraint(
                name="term_one_at_a_time",
                expressions=[
                    (Coalesce("chapter_id", 0), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="term_end")]
        triggers = [
            pgtrigger.Trigger(
                name="term_holds_its_offices",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("starts_on", "ends_on"),
                func=refused_if(
                    "chapters_office WHERE term_id = NEW.id AND (from_on < NEW.starts_on OR until_on > NEW.ends_on)",
                    "term_holds_its_offices",
                ),
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"


class OfficeQuerySet(models.QuerySet):
    def current(self):
        """Held today, by the calendar of the chapter's place."""
        today = LocalToday("term__chapter__time_zone")
        return self.filter(from_on__lte=today, until_on__gte=today)

    def managing(self):
        """With the right to keep the chapter's pages: the usual posts, and those of its own that say so."""
        return self.filter(Q(seat__in=MANAGING) | Q(post__manages=True))


@tracked
class Office(models.Model):
    """A post held by one person, within one term. It is the grant of an officer's rights: they begin and end with
    its days."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="offices", verbose_name=_("term"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="chapter_offices", verbose_name=_("alumnus")
    )
    seat = models.CharField(_("post"), max_length=14, choices=Seat)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("post of the chapter’s own")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    is_now: bool  # set by a page

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="office_ends_after_start"),
            models.CheckConstraint(
                condition=Q(seat="other", post__isnull=False) | (~Q(seat="other") & Q(post__isnull=True)),
                name="office_names_its_post",
            ),
            ExclusionConstraint(
                name="office_held_by_one",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(seat__in=["president", "secretary"]),
            ),
            ExclusionConstraint(
                name="office_once_a_person",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("alumnus", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (Coalesce("post_id", 0), RangeOperators.EQUAL),
                    (days("from_on", "until_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="office_within_its_term",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM 1 FROM chapters_term
                    WHERE id = NEW.term_id AND NEW.from_on >= starts_on AND NEW.until_on <= ends_on FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'an office lies within its term'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'office_within_its_term';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.alumnus}: {self.post or self.get_seat_display()}"


def led_by(person):
    """The chapters whose pages a person keeps today."""
    held = Office.objects.current().managing().filter(alumnus=person, term__chapter=OuterRef("pk"))
    return Chapter.objects.filter(Exists(held)).exclude(recognition=Chapter.Recognition.DISSOLVED)


class CouncilChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=CouncilChange.OPEN)

    def visible_to(self, user):
        """Of the chapters in sight, all that left the draft."""
        return self.filter(chapter__in=Chapter.objects.visible_to(user)).exclude(submitted_at__isnull=True)

    def waiting(self):
        """Those whose turn is the office's."""
        return self.filter(state=CouncilChange.State.SUBMITTED)


@tracked
class CouncilChange(models.Model):
    """A new council: first the audit of the old one's books, then the election and its minutes, then the office."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
        SENT_BACK = "sent_back", _("Sent back")
        ACCEPTED = "accepted", pgettext_lazy("filing", "Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = [State.DRAFT, State.SUBMITTED, State.SENT_BACK]

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="council_changes", verbose_name=_("chapter"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    audit = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("audit report")
    )
    audited_on = models.DateField(_("audited on"), null=True, blank=True)
    minutes = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minutes")
    )
    elected_on = models.DateField(_("elected on"), null=True, blank=True)
    present = models.PositiveIntegerField(_("people present"), null=True, blank=True)
    starts_on = models.DateField(_("term from"), null=True, blank=True)
    ends_on = models.DateField(_("term until"), null=True, blank=True)
    answer = models.TextField(_("answer of the office"), max_length=2000, blank=True)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = CouncilChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of council")
        verbose_name_plural = _("changes of council")
        constraints = [
            # Regulation on Social Organisations: the books are audited before the council changes.
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(audit__isnull=False), name="councilchange_audit_first"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "accepted"])
                | Q(
                    audit__isnull=False, audited_on__isnull=False, minutes__isnull=False, elected_on__isnull=False,
                    present__gt=0, starts_on__isnull=False, ends_on__isnull=False, submitted_at__isnull=False,
                ),
                name="councilchange_complete",
            ),
            models.CheckConstraint(
                condition=Q(elected_on__isnull=True)
                | Q(audited_on__isnull=True)
                | Q(elected_on__gte=F("audited_on")),
                name="councilchange_audited_before_the_election",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="councilchange_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(answer=""), name="councilchange_sent_back_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(audit__isnull=False, audited_on__isnull=False)
                | Q(elected_on__isnull=True, present__isnull=True, starts_on__isnull=True, ends_on__isnull=True),
                name="councilchange_nothing_before_the_audit",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(elected_on__isnull=True) | Q(starts_on__gte=F("elected_on")),
                name="councilchange_starts_after_the_election",
            ),
            models.CheckConstraint(
                condition=(Q(audited_on__isnull=True) | Q(audited_on__lte=Tomorrow()))
                & (Q(elected_on__isnull=True) | Q(elected_on__lte=Tomorrow())),
                name="councilchange_dates_in_the_past",
            ),
            models.UniqueConstraint(
                fields=["chapter"], condition=Q(state__in=["draft", "submitted", "sent_back"]),
                name="councilchange_one_open",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["submitted_at"], condition=Q(state="submitted"), name="councilchange_waiting")]
        triggers = [
            pgtrigger.FSM(
                name="councilchange_moves",
                field="state",
                transitions=[
                    ("draft", "submitted"), ("draft", "withdrawn"), ("submitted", "sent_back"),
                    ("submitted", "accepted"), ("submitted", "withdrawn"), ("sent_back", "submitted"),
                    ("sent_back", "withdrawn"),
                ],
            ),
            pgtrigger.Trigger(
                name="councilchange_votes_of_those_present",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("present"),
                func=refused_if(
                    "chapters_nominee WHERE council_change_id = NEW.id AND votes > NEW.present",
                    "councilchange_votes_of_those_present",
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.chapter}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_with_the_chapter(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.SENT_BACK)


class Nominee(models.Model):
    """Who is to hold which post: in the report of a founding, or in a change of council."""

    application = models.ForeignKey(
        "chapters.Application", models.PROTECT, null=True, blank=True, related_name="nominees"
    )
    council_change = models.ForeignKey(CouncilChange, models.PROTECT, null=True, blank=True, related_name="nominees")
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="chapter_nominations")
    seat = models.CharField(_("post"), max_length=14, choices=Seat)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False, council_change__isnull=True)
                | Q(application__isnull=True, council_change__isnull=False),
                name="nominee_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(seat="other", post__isnull=False) | (~Q(seat="other") & Q(post__isnull=True)),
                name="nominee_names_the_post",
            ),
            models.UniqueConstraint(
                fields=["application", "council_change", "alumnus", "seat", "post"],
                nulls_distinct=False,
                name="nominee_once",
            ),
            models.UniqueConstraint(
                fields=["application", "council_change", "seat"],
                condition=Q(seat__in=["president", "secretary"]),
                nulls_distinct=False,
                name="nominee_one_for_the_post",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nominee_votes_of_those_present",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # The lock lets nobody change the number of those present between the two statements.
                func=refused_if(
                    "(SELECT present FROM chapters_councilchange WHERE id = NEW.council_change_id FOR SHARE) AS held"
                    " WHERE NEW.votes > coalesce(present, 0)",
                    "nominee_votes_of_those_present",
                ),
            ),
        ]

    def __str__(self):
        return f"{self.alumnus}: {self.post or self.get_seat_display()}"
