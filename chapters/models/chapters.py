"""Chapters, and the two facts about each."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked

from .days import Tomorrow
from .places import Placed, placed_constraints
from .zones import HOME, Clocked, zone_known


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
class Chapter(Clocked, Placed):
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
    time_zone = models.CharField(_("time zone"), max_length=40, default=HOME)
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
