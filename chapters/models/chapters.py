"""The registry: chapters, the two facts about each, and what is kept of them."""

import uuid
from datetime import date
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni.models.places import ABROAD, Industry, Province
from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .zones import zone_known


class DateRange(Func):
    """The days from one date to another, both included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Tomorrow(Func):
    """The latest day that may be today somewhere on earth: the database's clock knows no zone of a chapter."""

    template = "(CURRENT_DATE + 1)"
    output_field = models.DateField()


def days(first: str, last: str) -> DateRange:
    return DateRange(F(first), F(last), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Placed(models.Model):
    """What a chapter is for: a place, a trade, or a college."""

    class Kind(models.TextChoices):
        REGIONAL = "regional", _("Regional chapter")
        OVERSEAS = "overseas", _("Overseas chapter")
        INDUSTRY = "industry", _("Industry chapter")
        COLLEGE = "college", _("College chapter")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    country = models.CharField(_("country or region"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    city = models.CharField(
        pgettext_lazy("chapter", "city"),
        max_length=60,
        blank=True,
        help_text=_("Empty for the whole province or country"),
    )
    industry = models.CharField(_("industry"), max_length=1, choices=Industry, blank=True)
    college = models.ForeignKey("alumni.College", models.PROTECT, null=True, blank=True, verbose_name=_("college"))

    class Meta:
        abstract = True

    @property
    def is_abroad(self) -> bool:
        """Outside mainland China, where data go only with a consent of their own (Personal Information Protection
        Law, art. 38-39)."""
        return self.kind == self.Kind.OVERSEAS or self.province in ABROAD


def placed_constraints(name: str) -> list[models.CheckConstraint]:
    nowhere = Q(province="", country="", city="")
    return [
        models.CheckConstraint(
            condition=(Q(kind="regional", country="", industry="", college=None) & ~Q(province=""))
            | (
                Q(kind="overseas", province="", industry="", college=None, country__regex=r"^[A-Z]{2}$")
                & ~Q(country__in=["CN", "HK", "MO", "TW"])
            )
            | (Q(kind="industry", college=None) & nowhere & ~Q(industry=""))
            | (Q(kind="college", industry="", college__isnull=False) & nowhere),
            name=f"{name}_place_of_its_kind",
        )
    ]


class ChapterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the office; for college officers the chapters of their colleges."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.CHAPTER_VIEW)
        if reach.everyone:
            return self
        return self.filter(college_id__in=reach.college_ids) if reach else self.none()

    def editable_by(self, user):
        reach = user.reach(Permission.CHAPTER_EDIT) if user.is_authenticated else None
        return self if reach and reach.everyone else self.none()

    def listed(self):
        """Those that the public directory shows: they exist, or did."""
        return self.filter(recognition__in=Chapter.PUBLIC)

    def living(self):
        return self.filter(recognition__in=Chapter.LIVING)


@tracked
class Chapter(Placed):
    """An alumni chapter: a body of its own or a contact group, never a branch (Regulation on Social Organisations,
    art. 17). What the association says of it (`recognition`) and what the registry of civil affairs says (`civil`)
    are two facts. Both change only by adding a RecognitionChange or a CivilChange: the database does the rest."""

    class Recognition(models.TextChoices):
        LEAD = "lead", _("Lead")
        APPLYING = "applying", _("Applying")
        PREPARING = "preparing", _("Preparing")
        FOUNDED = "founded", pgettext_lazy("chapter", "Founded")
        ACTIVE = "active", pgettext_lazy("chapter", "Active")
        DORMANT = "dormant", _("Dormant")
        REVIVED = "revived", _("Revived")
        DISSOLVED = "dissolved", _("Dissolved")

    class Civil(models.TextChoices):
        NONE = "none", _("Not registered")
        APPLIED = "applied", _("Registration applied for")
        REGISTERED = "registered", _("Registered")
        REVOKED = "revoked", _("Registration revoked")

    class Admission(models.TextChoices):
        CHAPTER = "chapter", _("The chapter decides")
        AUTOMATIC = "automatic", _("Every verified alumnus who asks")

    LIVING = [Recognition.FOUNDED, Recognition.ACTIVE, Recognition.REVIVED]
    PUBLIC = [Recognition.PREPARING, *LIVING, Recognition.DORMANT]

    name = models.CharField(
        pgettext_lazy("chapter", "name"), max_length=80, help_text=_("Place, school, 校友会: nothing more")
    )
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    recognition = models.CharField(_("recognition"), max_length=10, choices=Recognition, default=Recognition.LEAD)
    recognition_since = models.DateField(_("in this state since"))
    civil = models.CharField(_("civil registration"), max_length=10, choices=Civil, default=Civil.NONE)
    civil_number = models.CharField(_("registration number"), max_length=40, blank=True)
    civil_authority = models.CharField(_("registry"), max_length=80, blank=True)
    civil_since = models.DateField(_("registered on"), null=True, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    introduction = models.TextField(_("introduction"), max_length=5000, blank=True)
    introduction_en = models.TextField(_("introduction in English"), max_length=5000, blank=True)
    # The chapter's public contact, no person's.
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    wechat_account = models.CharField(_("WeChat public account"), max_length=60, blank=True)
    logo = models.ImageField(_("logo"), upload_to="chapters/logos/", blank=True)
    admission = models.CharField(_("who becomes a member"), max_length=10, choices=Admission, default=Admission.CHAPTER)
    # Two people may edit at once: who saves says which version was read.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            *placed_constraints("chapter"),
            models.CheckConstraint(condition=~Q(name=""), name="chapter_has_a_name"),
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True) | Q(founded_on__lte=Tomorrow()), name="chapter_founded_in_the_past"
            ),
            models.CheckConstraint(
                condition=~Q(recognition__in=["founded", "active", "dormant", "revived"]) | Q(founded_on__isnull=False),
                name="chapter_founded_when",
            ),
            models.CheckConstraint(
                condition=~Q(civil="registered")
                | (~Q(civil_number="") & ~Q(civil_authority="") & Q(civil_since__isnull=False)),
                name="chapter_registered_where",
            ),
            models.CheckConstraint(condition=zone_known(), name="chapter_time_zone_known"),
            models.UniqueConstraint(
                fields=["province", "city"], condition=Q(kind="regional") & ~Q(recognition="dissolved"),
                name="chapter_one_a_place",
            ),
            models.UniqueConstraint(
                fields=["country", "city"], condition=Q(kind="overseas") & ~Q(recognition="dissolved"),
                name="chapter_one_a_place_abroad",
            ),
            models.UniqueConstraint(
                fields=["college"], condition=Q(kind="college") & ~Q(recognition="dissolved"),
                name="chapter_one_a_college",
            ),
            models.UniqueConstraint(
                fields=["name"], condition=~Q(recognition="dissolved"), name="chapter_name_once"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["kind", "province", "country"], name="chapter_place"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="chapter_facts_by_changes_only",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("recognition", "civil"),
                condition=pgtrigger.AnyChange("recognition", "civil"),
                func="""
                    IF pg_trigger_depth() < 2 THEN
                        RAISE EXCEPTION 'recognition and civil registration change by rows of their own'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'chapter_facts_by_changes_only';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="chapter_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        chinese = (get_language() or "zh").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The date where the chapter is."""
        return timezone.localdate(timezone=self.zone)

    @property
    def is_living(self) -> bool:
        return self.recognition in self.LIVING

    @property
    def is_public(self) -> bool:
        return self.recognition in self.PUBLIC

    @property
    def is_legal_person(self) -> bool:
        return self.civil == self.Civil.REGISTERED

    @property
    def public_url(self) -> str:
        return reverse("chapters:chapter", args=[self.pk])


Recognition, Civil = Chapter.Recognition, Chapter.Civil

RECOGNITION_MOVES: dict[str, set[str]] = {
    Recognition.LEAD: {Recognition.APPLYING, Recognition.DISSOLVED},
    Recognition.APPLYING: {Recognition.LEAD, Recognition.PREPARING},
    Recognition.PREPARING: {Recognition.LEAD, Recognition.FOUNDED},
    Recognition.FOUNDED: {Recognition.ACTIVE, Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.ACTIVE: {Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.DORMANT: {Recognition.REVIVED, Recognition.DISSOLVED},
    Recognition.REVIVED: {Recognition.ACTIVE, Recognition.DORMANT, Recognition.DISSOLVED},
    Recognition.DISSOLVED: set(),
}
CIVIL_MOVES: dict[str, set[str]] = {
    Civil.NONE: {Civil.APPLIED},
    Civil.APPLIED: {Civil.NONE, Civil.REGISTERED},
    Civil.REGISTERED: {Civil.REVOKED},
    Civil.REVOKED: {Civil.APPLIED},
}


class Change(models.Model):
    """One step of one of the two facts. Rows are only added."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("chapter"))
    happened_on = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=500)
    document = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


def step_constraint(moves: dict[str, set[str]], name: str) -> models.CheckConstraint:
    steps = [Q(from_state=before, to_state__in=sorted(after)) for before, after in moves.items() if after]
    return models.CheckConstraint(condition=reduce(or_, steps), name=name)


def applied_step(column: str, extra: str = "") -> str:
    """The trigger that makes a step true of the chapter, or refuses it when the chapter is elsewhere."""
    return f"""
        UPDATE chapters_chapter
        SET {column} = NEW.to_state, version = version + 1, updated_at = now(){extra}
        WHERE id = NEW.chapter_id AND {column} = NEW.from_state;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the chapter is not in the state % any more', NEW.from_state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'chapter_{column}_as_it_was';
        END IF;
        RETURN NEW;
    """  # noqa: S608 - both are the program's own


class RecognitionChange(Change):
    """What the association said. `from_state` is the chapter's state before: the row is refused when it is not."""

    MOVES = RECOGNITION_MOVES

    from_state = models.CharField(_("from"), max_length=10, choices=Chapter.Recognition)
    to_state = models.CharField(_("to"), max_length=10, choices=Chapter.Recognition)

    class Meta(Change.Meta):
        verbose_name = _("change of recognition")
        verbose_name_plural = _("changes of recognition")
        default_related_name = "recognition_changes"
        constraints = [
            step_constraint(RECOGNITION_MOVES, "recognition_change_possible"),
            models.CheckConstraint(condition=~Q(reason=""), name="recognition_change_with_reason"),
            models.CheckConstraint(condition=Q(happened_on__lte=Tomorrow()), name="recognition_change_in_the_past"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="recognition_change_applied",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=applied_step(
                    "recognition",
                    ", recognition_since = NEW.happened_on, founded_on = CASE WHEN NEW.to_state = 'founded' "
                    "THEN coalesce(founded_on, NEW.happened_on) ELSE founded_on END",
                ),
            ),
            pgtrigger.Protect(name="recognition_change_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class CivilChange(Change):
    """What the registry of civil affairs decided."""

    MOVES = CIVIL_MOVES

    from_state = models.CharField(_("from"), max_length=10, choices=Chapter.Civil)
    to_state = models.CharField(_("to"), max_length=10, choices=Chapter.Civil)
    number = models.CharField(_("registration number"), max_length=40, blank=True)
    authority = models.CharField(_("registry"), max_length=80, blank=True)

    class Meta(Change.Meta):
        verbose_name = _("change of civil registration")
        verbose_name_plural = _("changes of civil registration")
        default_related_name = "civil_changes"
        constraints = [
            step_constraint(CIVIL_MOVES, "civil_change_possible"),
            models.CheckConstraint(condition=~Q(reason=""), name="civil_change_with_reason"),
            models.CheckConstraint(condition=Q(happened_on__lte=Tomorrow()), name="civil_change_in_the_past"),
            models.CheckConstraint(
                condition=~Q(to_state="registered") | (~Q(number="") & ~Q(authority="")),
                name="civil_change_registered_where",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="civil_change_applied",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=applied_step(
                    "civil",
                    ", civil_number = CASE WHEN NEW.to_state = 'registered' THEN NEW.number ELSE civil_number END"
                    ", civil_authority = CASE WHEN NEW.to_state = 'registered' THEN NEW.authority"
                    " ELSE civil_authority END"
                    ", civil_since = CASE WHEN NEW.to_state = 'registered' THEN NEW.happened_on ELSE civil_since END",
                ),
            ),
            pgtrigger.Protect(name="civil_change_unchanged", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


@tracked
class NameLicence(models.Model):
    """The right to use the university's name and logo, for a time."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="name_licences", verbose_name=_("chapter"))
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    with_logo = models.BooleanField(_("logo as well"), default=True)
    document = models.ForeignKey(
        "chapters.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("right to the name")
        verbose_name_plural = _("rights to the name")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="namelicence_ends_after_start"),
            ExclusionConstraint(
                name="namelicence_one_at_a_time",
                expressions=[("chapter", RangeOperators.EQUAL), (days("from_on", "until_on"), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return f"{self.chapter}: {self.from_on} – {self.until_on}"


@tracked
class Document(models.Model):
    """A file of a chapter or of an application. Kept for good, also when the chapter is dissolved."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter")
        PLAN = "plan", pgettext_lazy("document", "Plan")
        LETTER = "letter", _("Letter of commission")
        MINUTES = "minutes", _("Minutes")
        AUDIT = "audit", _("Audit report")
        REPORT = "report", pgettext_lazy("document", "Report")
        CERTIFICATE = "certificate", pgettext_lazy("document", "Certificate")
        RESULT = "result", _("Result")
        OTHER = "other", _("Other document")

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("chapter")
    )
    application = models.ForeignKey(
        "chapters.Application", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    congress = models.ForeignKey("chapters.Congress", models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    name = models.CharField(_("file name"), max_length=100)
    file = models.FileField(_("file"), upload_to="chapters/documents/")
    form = models.CharField(max_length=4)  # jpg, png, pdf, docx, xlsx: read from the bytes
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False) | Q(application__isnull=False) | Q(congress__isnull=False),
                name="document_of_something",
            ),
        ]
        triggers = [pgtrigger.Protect(name="document_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.name


@tracked
class Photo(models.Model):
    """A picture on a chapter's public page, drawn anew without what a camera wrote into it."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="photos", verbose_name=_("chapter"))
    file = models.ImageField(_("picture"), upload_to="chapters/photos/")
    caption = models.CharField(_("caption"), max_length=200)
    caption_en = models.CharField(_("caption in English"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # of the form: a second submit is the first

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self):
        return self.caption
