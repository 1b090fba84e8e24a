"""Thanks fall due for each posted gift, to who gave and to who is credited for it."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from donations.models import SoftCredit

# Who gave longer ago is not thanked any more: an old ledger that is entered today is no news.
RECENT = timedelta(days=365)
CREDITED = [SoftCredit.Kind.RUNS, SoftCredit.Kind.SPOUSE, SoftCredit.Kind.MATCHED, SoftCredit.Kind.MEMBER]

GIFTS = """
    INSERT INTO donations_thanks (gift_id, donor_id, credit_id, state, way, reason, due_at)
    SELECT g.id, COALESCE(d.merged_into_id, d.id), NULL, 'due', '', '', now()
    FROM donations_gift g JOIN donations_donor d ON d.id = g.donor_id
    WHERE g.state = 'posted' AND g.entry = 'gift' AND g.received_on >= %s AND d.erased_at IS NULL
      AND NOT EXISTS (SELECT FROM donations_thanks t WHERE t.gift_id = g.id AND t.credit_id IS NULL)
    ON CONFLICT DO NOTHING
"""
CREDITS = """
    INSERT INTO donations_thanks (gift_id, donor_id, credit_id, state, way, reason, due_at)
    SELECT DISTINCT ON (s.gift_id, COALESCE(d.merged_into_id, d.id))
           s.gift_id, COALESCE(d.merged_into_id, d.id), s.id, 'due', '', '', now()
    FROM donations_softcredit s
    JOIN donations_gift g ON g.id = s.gift_id JOIN donations_donor d ON d.id = s.donor_id
    WHERE s.ended_at IS NULL AND s.kind = ANY(%s) AND g.state = 'posted' AND g.entry = 'gift' AND g.received_on >= %s
      AND d.erased_at IS NULL AND NOT EXISTS (SELECT FROM donations_thanks t WHERE t.credit_id = s.id)
    ORDER BY s.gift_id, COALESCE(d.merged_into_id, d.id), s.id
    ON CONFLICT DO NOTHING
"""
# All of it went back before anybody was thanked.
GONE = """
    UPDATE donations_thanks t SET state = 'waived', reason = %s, ended_at = now()
    FROM donations_gift g
    WHERE t.state = 'due' AND g.id = t.gift_id AND g.amount_cny + (
        SELECT COALESCE(sum(c.amount_cny), 0) FROM donations_gift c WHERE c.corrects_id = g.id AND c.state = 'posted'
    ) = 0
"""
# A soft credit that was ended is thanked for no more.
ENDED = """
    UPDATE donations_thanks t SET state = 'waived', reason = %s, ended_at = now()
    FROM donations_softcredit s WHERE t.state = 'due' AND s.id = t.credit_id AND s.ended_at IS NOT NULL
"""
# Nobody is there any more to be thanked.
ERASED = """
    UPDATE donations_thanks t SET state = 'waived', reason = %s, ended_at = now()
    FROM donations_donor d WHERE t.state = 'due' AND d.id = t.donor_id AND d.erased_at IS NOT NULL
"""


@transaction.atomic
def fall_due() -> int:
    """Write down what is due since the last time; again changes nothing. Returns how many were added."""
    since = timezone.localdate() - RECENT
    with connection.cursor() as cursor:
        cursor.execute(GIFTS, [since])
        added = cursor.rowcount
        cursor.execute(CREDITS, [[str(kind) for kind in CREDITED], since])
        added += cursor.rowcount
        cursor.execute(GONE, [_("All of it went back.")])
        cursor.execute(ENDED, [_("The credit was ended.")])
        cursor.execute(ERASED, [_("The donor was erased.")])
    return added
