"""The demonstration's interview teams: one that has met people and written, in the programme that is open."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus, Source
from alumni_office.accounts.models import User
from events.demo.programmes import INTERVIEWS, REPORT, TEAMS
from events.models import InterviewTarget, InterviewTeam, Programme, Volunteer
from events.services import interviews as services

SPACE = uuid.UUID("696e7465-7276-6965-7773-206f66207374")
EACH = 3  # people whom a team is to meet
State = InterviewTarget.State


def load(users: dict[str, User]) -> None:
    """Add them; nothing where there is a team already, or there are too few people and students."""
    by = users.get("volunteers@demo.example")
    students = list(Volunteer.objects.known().order_by("pk")[: 2 * len(TEAMS)])
    people = Alumnus.objects.approachable().filter(source=Source.DEMO, degrees__graduation_year__lt=2000).distinct()
    met = list(people.order_by("pk")[: EACH * len(TEAMS)])
    if by is None or InterviewTeam.objects.exists() or len(students) < 2 * len(TEAMS) or len(met) < EACH * len(TEAMS):
        return
    today = timezone.localdate()
    programme = Programme.objects.create(
        kind=Programme.Kind.INTERVIEWS, state=Programme.State.OPEN, key=SPACE, created_by=by,
        starts_on=today - timedelta(days=15), ends_on=today + timedelta(days=30), **INTERVIEWS,
    )  # fmt: skip
    for number, words in enumerate(TEAMS):
        team = services.create_team(programme=programme, key=uuid.uuid5(SPACE, str(number)), by=by, **words)
        for place, volunteer in enumerate(students[2 * number : 2 * number + 2]):
            services.join_team(team=team, volunteer=volunteer, leads=place == 0, by=by)
        _meet(team, met[EACH * number : EACH * (number + 1)], students[2 * number], by)


def _meet(team: InterviewTeam, people: list[Alumnus], student: Volunteer, by: User) -> None:
    """One was met and written about, one is asked, one declined."""
    rows = [services.choose(team=team, person=person, by=by) for person in people]
    InterviewTarget.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.ASKED, asked_at=timezone.now())
    services.answer(target=rows[0], agrees=True, opened=["studies", "work"], word=REPORT["word"])
    services.answer(target=rows[2], agrees=False, opened=[], word="")
    services.note_interviewed(target=rows[0], on=timezone.localdate() - timedelta(days=3))
    report = services.write(
        target=rows[0], volunteer=student, title=REPORT["title"], text=REPORT["text"],
        key=uuid.uuid5(SPACE, f"report-{team.pk}"),
    )  # fmt: skip
    services.submit(report=report)
