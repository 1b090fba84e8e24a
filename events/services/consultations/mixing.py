"""Nothing of an anonymous answer may lead back, the place and the transaction number of its row included."""

from django.db import connection, transaction

from events.models import Consultation

# All at once: the rows then share one transaction, new numbers, and an order of chance.
BALLOTS = """
WITH old AS (
    DELETE FROM events_ballot USING events_consultationquestion q
    WHERE q.id = question_id AND q.consultation_id = %s RETURNING question_id, "values"
)
INSERT INTO events_ballot (id, question_id, "values")
SELECT gen_random_uuid(), question_id, "values" FROM old ORDER BY random()
"""
ASKED = "UPDATE events_asked SET is_answered = is_answered WHERE consultation_id = %s"
# Those whose answers came in more than one transaction since they were mixed.
UNMIXED = """
SELECT q.consultation_id FROM events_ballot b JOIN events_consultationquestion q ON q.id = b.question_id
JOIN events_consultation c ON c.id = q.consultation_id
WHERE c.state = 'open' GROUP BY q.consultation_id HAVING count(DISTINCT b.xmin::text) > 1
"""


@transaction.atomic
def mix(*, consultation_id: int) -> None:
    """Write the answers, and who answered, anew in one transaction. Whoever answers holds the consultation's row: none
    is lost."""
    Consultation.objects.select_for_update(no_key=True).get(pk=consultation_id)
    with connection.cursor() as cursor:
        cursor.execute(BALLOTS, [consultation_id])
        cursor.execute(ASKED, [consultation_id])


def mix_what_came_in() -> int:
    """Mix all that have new answers; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(UNMIXED)
        ids = [pk for (pk,) in cursor.fetchall()]
    for pk in ids:
        mix(consultation_id=pk)
    return len(ids)
