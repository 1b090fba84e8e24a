"""Who gives: people, and organisations with their people."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models.places import Industry, Province, place_label
from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At the desk: for whoever may see donors or the club, all of them; they are no persons."""
        if not user.is_authenticated:
            return self.none()
        rights = (Permission.DONOR_VIEW, Permission.CLUB_VIEW)
        return self.heads() if any(user.may(right) for right in rights) else self.none()

    def heads(self):
        """One row a body: those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def opened(self):
        """Those that opened themselves to all alumni."""
        return self.heads().filter(opened_at__isnull=False, closed_at__isnull=True)


@tracked
class Organisation(models.Model):
    """A company, a foundation, or another body. The credit code is that of GB 32100-2015.

    One that was merged keeps what stands in it; what named it names the one that it is, and the database leads there
    whoever still writes its number (`sql/organisations.sql`).
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        FOUNDATION = "foundation", _("Foundation")
        INSTITUTION = "institution", _("Public institution or authority")
        ASSOCIATION = "association", _("Association")
        OTHER = "other", pgettext_lazy("organisation", "Other")

    class Size(models.TextChoices):
        UNKNOWN = "", pgettext_lazy("size", "Unknown")
        MICRO = "micro", _("Under 20 people")
        SMALL = "small", _("20 to 299 people")
        MEDIUM = "medium", _("300 to 999 people")
        LARGE = "large", _("1,000 people and more")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.COMPANY)
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    branch_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("branch of")
    )
    industry = models.CharField(_("trade"), max_length=1, choices=Industry, blank=True)
    size = models.CharField(pgettext_lazy("giving", "size"), max_length=6, choices=Size, blank=True, default="")
    province = models.CharField(_("province"), max_length=2, choices=Province, blank=True)
    city = models.CharField(_("city"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    about = models.TextField(pgettext_lazy("giving", "about"), max_length=2000, blank=True)
    about_en = models.TextField(_("about, in English"), max_length=3000, blank=True)
    note = models.TextField(_("note of the office"), max_length=2000, blank=True)
    opened_at = models.DateTimeField(_("opened to alumni at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed down at"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(merged_into__isnull=True),
                name="organisation_credit_code_once",
            ),
            models.CheckConstraint(
                condition=Q(credit_code="") | Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="organisation_credit_code_form",
            ),
            models.CheckConstraint(
                condition=Q(branch_of__isnull=True) | ~Q(branch_of=F("id")), name="organisation_no_branch_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="organisation_not_into_itself"
            ),
        ]
        indexes = [models.Index(fields=["name"], name="organisation_name")]

    def __str__(self):
        return in_readers_language(self.name, self.name_en)

    @property
    def place(self) -> str:
        return place_label(self.province, self.city)

    @property
    def shown_about(self) -> str:
        return in_readers_language(self.about, self.about_en)


@tracked
class OrganisationPerson(models.Model):
    """An alumnus in an organisation, as long as it is true."""

    class Part(models.TextChoices):
        FOUNDER = "founder", _("Founder")
        LEGAL = "legal", _("Legal representative")
        LEADER = "leader", pgettext_lazy("organisation", "In its leadership")
        CONTACT = "contact", pgettext_lazy("giving", "Contact")
        STAFF = "staff", pgettext_lazy("organisation", "Works there")

    RUNS = [Part.FOUNDER, Part.LEGAL, Part.LEADER]

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name=_("organisation")
    )
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="organisations", verbose_name=_("alumnus")
    )
    part = models.CharField(_("part"), max_length=7, choices=Part)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=80, blank=True)
    since_on = models.DateField(_("since"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "alumnus", "part"],
                condition=Q(until_on__isnull=True),
                name="organisation_person_once",
            ),
            models.CheckConstraint(
                condition=Q(since_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="organisation_person_ends_after_begin",
            ),
        ]

    def __str__(self):
        return f"{self.alumnus} · {self.organisation}"


CLEARED = "—"
# What a row says of a person who was erased.
NOBODY = {"name": CLEARED, "reading": "", "email": "", "phone": "", "address": "", "note": ""}


class DonorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees donors sees all of them, a college those who gave or promised to it."""
        from .gifts import Gift
        from .pledges import Pledge

        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.DONOR_VIEW)
        if reach.everyone:
            return self
        given, promised = (
            model.objects.of_colleges(reach.college_ids).filter(
                Q(donor=OuterRef("pk")) | Q(donor__merged_into=OuterRef("pk"))
            )
            for model in (Gift, Pledge)
        )
        return self.filter(Exists(given) | Exists(promised))

    def heads(self):
        """One row a donor: those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def present(self):
        """Those that somebody is: none of whom the person was erased."""
        return self.filter(erased_at__isnull=True)


@tracked
class Donor(models.Model):
    """A person or an organisation that gives: an alumnus, an organisation on record, or somebody by name alone.

    A merged donor points to the one that it is; its gifts stay its own, and whoever adds up asks for both
    (`queries/donors.py`), so that taking a merge back is one UPDATE.
    """

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("donor", "Person")
        ORGANISATION = "organisation", _("Organisation")
        CLASS = "class", pgettext_lazy("donor", "Class")
        CHAPTER = "chapter", _("Chapter")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    # Empty: no alumnus, or a person who was erased.
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, null=True, blank=True, related_name="donors", verbose_name=_("alumnus")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="donors",
        verbose_name=_("organisation"),
    )
    chapter = models.ForeignKey(
        "chapters.Chapter", models.PROTECT, null=True, blank=True, related_name="donors", verbose_name=_("chapter")
    )
    # What stands on receipts: the legal name.
    name = models.CharField(pgettext_lazy("of a donor", "name"), max_length=120)
    reading = models.CharField(_("reading"), max_length=200, blank=True, editable=False)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    language = models.CharField(
        _("language"), max_length=7, choices=[("zh-hans", "中文"), ("en", "English")], default="zh-hans"
    )
    note = models.TextField(_("note of the office"), max_length=2000, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    # From then on the row says nothing of anybody, and no other row is written of it that would.
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="donor_has_a_name"),
            models.UniqueConstraint(
                fields=["alumnus"], condition=Q(merged_into__isnull=True), name="donor_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(merged_into__isnull=True), name="donor_once_an_organisation"
            ),
            models.UniqueConstraint(
                fields=["chapter"], condition=Q(merged_into__isnull=True), name="donor_once_a_chapter"
            ),
            models.CheckConstraint(
                condition=Q(kind="person", organisation__isnull=True, chapter__isnull=True)
                | Q(kind="organisation", alumnus__isnull=True, chapter__isnull=True)
                | Q(kind="chapter", alumnus__isnull=True, organisation__isnull=True)
                | Q(kind="class", alumnus__isnull=True, organisation__isnull=True, chapter__isnull=True),
                name="donor_is_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="donor_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(kind="person", alumnus__isnull=True, **NOBODY),
                name="donor_erased_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="donor_name"),
            models.Index(fields=["alumnus"], name="donor_of_person"),
        ]

    def __str__(self):
        return self.name

    @property
    def head_id(self) -> int:
        """The donor that this one is."""
        return self.merged_into_id or self.pk
