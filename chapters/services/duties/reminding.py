"""Reminders: the row and the mails of one reminder in one transaction, so that neither is without the other."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from chapters.emails import duties as emails
from chapters.models.duties import Due
from chapters.queries.officers import Keeper, keepers
from chapters.queries.reminders import readers_of, reminders_due

BATCH = 50  # reminders in one transaction: what a killed run may have to do again
PURPOSE = "chapters.reminder"

# The unique constraints of Reminder decide who reminds: a row that is there already is not returned.
REMEMBER = """
INSERT INTO chapters_reminder (duty_id, term_id, chapter_id, days_before, day, by_id, batch, sent_at, recipients)
SELECT duty, term, chapter, step, day, %s, %s, %s, recipients
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::smallint[], %s::date[], %s::integer[])
     AS due (duty, term, chapter, step, day, recipients)
ON CONFLICT DO NOTHING
RETURNING duty_id, term_id
"""


def remind(*, now: datetime) -> Iterator[list[int]]:
    """Remind of what is due; yields the mails of each reminder that was sent. A chapter in which nobody can be
    written to is left for another day, and stands in the office's list."""
    due = reminders_due(now=now)
    people = keepers({each.chapter_id for each in due}, now=now)
    for start in range(0, len(due), BATCH):
        yield from send(due[start : start + BATCH], people, now=now)


@transaction.atomic
def send(
    due: Sequence[Due], people: dict[int, list[Keeper]], *, now: datetime, by=None, batch: UUID | None = None
) -> list[list[int]]:
    """Write the reminders that nobody has written yet; return the mails of each. With `by` they are the office's own,
    once for each `batch`."""
    reached = [(each, readers) for each in due if (readers := readers_of(each, people))]
    if not reached:
        return []
    columns = list(
        zip(*((e.duty_id, e.term_id, e.chapter_id, e.step, e.day, len(readers)) for e, readers in reached), strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [by.pk if by else None, batch, now, *map(list, columns)])
        written = set(cursor.fetchall())
    letters = [
        [letter for reader in readers if (letter := _letter(each, reader))]
        for each, readers in reached
        if (each.duty_id, each.term_id) in written
    ]
    mail.queue_many([letter for of_one in letters for letter in of_one])
    return [[letter.pk for letter in of_one] for of_one in letters]


def _letter(due: Due, reader: Keeper) -> Message | None:
    subject, text = emails.reminder(due=due, name=reader.name, language=reader.language)
    try:
        return mail.written(
            to=reader.email, subject=subject, text=text, purpose=PURPOSE, person_id=reader.person_id
        )  # fmt: skip
    except ValidationError:  # an address that no mail may have
        return None
