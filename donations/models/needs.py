"""What departments need of alumni, and what they can offer them: from the draft until it is closed."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models.places import Industry, Province, place_label
from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language
from events.models.consultations import refused_after_draft

NOTICE = timedelta(days=14)  # before it expires, the department is told
LONGEST = timedelta(days=366)  # without being renewed


def of_departments(rows, user, college: str):
    """Those that `user` keeps: the office all, a college officer those of the officer's colleges."""
    if not user.is_authenticated:
        return rows.none()
    reach = user.reach(Permission.NEED_EDIT)
    return rows if reach.everyone else rows.filter(**{f"{college}__in": reach.college_ids})


class DepartmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return of_departments(self, user, "college")

    def open(self):
        return self.filter(closed_at__isnull=True)


@tracked
class Department(models.Model):
    """A part of the university that posts needs, such as student affairs or a college."""

    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("college")
    )
    # Who hears of answers, and follows them unless somebody else does.
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="departments",
        verbose_name=pgettext_lazy("department", "contact person"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("not offered any more since"), null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="department_has_a_name")]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)


class Kind(models.TextChoices):
    """What is needed; the last three are what departments can offer."""

    MONEY = "money", pgettext_lazy("need", "Money")
    THINGS = "things", pgettext_lazy("need", "Things")
    INTERNSHIP = "internship", _("Internships")
    JOB = "job", pgettext_lazy("need", "Jobs")
    LECTURE = "lecture", _("Lectures")
    MENTORING = "mentoring", _("Mentoring")
    LAND = "land", _("Land or rooms")
    EXPERTISE = "expertise", _("Expertise")
    TECHNOLOGY = "technology", _("Technology")
    FAIR = "fair", _("Recruitment fairs")
    TRAINING = "training", _("Training")


OFFERED = [Kind.TECHNOLOGY, Kind.FAIR, Kind.TRAINING]
NEEDED = [kind for kind in Kind if kind not in OFFERED]
NEEDED_CHOICES = [(kind.value, kind.label) for kind in NEEDED]
OFFERED_CHOICES = [(kind.value, kind.label) for kind in OFFERED]
MOVES = [
    ("draft", "submitted"), ("submitted", "draft"), ("submitted", "published"), ("published", "draft"),
    ("published", "expired"), ("expired", "published"), ("published", "closed"), ("expired", "closed"),
]  # fmt: skip


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk; what alumni see stands in `queries.needs.for_person`."""
        return of_departments(self, user, "department__college")

    def published(self):
        """What may be answered today."""
        return self.filter(state=Need.State.PUBLISHED, expires_on__gte=timezone.localdate())

    def expiring(self):
        return self.published().filter(expires_on__lte=timezone.localdate() + NOTICE)


@tracked
class Need(models.Model):
    """One need of a department, or one offer of it to alumni. What it says is fixed once it is submitted: whoever
    approves it approves these words."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("need", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("need", "Waits for approval")
        PUBLISHED = "published", pgettext_lazy("need", "Published")
        EXPIRED = "expired", pgettext_lazy("need", "Expired")
        CLOSED = "closed", pgettext_lazy("need", "Closed")

    class Audience(models.TextChoices):
        ALL = "all", _("All alumni")
        TRADE = "trade", _("Alumni of the trade")
        REGION = "region", _("Alumni who live in the region")
        COLLEGE = "college", _("Alumni of a college")
        CHAPTER = "chapter", _("Members of a chapter")

    WORDS = (
        "kind", "title", "title_en", "text", "text_en", "department", "fund", "amount", "quantity", "industry",
        "province", "city", "audience", "college", "chapter",
    )  # fmt: skip

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    text = models.TextField(_("text"), max_length=3000)
    text_en = models.TextField(_("English text"), max_length=4000, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="needs", verbose_name=_("department"))
    fund = models.ForeignKey(
        "donations.Fund", models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("fund")
    )
    amount = models.DecimalField(_("amount in CNY"), max_digits=14, decimal_places=2, null=True, blank=True)
    quantity = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    # What it is about: people are proposed by it, and an audience may be narrowed to it.
    industry = models.CharField(_("trade"), max_length=1, choices=Industry, blank=True)
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    audience = models.CharField(_("who sees it"), max_length=7, choices=Audience, default=Audience.ALL)
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the college")
    )
    chapter = models.ForeignKey(
        "chapters.Chapter", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the chapter")
    )

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    returned_reason = models.CharField(_("why it came back"), max_length=400, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    expires_on = models.DateField(_("shown until"))
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_reason = models.CharField(_("why it was closed"), max_length=400, blank=True)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="need_says_something"),
            models.CheckConstraint(
                condition=Q(kind="money") | Q(fund__isnull=True, amount__isnull=True), name="need_of_money_has_a_fund"
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="need_amount_positive"),
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="need_quantity"),
            models.CheckConstraint(
                condition=Q(audience="all")
                | Q(audience="trade") & ~Q(industry="")
                | Q(audience="region") & ~Q(province="")
                | Q(audience="college", college__isnull=False)
                | Q(audience="chapter", chapter__isnull=False),
                name="need_says_for_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_by__isnull=True, submitted_at__isnull=True)
                | ~Q(state="draft") & Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="need_submitted_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"], approved_by__isnull=True, published_at__isnull=True)
                | ~Q(state__in=["draft", "submitted"]) & Q(approved_by__isnull=False, published_at__isnull=False),
                name="need_approved_by_and_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="need_approved_by_another",
            ),
            models.CheckConstraint(condition=Q(state="closed") ^ Q(closed_at__isnull=True), name="need_closed_when"),
        ]
        indexes = [models.Index(fields=["state", "expires_on"], name="need_by_state")]
        triggers = [
            pgtrigger.FSM(name="need_moves", field="state", transitions=MOVES),
            pgtrigger.Trigger(
                name="need_begins_as_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refused_after_draft("NEW.state <> 'draft'", "need_begins_as_draft"),
            ),
            pgtrigger.Trigger(
                name="need_keeps_its_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=refused_after_draft(
                    "OLD.state <> 'draft' AND (NEW.kind, NEW.title, NEW.title_en, NEW.text, NEW.text_en,"
                    " NEW.department_id, NEW.fund_id, NEW.amount, NEW.quantity, NEW.industry, NEW.province, NEW.city,"
                    " NEW.audience, NEW.college_id, NEW.chapter_id) IS DISTINCT FROM"
                    " (OLD.kind, OLD.title, OLD.title_en, OLD.text, OLD.text_en, OLD.department_id, OLD.fund_id,"
                    " OLD.amount, OLD.quantity, OLD.industry, OLD.province, OLD.city, OLD.audience, OLD.college_id,"
                    " OLD.chapter_id)",
                    "need_keeps_its_words",
                ),
            ),
        ]

    def __str__(self):
        return in_readers_language(self.title, self.title_en)

    @property
    def place(self) -> str:
        return place_label(self.province, self.city)

    @property
    def shown_text(self) -> str:
        return in_readers_language(self.text, self.text_en)

    @property
    def is_offer(self) -> bool:
        """The department offers something to alumni."""
        return self.kind in OFFERED

    @property
    def is_answerable(self) -> bool:
        return self.state == self.State.PUBLISHED and self.expires_on >= timezone.localdate()
