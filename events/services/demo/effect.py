"""What the demonstration's past Return Days brought: marks, words, outcomes. The same at every load."""

from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from events.demo.effect import BETTER, GOOD, OUTCOMES
from events.models import Event, EventNotice, EventNoticeMail, Feedback, Kind, Outcome
from events.queries.effect.feedback import whom_to_ask

ANSWERING, WRITING = 0.3, 0.15
MARKS = [1, 2, 3, 4, 5]


def fill() -> None:
    """Of each Return Day that was held; nothing where somebody has answered already."""
    if Feedback.objects.exists():
        return
    held = Event.objects.filter(kind=Kind.RETURN_DAY, state=Event.State.HELD).order_by("starts_at", "pk")
    for number, event in enumerate(held):
        dice = Random(f"effect/{event.key}")  # noqa: S311 - the same at every load
        _feedback(event, dice, weights=[1, 2, 5, 9 + number, 5 + 2 * number])
        _outcomes(event, OUTCOMES[number % len(OUTCOMES)])


def _feedback(event: Event, dice: Random, weights: list[int]) -> None:
    """Everybody was asked the day after; no mail goes out to people who were made up."""
    rows = list(whom_to_ask(event).order_by("pk"))
    at = event.ends_at + timedelta(days=1)
    notice = EventNotice.objects.create(
        event=event, kind=EventNotice.Kind.FEEDBACK, key=uuid5(NAMESPACE_URL, f"feedback/{event.key}"), done_at=at
    )
    EventNotice.objects.filter(pk=notice.pk).update(made_at=at)
    EventNoticeMail.objects.bulk_create(
        [EventNoticeMail(notice=notice, registration=row, queued_at=at) for row in rows], batch_size=500
    )
    Feedback.objects.bulk_create(
        [_one(row, dice, weights) for row in rows if dice.random() < ANSWERING], batch_size=500
    )  # fmt: skip


def _one(registration, dice: Random, weights: list[int]) -> Feedback:
    mark = dice.choices(MARKS, weights)[0]
    again = dice.choices(Feedback.Again.values, [mark, 2, max(1, 4 - mark)])[0]
    return Feedback(
        registration=registration, satisfaction=mark, again=again, is_named=dice.random() < 0.2,
        good=dice.choice(GOOD) if mark > 2 and dice.random() < WRITING else "",
        better=dice.choice(BETTER) if mark < 5 and dice.random() < WRITING else "",
    )  # fmt: skip


def _outcomes(event: Event, planned: list[tuple]) -> None:
    day = event.starts_at.date()
    for number, (kind, months, amount, text, source) in enumerate(planned):
        happened_on = day + timedelta(days=30 * months + 1)
        if happened_on <= timezone.localdate():
            Outcome.objects.create(
                event=event, kind=kind, happened_on=happened_on, amount=amount, text=text, source=source,
                key=uuid5(NAMESPACE_URL, f"outcome/{event.key}/{number}"),
            )  # fmt: skip
