"""A leave-taking on each side, in which the alumnus of the side has a page and a letter to oneself."""

from django.utils import timezone

from alumni.models import Alumnus, Degree
from alumni_office.mail import tokens
from tests.factories import make_future_letter, make_leaver, make_leaving

from .words import canary


def add(world, side):
    keys = world.keys[side]
    person = Alumnus.objects.get(pk=keys["person"])
    degree = Degree.objects.filter(alumnus=person).order_by("pk").first()
    leaving = make_leaving(year=degree.graduation_year)
    leaver = make_leaver(leaving, person, offered_at=timezone.now())
    letter = make_future_letter(leaver, canary(side, "private letter to oneself"), written_by=person.user)
    keys |= {
        "leave_taking": leaving.programme_id, "taking_leave": leaver.pk, "future_letter": letter.pk,
        "leaver_link": tokens.make("leaver", leaver.pk), "leaver_paper": tokens.make("leaver-paper", leaver.pk),
    }  # fmt: skip
