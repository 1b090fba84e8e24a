"""Who holds which post from when until when."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from alumni_office.history.tracking import tracked

from .chapters import Chapter
from .days import LocalToday, days
from .posts import MANAGING, Post, Seat
from .terms import Term


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
