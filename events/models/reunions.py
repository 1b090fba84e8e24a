"""Class reunions: a class books its day, its college confirms it, and the classmates answer."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni.models import Degree
from alumni.models.people import colleges_with_predecessors
from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .events import Event
from .series import Place

MOST_SEATS = 10  # of one classmate with those who come along


class Wish(models.TextChoices):
    LESSON = "lesson", _("A class once more")
    CANTEEN = "canteen", _("A meal in the canteen")
    TREE = "tree", _("Planting a tree")
    TOUR = "tour", _("A tour of the campus")
    TEACHERS = "teachers", _("Meeting teachers")
    PHOTO = "photo", _("A photograph of all")


class ClassReunionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: all for the office; for college officers the classes of their college and its predecessors."""
        return self._within(user, Permission.EVENT_VIEW)

    def decided_by(self, user):
        """Those that `user` confirms or declines as the host."""
        return self._within(user, Permission.EVENT_EDIT)

    def _within(self, user, permission):
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(permission)
        return self if reach.everyone else self.filter(college__in=colleges_with_predecessors(reach.college_ids))

    def standing(self):
        """Those that keep the class from booking another day of the same year."""
        return self.filter(state__in=ClassReunion.STANDING)

    def ahead(self):
        return self.filter(state__in=ClassReunion.OPEN)


@tracked
class ClassReunion(models.Model):
    """The day of a class, or of a whole year of a college: then class, major and level are empty."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the college")
        CONFIRMED = "confirmed", pgettext_lazy("reunion", "Confirmed")
        DECLINED = "declined", pgettext_lazy("reunion", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("reunion", "Cancelled")
        HELD = "held", pgettext_lazy("reunion", "Held")

    OPEN = [State.ASKED, State.CONFIRMED]
    STANDING = [*OPEN, State.HELD]

    college = models.ForeignKey("alumni.College", models.PROTECT, related_name="reunions", verbose_name=_("college"))
    graduation_year = models.SmallIntegerField(_("graduation year"))
    class_name = models.CharField(_("class"), max_length=60, blank=True)
    major = models.CharField(_("major"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Degree.Level, blank=True)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="reunions", verbose_name=_("Return Day")
    )
    day = models.DateField(_("day"))
    # Empty: the person was erased, who is found in the history by the name of the column.
    contact = models.ForeignKey(
        "alumni.Alumnus",
        models.PROTECT,
        null=True,
        db_column="alumnus_id",
        related_name="reunions_led",
        verbose_name=_("contact person"),
    )
    expected = models.PositiveSmallIntegerField(_("people expected"))
    wishes = ArrayField(
        models.CharField(max_length=8, choices=Wish), verbose_name=_("wishes"), default=list, blank=True
    )
    wish_text = models.TextField(_("more about the programme"), max_length=1000, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="reunions", verbose_name=_("hall")
    )
    hall = models.CharField(_("hall, in words"), max_length=120, blank=True)
    teacher = models.CharField(_("teacher"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClassReunionQuerySet.as_manager()

    class Meta:
        verbose_name = _("class reunion")
        verbose_name_plural = _("class reunions")
        constraints = [
            models.UniqueConstraint(
                "college",
                "graduation_year",
                "class_name",
                "level",
                ExtractYear("day"),
                condition=Q(state__in=["asked", "confirmed", "held"]) & ~Q(class_name=""),
                name="reunion_once_a_class_and_year",
            ),
            models.UniqueConstraint(
                "college",
                "graduation_year",
                "major",
                "level",
                ExtractYear("day"),
                condition=Q(state__in=["asked", "confirmed", "held"], class_name=""),
                name="reunion_once_a_major_and_year",
            ),
            models.CheckConstraint(
                condition=Q(graduation_year__range=(1850, 2100)), name="reunion_graduation_year_plausible"
            ),
            models.CheckConstraint(condition=Q(expected__range=(1, 5000)), name="reunion_expects_people"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="reunion_declined_with_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "declined", "held"]) | Q(decided_at__isnull=False),
                name="reunion_decided_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="reunion_by_day")]
        triggers = [
            pgtrigger.FSM(
                name="reunion_moves",
                field="state",
                transitions=[
                    ("asked", "confirmed"), ("asked", "declined"), ("asked", "cancelled"),
                    ("confirmed", "cancelled"), ("confirmed", "held"),
                ],
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.class_label} {self.day}"

    def get_absolute_url(self):
        return reverse("events:reunion", args=[self.pk])

    @property
    def is_whole_year(self) -> bool:
        return not (self.class_name or self.major)

    @property
    def class_label(self) -> str:
        """The class as people say it: college, year, class or major."""
        year = gettext("class of %(year)s") % {"year": self.graduation_year}
        which = self.class_name or self.major or gettext("the whole year")
        return " · ".join((self.college.shown_name, year, which))

    @property
    def anniversary(self) -> int:
        return self.day.year - self.graduation_year

    @property
    def class_of(self) -> Q:
        """The degrees of those who belong to it, as `Degree.class_of` tells a class."""
        if self.is_whole_year:
            return Q(college=self.college_id, graduation_year=self.graduation_year)
        found = Degree(
            college_id=self.college_id, graduation_year=self.graduation_year, class_name=self.class_name,
            major=self.major, level=self.level,
        ).class_of  # fmt: skip
        assert found is not None
        return found

    @property
    def shown_hall(self) -> str:
        return " · ".join(filter(None, (self.place.shown_name if self.place else "", self.hall)))

    @property
    def shown_wishes(self) -> list[str]:
        return [str(Wish(each).label) for each in self.wishes]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ClassmateQuerySet(models.QuerySet):
    def invited(self):
        return self.filter(invited_at__isnull=False)


@tracked
class Classmate(models.Model):
    """What is known of one person of the class for this reunion. The signed number (mail/tokens.py, "classmate") is
    the link to answer."""

    class Answer(models.TextChoices):
        NONE = "none", pgettext_lazy("reunion", "No answer yet")
        COMING = "coming", pgettext_lazy("reunion", "Comes")
        UNSURE = "unsure", pgettext_lazy("reunion", "Not sure yet")
        NOT_COMING = "not_coming", pgettext_lazy("reunion", "Does not come")
        NOT_FOUND = "not_found", pgettext_lazy("reunion", "Not found")

    OWN = [Answer.COMING, Answer.UNSURE, Answer.NOT_COMING]  # what somebody says of oneself

    reunion = models.ForeignKey(ClassReunion, models.PROTECT, related_name="classmates", verbose_name=_("reunion"))
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="reunions", verbose_name=_("alumnus"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.NONE)
    is_own = models.BooleanField(_("the person's own word"), default=False)
    seats = models.PositiveSmallIntegerField(_("people"), default=1)  # the person and who comes along
    word = models.CharField(_("a word"), max_length=300, blank=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = ClassmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("classmate of a reunion")
        verbose_name_plural = _("classmates of reunions")
        constraints = [
            models.UniqueConstraint(fields=["reunion", "alumnus"], name="classmate_once_a_reunion"),
            models.CheckConstraint(condition=Q(seats__range=(1, MOST_SEATS)), name="classmate_takes_seats"),
            models.CheckConstraint(
                condition=Q(answer="none") | Q(answered_at__isnull=False), name="classmate_answered_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(answer__in=["coming", "unsure", "not_coming"]),
                name="classmate_own_word_is_an_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reunion"],
                condition=Q(answer="none", invited_at__isnull=False, reminded_at__isnull=True),
                name="classmate_silent",
            ),
        ]

    def __str__(self):
        return f"{self.alumnus}: {self.get_answer_display()}"
