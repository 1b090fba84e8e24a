"""An interview team on each side that has met its side's alumnus, with the volunteer of the side, and a report;
somebody else is asked."""

from alumni.models import Alumnus
from alumni_office.mail import tokens
from tests.factories import make_alumnus, make_programme, make_report, make_target, make_team

from .words import canary


def add(world, side):
    keys = world.keys[side]
    team = make_team(make_programme(kind="interviews"), canary(side, "team"))
    member = team.members.create(volunteer_id=keys["volunteer"])
    target = make_target(team, Alumnus.objects.get(pk=keys["person"]), "interviewed", word=canary(side, "word"))
    report = make_report(target, canary(side, "report"), state="submitted")
    asked = make_target(team, make_alumnus(canary(side, "asked")), "asked")
    keys |= {
        "interview_programme": team.programme_id, "team": team.pk, "team_member": member.pk, "target_person": target.pk,
        "report": report.pk, "interview_link": tokens.make("interview", asked.pk),
    }  # fmt: skip
