from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .places import Industry, Province
from .schools import Succession

OPEN_TO_ALUMNI = ("alumni", "public")
PARTIAL_DATE = r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class Source(models.TextChoices):
    """Who said so. What the office or the alumnus entered outranks what a roster says."""

    ROSTER = "roster", _("Roster")
    STAFF = "staff", _("Office")
    ALUMNUS = "alumnus", _("The alumnus")
    DEMO = "demo", _("Demonstration")


class Sourced(models.Model):
    """A row that knows where it came from."""

    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.STAFF)
    roster_row = models.ForeignKey(
        "alumni.RosterRow",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("roster row"),
        db_index=False,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
        db_index=False,
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        abstract = True


class AlumnusQuerySet(models.QuerySet):
    def present(self):
        """People who were neither merged into another record nor archived."""
        return self.filter(merged_into__isnull=True, archived_at__isnull=True)

    def usable(self):
        """Without those whose data may be kept but not used: nobody sends to them or passes them on."""
        return self.filter(restricted_at__isnull=True)

    def approachable(self):
        """Who may be named, asked and written to: present, usable, and not known to have died."""
        return self.present().usable().exclude(life=Alumnus.Life.DECEASED)

    def visible_to(self, user, permission=Permission.ALUMNI_VIEW):
        """The people on whom `user` may use `permission`: all, or those with a degree from the
        user's colleges or from a predecessor of them."""
        return self.present().within_reach_of(user, permission)

    def within_reach_of(self, user, permission=Permission.ALUMNI_VIEW):
        """As `visible_to`, archived people and merged records included."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(permission)
        if reach.everyone:
            return self
        if not reach:
            return self.none()
        from_colleges = Degree.objects.filter(
            alumnus=OuterRef("pk"), college__in=colleges_with_predecessors(reach.college_ids)
        )
        return self.filter(Exists(from_colleges))

    def opened_to(self, viewer):
        """The people who let `viewer`, a verified alumnus, find them: those who opened themselves to all
        alumni, and those who did to classmates and are one. The viewer is not among them."""
        opened = Q(profile__listed__in=OPEN_TO_ALUMNI)
        of_class = Q(profile__listed="classmates", is_classmate=True)
        people = self.present().filter(verified_at__isnull=False, restricted_at__isnull=True, user__isnull=False)
        people = people.exclude(life=Alumnus.Life.DECEASED)
        return people.with_classmates_of(viewer).filter(opened | of_class).exclude(pk=viewer.pk)

    def with_classmates_of(self, viewer):
        """Annotate `is_classmate`: whether the person shared a class with `viewer`."""
        shared = Q()
        for degree in viewer.degrees.all():
            if degree.class_of is not None:
                shared |= degree.class_of
        if not shared:
            return self.annotate(is_classmate=Value(False))
        return self.annotate(is_classmate=Exists(Degree.objects.filter(shared, alumnus=OuterRef("pk"))))


@tracked
class Alumnus(Sourced):
    """One person. Degrees, jobs and contacts are rows of their own."""

    class Kind(models.TextChoices):
        GRADUATE = "graduate", _("Graduate")
        STAFF = "staff", _("Former or present staff")
        SHORT_COURSE = "short_course", _("Short-course student")
        HONORARY = "honorary", _("Honorary alumnus")

    class Gender(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    class Tier(models.TextChoices):
        OUTSTANDING = "outstanding", _("Outstanding")
        NOTABLE = "notable", _("Notable")
        ACTIVE = "active", _("Active")
        REGULAR = "regular", pgettext_lazy("tier", "Regular")

    class Life(models.TextChoices):
        LIVING = "living", _("Living")
        DECEASED = "deceased", _("Deceased")
        UNKNOWN = "unknown", _("Unknown")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.GRADUATE)
    name = models.CharField(
        pgettext_lazy("person", "name"), max_length=60, help_text=_("As registered, in simplified characters")
    )
    name_as_written = models.CharField(
        _("name as written"), max_length=60, blank=True, help_text=_("Where it differs: traditional characters")
    )
    latin_name = models.CharField(_("Latin name"), max_length=80, blank=True)
    former_names = ArrayField(models.CharField(max_length=60), verbose_name=_("former names"), default=list, blank=True)
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    birth_date = models.CharField(
        _("birth date"), max_length=10, blank=True, help_text=_("1976, 1976-09 or 1976-09-23")
    )
    life = models.CharField(_("living"), max_length=8, choices=Life, default=Life.LIVING)
    tier = models.CharField(_("tier"), max_length=12, choices=Tier, default=Tier.REGULAR)
    country = models.CharField(_("country or region"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    industry = models.CharField(_("industry"), max_length=1, choices=Industry, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=20, blank=True)
    native_place = models.CharField(_("native place"), max_length=60, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    last_contact_on = models.DateField(_("last contact on"), null=True, blank=True)
    # Fields that someone other than the row's own source filled or changed:
    # {"gender": {"source": "staff", "by": 3}, "city": {"source": "roster", "row": 77}}
    field_sources = models.JSONField(_("field sources"), default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name=_("merged into")
    )
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    # The person asked that the record be kept but not used (Personal Information Protection Law, art. 44, 47).
    restricted_at = models.DateTimeField(_("restricted at"), null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="alumnus",
        verbose_name=_("user"),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    tags = models.ManyToManyField("alumni.Tag", through="alumni.AlumnusTag", verbose_name=_("tags"), blank=True)

    objects = AlumnusQuerySet.as_manager()

    class Meta:
        verbose_name = _("alumnus")
        verbose_name_plural = _("alumni")
        permissions = [
            ("export_alumnus", "Can export alumni"),
            ("merge_alumnus", "Can merge alumni"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="alumnus_has_a_name"),
            models.CheckConstraint(
                condition=Q(birth_date="") | Q(birth_date__regex=PARTIAL_DATE), name="alumnus_birth_date_partial_iso"
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"), name="alumnus_country_iso"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="alumnus_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["name"], name="alumnus_name"),  # by which rosters and duplicates are matched
        ]

    def __str__(self):
        return self.name


class DegreeQuerySet(models.QuerySet):
    def by_year(self):
        return self.order_by("graduation_year", "enrolment_year", "pk")


@tracked
class Degree(Sourced):
    """What someone studied, where, and when; the school and college are those on the diploma."""

    class Level(models.TextChoices):
        CERTIFICATE = "certificate", _("Certificate")
        COLLEGE = "college", _("Junior college")
        BACHELOR = "bachelor", _("Bachelor")
        MASTER = "master", _("Master")
        DOCTOR = "doctor", _("Doctor")
        POSTDOC = "postdoc", _("Postdoc")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="degrees", verbose_name=_("alumnus"))
    school = models.ForeignKey(
        "alumni.School", models.PROTECT, null=True, blank=True, related_name="degrees", verbose_name=_("school")
    )
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="degrees", verbose_name=_("college")
    )
    major = models.CharField(_("major"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    class_name = models.CharField(_("class"), max_length=60, blank=True)
    student_no = models.CharField(_("student number"), max_length=30, blank=True, db_collation="C")
    enrolment_year = models.SmallIntegerField(_("enrolment year"), null=True, blank=True)
    graduation_year = models.SmallIntegerField(_("graduation year"), null=True, blank=True)
    supervisor = models.CharField(_("supervisor"), max_length=60, blank=True)
    today: str  # set by a page: what its college, or else its school, is called today

    objects = DegreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("degree")
        verbose_name_plural = _("degrees")
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment_year__isnull=True) | Q(enrolment_year__range=(1850, 2100)),
                name="degree_enrolment_year_plausible",
            ),
            models.CheckConstraint(
                condition=Q(graduation_year__isnull=True) | Q(graduation_year__range=(1850, 2100)),
                name="degree_graduation_year_plausible",
            ),
            models.CheckConstraint(
                condition=Q(enrolment_year__isnull=True)
                | Q(graduation_year__isnull=True)
                | Q(graduation_year__gte=F("enrolment_year")),
                name="degree_graduation_after_enrolment",
            ),
        ]
        indexes = [
            # Not unique: a number is unique only inside one school of record and period.
            models.Index(fields=["student_no"], name="degree_student_no", condition=~Q(student_no="")),
            models.Index(fields=["graduation_year", "college"], name="degree_by_year"),  # the classes of a year
        ]

    def __str__(self):
        return " ".join(str(part) for part in (self.graduation_year, self.college or self.school, self.major) if part)

    @property
    def class_of(self) -> Q | None:
        """The degrees of one class with this one: the same place and year, and the same class by name or, where
        none is known, by major. None when too little is known to say."""
        place = Q(college=self.college_id) if self.college_id else Q(school=self.school_id)
        if not (self.college_id or self.school_id):
            return None
        if self.graduation_year:
            year = Q(graduation_year=self.graduation_year)
        elif self.enrolment_year:
            year = Q(enrolment_year=self.enrolment_year)
        else:
            return None
        if self.class_name:
            of_class = Q(class_name=self.class_name)
            if self.major:
                of_class |= Q(class_name="", major=self.major)
        elif self.major:
            of_class = Q(major=self.major)
        else:
            return None
        level = Q(level__in=[self.level, ""]) if self.level else Q()
        return place & year & of_class & level


@tracked
class Employment(Sourced):
    """A job: where and as what. The current one has no end."""

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="employments", verbose_name=_("alumnus"))
    employer = models.CharField(_("employer"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    started_on = models.CharField(_("from"), max_length=10, blank=True)
    ended_on = models.CharField(_("to"), max_length=10, blank=True)
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on="") | Q(started_on__regex=PARTIAL_DATE), name="employment_start_partial_iso"
            ),
            models.CheckConstraint(
                condition=Q(ended_on="") | Q(ended_on__regex=PARTIAL_DATE), name="employment_end_partial_iso"
            ),
            models.CheckConstraint(condition=~Q(employer="") | ~Q(job_title=""), name="employment_says_something"),
            models.CheckConstraint(
                condition=Q(ended_on="") | Q(is_current=False), name="employment_ended_is_not_current"
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, (self.employer, self.job_title)))


@tracked
class Honour(Sourced):
    """An honour that is part of the record: outstanding alumnus of a year, a national prize."""

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="honours", verbose_name=_("alumnus"))
    title = models.CharField(pgettext_lazy("honour", "title"), max_length=120)
    awarded_by = models.CharField(_("awarded by"), max_length=120, blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")

    def __str__(self):
        return self.title


class Tag(models.Model):
    """A word that the office puts on people to find them again."""

    name = models.CharField(_("name"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name")]

    def __str__(self):
        return self.name


@tracked
class AlumnusTag(Sourced):
    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="taggings", verbose_name=_("alumnus"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings", verbose_name=_("tag"))

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        constraints = [models.UniqueConstraint(fields=["alumnus", "tag"], name="alumnustag_once")]

    def __str__(self):
        return str(self.tag)


@tracked
class Interaction(Sourced):
    """One contact between the office and a person."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")
        CALL = "call", _("Call")
        LETTER = "letter", _("Letter")
        MEETING = "meeting", _("Meeting")
        MESSAGE = "message", _("Message")

    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="interactions", verbose_name=_("alumnus"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    happened_on = models.DateField(_("date"))
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("contact made")
        verbose_name_plural = _("contacts made")
        ordering = ["-happened_on", "-pk"]

    def __str__(self):
        return f"{self.happened_on} {self.get_kind_display()}"


def colleges_with_predecessors(college_ids) -> set[int]:
    """Return `college_ids` and all that became them, however many steps ago."""
    steps: dict[int, set[int]] = {}
    for successor, predecessor in Succession.objects.values_list("successor_id", "predecessor_id"):
        steps.setdefault(successor, set()).add(predecessor)
    found = set(college_ids)
    todo = list(found)
    while todo:
        for predecessor in steps.get(todo.pop(), ()):
            if predecessor not in found:
                found.add(predecessor)
                todo.append(predecessor)
    return found
