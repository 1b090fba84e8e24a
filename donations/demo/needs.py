"""Needs of the demonstration in all states, with answers that are followed. Nobody gets a mail of it."""

import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from alumni.models import Alumnus, Source
from alumni_office.accounts.models import User
from donations.models import (
    CaseMove,
    CaseOutcome,
    CaseStep,
    Department,
    Need,
    NeedCase,
    StandingOffer,
)

from .needs_words import ANSWERS, DEPARTMENTS, ENDED, NEEDS, OFFERS, OUTCOMES, STEPS, TOLD

SPACE = uuid.UUID("6e656564-7320-616e-6420-6f6666657273")
LEAST = 100  # people: fewer answer nothing
WAY = ["answered", "talking", "agreed", "carried_out", "told_back"]


def key(*parts) -> uuid.UUID:
    return uuid.uuid5(SPACE, "/".join(map(str, parts)))


def load(users: dict[str, User]) -> None:
    """Add them once; nothing where a department or a need is there already, or nobody to post them."""
    writer, approver = users.get("staff@demo.example"), users.get("head@demo.example")
    living = Alumnus.objects.present().usable().filter(source=Source.DEMO, life=Alumnus.Life.LIVING)
    people = list(living.order_by("pk")[: LEAST * 2])
    if writer is None or approver is None or Department.objects.exists() or len(people) < LEAST:
        return
    officer = users.get("college@demo.example")
    departments = [_department(number, words, writer, officer) for number, words in enumerate(DEPARTMENTS)]
    dice = Random("needs")  # noqa: S311 - the same needs whenever it is loaded
    dice.shuffle(people)
    alumna = Alumnus.objects.filter(user=users.get("alumna@demo.example")).first() if users else None
    for number, words in enumerate(NEEDS):
        need = _need(number, words, departments[words[0]], writer, approver)
        for place, state in enumerate(words[12]):
            person = alumna if alumna and place == 0 and number in (0, 6) else people.pop()
            _case(need, person, state, (number * 37 + place * 61) % 420 + 10, dice)
        _over(need, words[11])
    _offers(people, alumna)


def _department(number: int, words: tuple, writer: User, officer: User | None) -> Department:
    name, english, is_college = words
    grant = officer.grants.first() if officer and is_college else None
    return Department.objects.create(
        name=name, name_en=english, college=grant.college if grant else None, contact=officer if grant else writer,
        key=key("department", number), created_by=writer,
    )  # fmt: skip


def _need(number: int, words: tuple, department: Department, writer: User, approver: User) -> Need:
    _department, kind, title, english, text, text_en, quantity, industry, province, city, audience, state, _a = words
    now = timezone.now()
    ago = timedelta(days=number * 9 % 70 + 3)
    ends = -20 if state == "expired" else 9 if number % 7 == 1 else 60 + number
    need = Need.objects.create(
        kind=kind, title=title, title_en=english, text=text, text_en=text_en, department=department, quantity=quantity,
        amount=Decimal(200_000 + number * 10_000) if kind == "money" else None, industry=industry, province=province,
        city=city, audience=audience, expires_on=timezone.localdate() + timedelta(days=ends), key=key("need", number),
        created_by=writer,
    )  # fmt: skip
    rows = Need.objects.filter(pk=need.pk)
    if state != "draft":
        rows.update(state="submitted", submitted_by=writer, submitted_at=now - ago - timedelta(days=2))
    if state not in ("draft", "submitted"):
        rows.update(state="published", approved_by=approver, published_at=now - ago)
    return need


def _over(need: Need, state: str) -> None:
    """Answers came while it was published."""
    rows = Need.objects.filter(pk=need.pk)
    if state == "expired":
        rows.update(state="expired")
    if state == "closed":
        rows.update(state="closed", closed_at=timezone.now() - timedelta(days=1), closed_reason="已经办成。")


def _case(need: Need, person: Alumnus, state: str, days: int, dice: Random) -> None:
    begun = timezone.now() - timedelta(days=days)
    case = NeedCase.objects.create(
        need=need, alumnus=person, text=dice.choice(ANSWERS), owner=need.department.contact, answered_at=begun,
        moved_at=begun, key=key("case", need.key, person.pk),
    )  # fmt: skip
    CaseMove.objects.create(case=case, state="answered", at=begun)
    way = ["ended"] if state == "ended" else WAY[1 : WAY.index(state) + 1]
    for number, each in enumerate(way, 1):
        _move(case, each, begun + timedelta(days=days) * number / (len(way) + 1))
    for what, due in STEPS if state in ("talking", "agreed") else []:
        CaseStep.objects.create(
            case=case, what=what, assignee=case.owner if due != 7 else None, key=key("step", case.key, what),
            due_on=timezone.localdate() + timedelta(days=due),
            done_at=timezone.now() if due < 0 and days % 2 else None,
        )  # fmt: skip


def _move(case: NeedCase, state: str, at: datetime) -> None:
    by = case.owner
    assert by is not None
    if state == "carried_out":
        kind, number = OUTCOMES[case.need.kind]
        CaseOutcome.objects.create(
            case=case, kind=kind, number=number, happened_on=timezone.localdate(at), said_to=str(case.need.department),
            amount_cny=case.need.amount if kind == "money" else None, entered_by=by, key=key("outcome", case.key),
        )  # fmt: skip
    more = {"told": TOLD} if state == "told_back" else {"end_reason": ENDED} if state == "ended" else {}
    NeedCase.objects.filter(pk=case.pk).update(state=state, moved_at=at, **more)
    CaseMove.objects.create(case=case, state=state, at=at, by=by)


def _offers(people: list[Alumnus], alumna: Alumnus | None) -> None:
    for number, (kind, text, industry, province, city) in enumerate(OFFERS):
        person = alumna if alumna and number == 1 else people.pop()
        StandingOffer.objects.create(
            alumnus=person, kind=kind, text=text, industry=industry, province=province, city=city,
            key=key("offer", number),
        )  # fmt: skip
