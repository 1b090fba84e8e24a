"""Two congresses of the association: one that elected the council of today, and the next one, planned."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from alumni.models import Alumnus, College
from alumni_office.accounts.models import User
from chapters.demo.places import Row, years_before
from chapters.models import (
    Candidate,
    Chapter,
    Congress,
    Delegate,
    Delegation,
    Election,
    Motion,
    Office,
    Seat,
    Term,
)

from . import papers
from .crowd import Crowd

SEATS, NEXT_SEATS, LEAST = 160, 180, 1
ABSENT, REFUSED = 9, 31  # one in so many
PLACES = {Seat.PRESIDENT: 1, Seat.VICE_PRESIDENT: 5, Seat.SECRETARY_GENERAL: 1, Seat.MEMBER: 20}
MOTIONS = [
    (Motion.Kind.ORDINARY, "听取并审议上一届理事会工作报告", "Report of the outgoing council", 0.97, 0.01),
    (Motion.Kind.ORDINARY, "听取并审议财务报告", "Report on the accounts", 0.94, 0.02),
    (
        Motion.Kind.CHARTER,
        "修改章程：理事会任期由四年改为五年",
        "Change of the charter: a term of five years",
        0.83,
        0.1,
    ),
    (Motion.Kind.CHARTER, "修改章程：设立荣誉会员", "Change of the charter: honorary members", 0.58, 0.3),
    (Motion.Kind.ORDINARY, "设立校友奖学金的决议", "A scholarship of the alumni", 0.9, 0.04),
]


def load(chapters: dict[Row, Chapter], crowd: Crowd, *, by: User) -> None:
    today = timezone.localdate()
    held = today - timedelta(days=1655)
    congress = _congress("第五次", "Fifth", held, SEATS, Congress.State.CLOSED, by)
    colleges = list(College.objects.filter(closed_on=None, school__name=settings.UNIVERSITY_NAME).order_by("pk"))
    bodies = _bodies(chapters, crowd, colleges, held)
    _delegates(congress, _delegations(congress, bodies), by)
    _sitting(congress, by)
    planned = _congress("第六次", "Sixth", today + timedelta(days=168), NEXT_SEATS, Congress.State.PLANNED, by)
    _delegations(planned, _bodies(chapters, crowd, colleges, today))


def _congress(chinese: str, english: str, starts, seats: int, state: str, by: User) -> Congress:
    return Congress.objects.create(
        name=f"{settings.UNIVERSITY_NAME}校友会{chinese}会员代表大会",
        name_en=f"{english} Congress of the {settings.UNIVERSITY_NAME_EN} Alumni Association", starts_on=starts,
        ends_on=starts + timedelta(days=1), place="中心校区知新楼报告厅", seats=seats, least=LEAST,
        basis=Congress.Basis.ALUMNI, state=state, term_ends_on=years_before(starts, -5), created_by=by,
    )  # fmt: skip


def _bodies(chapters, crowd: Crowd, colleges, on) -> list[tuple[dict, list[Alumnus]]]:
    """The chapters that lived then and the colleges, with the people each may send."""
    bodies = [
        ({"chapter": chapter}, crowd.of(row))
        for row, chapter in chapters.items()
        if chapter.is_living and row.kind != "college" and chapter.founded_on < on
    ]
    for college in colleges:
        people = [each for each in crowd.people if each.pk in crowd.by_college[college.name]]
        bodies.append(({"college": college}, people))
    return [body for body in bodies if body[1]]


def _delegations(congress: Congress, bodies) -> list[tuple[Delegation, list[Alumnus]]]:
    """By largest remainder over the people counted, at least one each; two are set by hand."""
    everyone = sum(len(people) for _body, people in bodies)
    free = congress.seats - congress.least * len(bodies)
    exact = [free * len(people) / everyone for _body, people in bodies]
    seats = [congress.least + int(share) for share in exact]
    by_remainder = sorted(range(len(bodies)), key=lambda at: exact[at] % 1, reverse=True)
    for at in by_remainder[: congress.seats - sum(seats)]:
        seats[at] += 1
    made = []
    for number, ((body, people), by_rule) in enumerate(zip(bodies, seats, strict=True)):
        by_hand = {3: (by_rule + 1, "承办本次大会，增加一席。")}.get(number, (by_rule, ""))
        delegation = Delegation(
            congress=congress, counted=len(people), by_rule=by_rule, seats=by_hand[0], reason=by_hand[1], **body
        )
        made.append((delegation, people))
    Delegation.objects.bulk_create(delegation for delegation, _people in made)
    return made


def _delegates(congress: Congress, delegations, by: User) -> None:
    opening = timezone.make_aware(datetime.combine(congress.starts_on, time(8, 40)))
    taken: set[int] = set()
    made: list[Delegate] = []
    for delegation, people in delegations:
        free = [each for each in people if each.pk not in taken][: delegation.seats]
        for person in free:
            taken.add(person.pk)
            number = len(made) + 1
            is_refused, is_away = not number % REFUSED, not number % ABSENT
            made.append(
                Delegate(
                    congress=congress, delegation=delegation, alumnus=person, number=None if is_refused else number,
                    state=Delegate.State.REFUSED if is_refused else Delegate.State.CONFIRMED, named_by=by,
                    reason="不在该代表团的范围内。" if is_refused else "",
                    attended_at=None if is_refused or is_away else opening + timedelta(seconds=20 * number),
                )
            )  # fmt: skip
    Delegate.objects.bulk_create(made)


def _sitting(congress: Congress, by: User) -> None:
    """The votes, the elections, and the council that follows from them."""
    came = list(congress.delegates.filter(attended_at__isnull=False).select_related("alumnus").order_by("number"))
    present, at = len(came), timezone.make_aware(datetime.combine(congress.ends_on, time(10)))
    for number, (kind, title, english, share, against) in enumerate(MOTIONS, 1):
        votes_for, votes_against = int(present * share), int(present * against)
        Motion.objects.create(
            congress=congress, number=number, kind=kind, title=title, title_en=english, present=present,
            votes_for=votes_for, votes_against=votes_against, abstentions=present - votes_for - votes_against,
            voted_at=at + timedelta(minutes=12 * number),
        )  # fmt: skip
    term = Term.objects.create(congress=congress, number=5, starts_on=congress.ends_on, ends_on=congress.term_ends_on)
    lines, first = [], 0
    for seat, places in PLACES.items():
        candidates = [each.alumnus for each in came[first : first + places + (places > 1) * 3] if each.alumnus]
        first += len(candidates)
        elected = _elect(congress, seat, places, candidates, present, at)
        Office.objects.bulk_create(
            Office(term=term, alumnus=person, seat=seat, from_on=term.starts_on, until_on=term.ends_on)
            for person in elected
        )
        lines.append((str(seat.label), "、".join(person.name for person in elected)))
    papers.result(congress, lines, by=by)


def _elect(congress: Congress, seat: str, places: int, candidates: list[Alumnus], present: int, at) -> list[Alumnus]:
    ballots = present - 2
    election = Election.objects.create(
        congress=congress, seat=seat, places=places, present=present, ballots=ballots, voted_at=at + timedelta(hours=3)
    )
    Candidate.objects.bulk_create(
        Candidate(
            election=election,
            alumnus=person,
            votes=max(ballots - 3 - number * ballots // 60, 1),
            is_elected=number < places,
        )
        for number, person in enumerate(candidates)
    )
    return candidates[:places]
