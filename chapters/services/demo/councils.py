"""Terms of councils, who held which post, the consents to be named, and the changes of council under way."""

import uuid
from datetime import date, timedelta

from django.utils import timezone

from alumni.models import Alumnus, Consent, Source
from alumni.wordings import wording
from alumni_office.accounts.models import User
from chapters.demo.places import Row, years_before
from chapters.models import Chapter, CouncilChange, Nominee, Office, Post, Seat, Term

from . import papers
from .crowd import Crowd
from .registry import founded_on

YEARS = 4
SEATS = [
    Seat.PRESIDENT, Seat.SECRETARY_GENERAL, Seat.VICE_PRESIDENT, Seat.VICE_PRESIDENT,
    Seat.MEMBER, Seat.MEMBER, Seat.MEMBER,
]  # fmt: skip
State = CouncilChange.State
# The changes of council under way, by the place of the chapter.
CHANGES = {
    "天津": State.DRAFT, "浙江": State.SUBMITTED, "辽宁": State.SENT_BACK, "临沂": State.SUBMITTED,
    "潍坊": State.WITHDRAWN, "上海": State.ACCEPTED, "大纽约": State.ACCEPTED, "西雅图": State.DRAFT,
}  # fmt: skip


def load(chapters: dict[Row, Chapter], crowd: Crowd, *, by: User, leading: dict[str, Alumnus]) -> None:
    officers: set[int] = set()
    for row, chapter in chapters.items():
        if not row.term:
            continue
        people = _of_different_names(crowd.of(row))
        if first := leading.get(row.place):
            people = [first, *(each for each in people if each.pk != first.pk)]
        terms = _terms(row, chapter)
        offices = [office for age, term in enumerate(reversed(terms)) for office in _offices(term, people, age)]
        if row.place in ("北京", "青岛", "新加坡") and len(people) > 9:
            post = Post.objects.create(chapter=chapter, name="监事长", name_en="Chair of the auditors")
            last = terms[-1]
            offices.append(
                Office(term=last, alumnus=people[8], seat=Seat.OTHER, post=post, from_on=last.starts_on,
                       until_on=last.ends_on)
            )  # fmt: skip
        Office.objects.bulk_create(offices)
        officers |= {office.alumnus_id for office in offices if office.term_id == terms[-1].pk}
        if row.place in CHANGES:
            _change(chapter, people, CHANGES[row.place], terms[-1], by)
    _consents(sorted(officers))


def _of_different_names(people: list[Alumnus]) -> list[Alumnus]:
    """Without namesakes, nor second records of one person: in one council they would look like a mistake."""
    return list({each.name: each for each in reversed(people)}.values())[::-1]


def last_day(row: Row, today: date) -> date:
    """When the last term of this chapter ends, or ended."""
    dice = row.dice("term")
    days = {
        "running": dice.randrange(260, 1250), "soon": dice.randrange(15, 175), "overdue": -dice.randrange(20, 400),
        "past": -dice.randrange(900, 1900),
    }[row.term]  # fmt: skip
    return today + timedelta(days=days)


def _terms(row: Row, chapter: Chapter) -> list[Term]:
    """The last terms of at most three, oldest first; their numbers count from the founding."""
    founded = founded_on(chapter)
    if row.recognition == "founded":
        spans = [(founded, years_before(founded, -YEARS))]
    else:
        spans, ends = [], last_day(row, timezone.localdate())
        while ends > founded + timedelta(days=30):
            spans.insert(0, (max(years_before(ends, YEARS) + timedelta(days=1), founded), ends))
            ends = spans[0][0] - timedelta(days=1)
    numbered = list(enumerate(spans, 1))[-3:]
    return [
        Term.objects.create(chapter=chapter, number=number, starts_on=starts, ends_on=ends)
        for number, (starts, ends) in numbered
    ]


def _offices(term: Term, people: list[Alumnus], age: int) -> list[Office]:
    """The council of the term that is `age` terms back: each a few people further on, so that some stayed."""
    chosen = people[age * 3 : age * 3 + len(SEATS)]
    if len(chosen) < 2:
        chosen = people[:2]
    days = {"from_on": term.starts_on, "until_on": term.ends_on}
    return [Office(term=term, alumnus=person, seat=seat, **days) for seat, person in zip(SEATS, chosen, strict=False)]


def _consents(officers: list[int]) -> None:
    """Most officers let the office name them; some took it back, some were never asked."""
    words = wording("publish", "any")
    assert words is not None
    given = [pk for pk in officers if pk % 5]
    withdrawn = [pk for pk in given if pk % 11 == 1]
    Consent.objects.bulk_create(
        Consent(alumnus_id=pk, purpose="publish", given=is_given, wording=str(words.text), source=Source.DEMO)
        for people, is_given in ((given, True), (withdrawn, False))
        for pk in people
    )


def _change(chapter: Chapter, people: list[Alumnus], state: str, last: Term, by: User) -> None:
    today = timezone.localdate()
    ends = min(last.ends_on, today)
    audited, elected = ends - timedelta(days=40), ends - timedelta(days=12)
    if state == State.ACCEPTED:
        audited, elected = last.starts_on - timedelta(days=45), last.starts_on - timedelta(days=15)
    begins = last.starts_on if state == State.ACCEPTED else max(last.ends_on, today) + timedelta(days=1)
    whole = state in (State.SUBMITTED, State.SENT_BACK, State.ACCEPTED)
    sent = timezone.now() - timedelta(days=6)
    change = CouncilChange.objects.create(
        chapter=chapter, state=state, key=uuid.uuid5(uuid.NAMESPACE_URL, f"council/{chapter.pk}"),
        audit=papers.audit(chapter, by=by), audited_on=audited,
        minutes=papers.minutes(chapter, 46, by=by) if whole else None,
        elected_on=elected if whole else None, present=46 if whole else None,
        starts_on=begins, ends_on=years_before(begins, -YEARS) - timedelta(days=1),
        submitted_at=sent if whole else None, created_by=by,
        answer="纪要未写明候选人得票数，请补充后重新提交。" if state == State.SENT_BACK else "",
        decided_by=by if state in (State.SENT_BACK, State.ACCEPTED) else None,
        decided_at=timezone.now() if state in (State.SENT_BACK, State.ACCEPTED) else None,
    )  # fmt: skip
    Nominee.objects.bulk_create(
        Nominee(council_change=change, alumnus=person, seat=seat, votes=44 - number if whole else None)
        for number, (seat, person) in enumerate(zip(SEATS, people[:6], strict=False))
    )
