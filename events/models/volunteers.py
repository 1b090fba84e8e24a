"""The students' association of volunteers: who belongs to it, year by year."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIRST_MONTH = 9  # of an academic year
FORGOTTEN = "—"  # in place of a name, and before the number that stands for the student number


def academic_year(day: date) -> int:
    """The year in which the academic year of `day` began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


class VolunteerQuerySet(models.QuerySet):
    def members_of(self, year: int):
        return self.filter(years__year=year)

    def known(self):
        """Without those whose data were erased."""
        return self.exclude(student_number__startswith=FORGOTTEN)


class Volunteer(models.Model):
    """A student of the association. The account comes by a link: until then nobody signs in as this volunteer.
    Not tracked: when a volunteer is forgotten, no earlier version remembers."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=_("account"),
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80)
    student_number = models.CharField(_("student number"), max_length=20, unique=True)
    college = models.ForeignKey(
        "alumni.College", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("college")
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="volunteer_has_a_name"),
            models.CheckConstraint(condition=~Q(student_number=""), name="volunteer_has_a_number"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_known(self) -> bool:
        """False once the data were erased."""
        return not self.student_number.startswith(FORGOTTEN)


class VolunteerYear(models.Model):
    """That somebody is a member in one academic year."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="years", verbose_name=_("volunteer"))
    year = models.PositiveSmallIntegerField(_("academic year, by its first year"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("year of a volunteer")
        verbose_name_plural = _("years of volunteers")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "year"], name="volunteeryear_once"),
            models.CheckConstraint(condition=Q(year__range=(1980, 2100)), name="volunteeryear_plausible"),
        ]
        indexes = [models.Index(fields=["year"], name="volunteeryear_members")]

    def __str__(self):
        return f"{self.year}/{(self.year + 1) % 100:02}"
