"""Applications in every state, with those who founded together."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from alumni.models import Alumnus
from alumni.services.demo import LINKED_AT
from alumni_office.accounts.models import User
from chapters.demo.places import CHAPTERS, Row, years_before
from chapters.models import Application, Chapter, Initiator, Nominee, Seat
from chapters.models.zones import HOME

from . import papers
from .crowd import Crowd
from .members import fingerprint

State = Application.State
# (the place of a chapter, or a line of its own; the state; days since the application left the draft)
APPLICATIONS: list[tuple[str | Row, str, int]] = [
    (Row("regional", "54", "拉萨", "拉萨", "Lhasa", "", "", "none", "", HOME), State.DRAFT, 0),
    (Row("overseas", "NZ", "", "新西兰", "New Zealand", "", "", "none", "", "Pacific/Auckland"), State.DRAFT, 0),
    (Row("regional", "44", "佛山", "佛山", "Foshan", "", "", "none", "", HOME), State.SUBMITTED, 6),
    (
        Row("overseas", "GB", "曼彻斯特", "曼彻斯特", "Manchester", "", "", "none", "", "Europe/London"),
        State.SUBMITTED,
        19,
    ),
    ("吉林", State.SUBMITTED, 11),
    ("房地产界", State.SUBMITTED, 25),
    ("无锡", State.ASKED, 33),
    ("芝加哥", State.ASKED, 14),
    ("东莞", State.COMMISSIONED, 95),
    ("温哥华", State.COMMISSIONED, 160),
    ("外国语学院", State.COMMISSIONED, 70),
    ("洛阳", State.REPORTED, 140),
    ("日照", State.RECOGNISED, 330),
    ("宁波", State.RECOGNISED, 500),
    ("关西", State.RECOGNISED, 400),
    ("公共服务界", State.RECOGNISED, 290),
    (Row("regional", "13", "保定", "保定", "Baoding", "", "", "none", "", HOME), State.REFUSED, 210),
    (Row("regional", "65", "喀什", "喀什", "Kashgar", "", "", "none", "", HOME), State.WITHDRAWN, 120),
]
PLAN = "本地校友近年增多，平时联络全靠几位热心学长。我们希望有一个正式的组织，把接新、走访和返校组团长期做下去。"
ANSWERS = {
    State.ASKED: "发起人中有一位登记的居住地不在当地，请核实或更换。",
    State.REFUSED: "该市校友目前不足二十人，建议先参加省校友会的活动。",
}
REPORT = "成立大会通过章程，选举第一届理事会，确定秘书处地址。"
COMMISSIONED = (State.COMMISSIONED, State.REPORTED, State.RECOGNISED)
MET = (State.REPORTED, State.RECOGNISED)
LEADING = [Seat.PRESIDENT, Seat.SECRETARY_GENERAL, Seat.VICE_PRESIDENT]


def load(chapters: dict[Row, Chapter], crowd: Crowd, *, by: User) -> None:
    rows = {row.place: row for row in CHAPTERS}
    for number, (place, state, days) in enumerate(APPLICATIONS, 1):
        row = rows[place] if isinstance(place, str) else place
        people = crowd.verified(row) or crowd.of(row)
        people = [*people, *(each for each in crowd.of(row) if each not in people)]
        if people:
            founders = Alumnus.objects.filter(pk__in=[each.pk for each in people[:5]])
            founders.filter(verified_at=None).update(verified_at=LINKED_AT)
            if row.city:
                founders.update(city=row.city)  # in a small place those of the province or country came as well
            _apply(row, chapters.get(row), people, state, days, number, by)


def _apply(row: Row, chapter: Chapter | None, people: list[Alumnus], state, days: int, number: int, by: User) -> None:
    now = timezone.now()
    sent = now - timedelta(days=days)
    where = {"regional": "province", "overseas": "country", "industry": "industry"}.get(row.kind)
    place = {where: row.code} if where else {"college_id": chapter.college_id if chapter else None}
    application = Application.objects.create(
        kind=row.kind, city=row.city, **place, applicant=people[0], chapter=chapter,
        is_revival=chapter is not None and chapter.recognition == Chapter.Recognition.DORMANT,
        state=state, name=row.name, name_en=row.name_en, plan=PLAN, answer=ANSWERS.get(state, ""),
        submitted_at=sent if state != State.DRAFT else None, decided_by=None if state in _UNDECIDED else by,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"application/{number}"),
        **(_commission(sent, number) if state in COMMISSIONED else {}),
        **(_meeting(row, chapter, people) if state in MET else {}),
    )  # fmt: skip
    Application.objects.filter(pk=application.pk).update(created_at=sent - timedelta(days=9), moved_at=_moved(sent))
    _initiators(application, people, sent)
    _documents(application, by)
    if state in MET:
        Nominee.objects.bulk_create(
            Nominee(application=application, alumnus=person, seat=seat, votes=31 - votes)
            for votes, (seat, person) in enumerate(zip(LEADING, people, strict=False))
        )


_UNDECIDED = (State.DRAFT, State.SUBMITTED, State.WITHDRAWN)


def _moved(sent):
    return min(sent + timedelta(days=12), timezone.now())


def _commission(sent, number: int) -> dict:
    on = (sent + timedelta(days=12)).date()
    return {"commissioned_on": on, "letter_no": f"{settings.UNIVERSITY_NAME}校友会函〔{on.year}〕{number:02d}号"}


def _meeting(row: Row, chapter: Chapter | None, people: list[Alumnus]) -> dict:
    today = timezone.localdate()
    met = (chapter and chapter.founded_on) or today - timedelta(days=9)
    return {
        "met_on": met, "met_at": f"{row.place}校友之家", "present": 38 + len(people) % 30, "report": REPORT,
        "term_starts_on": met, "term_ends_on": years_before(met, -4),
    }  # fmt: skip


def _initiators(application: Application, people: list[Alumnus], sent) -> None:
    is_draft = application.state == State.DRAFT
    others = people[1:5]
    states = [Initiator.State.CONFIRMED, Initiator.State.INVITED, Initiator.State.DECLINED, Initiator.State.REMOVED]
    made = []
    for number, person in enumerate(others):
        state = states[number] if is_draft else Initiator.State.CONFIRMED
        answered = state != Initiator.State.INVITED
        made.append(
            Initiator(
                application=application, name=person.name, email=f"initiator-{person.pk}@demo.example",
                alumnus=person if state == Initiator.State.CONFIRMED else None, state=state,
                token_hash=fingerprint("initiator", application.pk, person.pk), expires_at=sent + timedelta(days=14),
                answered_at=sent - timedelta(days=2) if answered else None,
            )
        )  # fmt: skip
    Initiator.objects.bulk_create(made)


def _documents(application: Application, by: User) -> None:
    if application.state != State.DRAFT:
        papers.draft_charter(application, by=by)
        papers.plan(application, by=by)
    if application.state in COMMISSIONED:
        papers.letter(application, by=by)
