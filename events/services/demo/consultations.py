"""Two consultations of the demonstration: an anonymous one that was reported back, and one with names that is open."""

import random
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alumni.models import Alumnus, PersonList, PersonListEntry, Source
from alumni_office.accounts.models import User
from events.models import Asked, Consultation, ConsultationQuestion
from events.queries.consultations import circle
from events.services import consultations as services

from .consultation_words import CHAPTERS, RETURN_DAY, Words

SPACE = uuid.UUID("71756573-7469-6f6e-7320-746f20616c6c")
POOL, CIRCLE, LEAST, LEFT_OUT = 3_000, 64, 20, 5
ANSWERING = 0.72
SILENT = 6  # last of the circle, so that somebody can be reminded


def load(users: dict[str, User]) -> None:
    """Add both; nothing where one is there already, or where too few people can be written to."""
    staff = users.get("staff@demo.example")
    if staff is None or Consultation.objects.exists():
        return
    pool = Alumnus.objects.filter(source=Source.DEMO).order_by("pk").values_list("pk", flat=True)[:POOL]
    readers = [reader.person_id for reader in circle.judged(list(pool)).readers]
    if len(readers) < LEAST:
        return
    logins = {user.pk for user in users.values()}
    chosen = _list(staff, _with_accounts_first(readers)[:CIRCLE], list(pool))
    _consultation(RETURN_DAY, chosen, staff, logins, is_over=True)
    _consultation(CHAPTERS, chosen, staff, logins, is_over=False)


def _with_accounts_first(readers: list[int]) -> list[int]:
    """Whoever can sign in to the demonstration finds the questions on the own pages."""
    known = set(Alumnus.objects.filter(pk__in=readers, user__isnull=False).values_list("pk", flat=True))
    return sorted(readers, key=lambda pk: (pk not in known, pk))


def _list(owner: User, people: list[int], pool: list[int]) -> PersonList:
    chosen = PersonList.objects.create(owner=owner, name="征求意见名单", is_shared=True)
    others = [pk for pk in pool if pk not in people][:LEFT_OUT]
    PersonListEntry.objects.bulk_create(
        [PersonListEntry(list=chosen, alumnus_id=pk, added_by=owner) for pk in [*people, *others]]
    )
    return chosen


def _consultation(words: Words, chosen: PersonList, by: User, logins: set[int], *, is_over: bool) -> None:
    consultation = services.create(
        key=uuid.uuid5(SPACE, words.key), by=by, circle=Consultation.Circle.LIST, circle_id=chosen.pk,
        closes_at=timezone.now() + timedelta(days=9), **words.values,
    )  # fmt: skip
    for place, question in enumerate(words.questions, 1):
        services.add_question(consultation=consultation, by=by, order=place * 10, **question)
    services.open_consultation(consultation=consultation, by=by)
    # No mail goes out to people who were made up.
    consultation.asked.update(asked_at=timezone.now())
    _answer(consultation, words, unless=logins)
    if is_over:
        services.close(consultation_id=consultation.pk, by=by)
        consultation.refresh_from_db()
        report: dict[str, Any] = {"report": words.report, "report_en": words.report_en}
        services.save_report(consultation=consultation, version=consultation.version, values=report, by=by)
        services.report(consultation=consultation, by=by)
        consultation.asked.update(told_at=timezone.now())


def _answer(consultation: Consultation, words: Words, *, unless: set[int]) -> None:
    """Most answer; those who can sign in to the demonstration are left to do it themselves."""
    dice = random.Random(words.key)  # noqa: S311  the same at every load
    questions = list(consultation.questions.all())
    rows = list(Asked.objects.filter(consultation=consultation).select_related("alumnus").order_by("pk"))
    texts = list(words.texts)
    dice.shuffle(texts)
    for row in rows[:-SILENT]:
        if dice.random() < ANSWERING and row.alumnus and row.alumnus.user_id not in unless:
            said = {each.pk: _said(each, dice, texts) for each in questions}
            services.answer(asked_id=row.pk, said=said)


def _said(question: ConsultationQuestion, dice: random.Random, texts: list[str]) -> list[str]:
    values = [value for value, _label in question.options]
    if question.kind == ConsultationQuestion.Kind.TEXT:
        return [texts.pop()] if texts and dice.random() < 0.5 else []
    if question.kind == ConsultationQuestion.Kind.SCALE:
        return dice.choices(values, weights=[1, 2, 6, 12, 9])
    if question.kind == ConsultationQuestion.Kind.CHOICES:
        return sorted(dice.sample(values, dice.choice([1, 2, 2, 3])), key=values.index)
    return dice.choices(values, weights=range(len(values) + 2, 2, -1))
