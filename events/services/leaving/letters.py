"""Letters to oneself. The row says how far a letter is, and the outbox has one mail of it at most: any number of
sweeps, and one that dies, send it once. Where it did not arrive it waits for another address."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.mail.tokens import hash_of
from events.emails import leaving as emails
from events.models import FutureLetter, Leaver
from events.queries.leaving.letters import address_of, due, on_their_way

from .saying import held

PURPOSE = "events.future_letter"
BATCH = 100
State = FutureLetter.State


@transaction.atomic
def write_letter(*, leaver: Leaver, text: str, years: int, key: UUID, by) -> FutureLetter:
    """The person's letter in this leave-taking: another one takes the place of the first while that waits; the same
    `key` again changes nothing. Raises Refused."""
    row = held(leaver)
    known = FutureLetter.objects.select_for_update(of=("self",)).filter(leaver=row).first()
    if known and (known.key == key or known.state != State.WAITING):
        return known
    now = timezone.now()
    letter = known or FutureLetter(leaver=row, alumnus_id=row.alumnus_id)
    letter.text, letter.years, letter.key = text, years, key
    letter.due_on, letter.written_at, letter.written_by = _in_years(timezone.localdate(now), years), now, by
    letter.save()
    return letter


@transaction.atomic
def take_back(*, letter: FutureLetter) -> bool:
    """The letter is gone; False once it is on its way."""
    taken, _rows = FutureLetter.objects.filter(pk=letter.pk, state=State.WAITING).delete()
    return bool(taken)


def _in_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)


def send_due(*, now: datetime) -> list[Message]:
    """Put the letters whose day has come into the outbox, in batches; return the mails."""
    sent: list[Message] = []
    last: int | None = 0
    while last is not None:
        found, last = _send_batch(now, last)
        sent += found
    return sent


@transaction.atomic
def _send_batch(now: datetime, after: int) -> tuple[list[Message], int | None]:
    """Return the mails, and the last letter looked at; None at the end."""
    rows = due(timezone.localdate(now)).filter(pk__gt=after).select_for_update(skip_locked=True, of=("self",))
    letters = list(rows.select_related("alumnus__user", "leaver__leaving").order_by("pk")[:BATCH])
    found = [message for letter in letters if (message := _send(letter))]
    return found, letters[-1].pk if letters else None


def _send(letter: FutureLetter) -> Message | None:
    """None where no address is left: the letter waits."""
    to = address_of(letter)
    if not to:
        return None
    subject, text = emails.letter(letter)
    try:
        message = mail.queue(
            to=to, subject=subject, text=text, purpose=PURPOSE, person_id=letter.alumnus_id,
            key=mail_key(letter, letter.attempts + 1),
        )  # fmt: skip
    except ValidationError:  # an address that no mail can have
        _pass_over(letter, to)
        return None
    letter.state, letter.attempts = State.QUEUED, letter.attempts + 1
    letter.refused = [*letter.refused, hash_of(to)]  # of use once this mail came back; delivered, it is forgotten
    letter.save(update_fields=["state", "attempts", "refused"])
    return message


def _pass_over(letter: FutureLetter, to: str) -> None:
    letter.refused = [*letter.refused, hash_of(to)]
    letter.save(update_fields=["refused"])


def mail_key(letter: FutureLetter, attempt: int) -> str:
    return f"future-letter:{letter.pk}:{attempt}"


def settle(*, now: datetime) -> int:
    """What became of the letters on their way: delivered, and the text forgotten; or not sent, and waiting again. A
    mail in doubt or held is a person's to decide. Return how many were settled."""
    settled = 0
    for letter in on_their_way():
        message = Message.objects.filter(key=mail_key(letter, letter.attempts)).first()
        if message is None or message.state == Message.State.SENT:
            changes = {"state": State.DELIVERED, "text": "", "refused": [], "delivered_at": now}
        elif message.state == Message.State.FAILED:
            changes = {"state": State.WAITING, "refused": _refused_at(letter, message)}
        else:
            continue
        settled += FutureLetter.objects.filter(pk=letter.pk, state=State.QUEUED).update(**changes)
    return settled


def _refused_at(letter: FutureLetter, message: Message) -> list[str]:
    """The address of this attempt counts only where the server said no for good: after an outage it is tried again."""
    return letter.refused if message.answer.startswith("5") else letter.refused[:-1]
