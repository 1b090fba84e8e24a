"""Making the recipients of a mailing: one statement, whatever their number."""

import json

import idna
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from alumni.queries.consents import ALLOWED
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from publications.models import Delivery, Mailing, MailingVersion, Sender
from publications.queries.audience import Audience, Unknown
from publications.queries.counting import LATELY

# An address that the envelope may hold as it is. Everything else was typed wrongly, or needs more than ASCII.
ADDRESS = r"^[a-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)+[a-z0-9-]{2,}$"

NO_AUDIENCE = gettext_noop("A part of the audience does not exist any more. Stop this mailing.")
APPROVER_LEFT = gettext_noop("Whoever approved it may send no mailings any more: somebody who may must say go on.")
GROWN = gettext_noop("It is to more people now than when it was checked: somebody who did not write it must say go on.")

NOT_ASCII = r"SELECT DISTINCT value FROM alumni_contactpoint WHERE kind = 'email' AND value ~ '[^\x01-\x7f]'"

INSERT = """
WITH people AS MATERIALIZED (SELECT DISTINCT id FROM (%(people)s) AS named),
allowed AS MATERIALIZED (%(allowed)s),
shut AS MATERIALIZED (
    SELECT address, bool_or(kind <> 'unsubscribed') AS for_all,
        max(since) FILTER (WHERE kind = 'unsubscribed' AND purpose = %%s) AS unsubscribed
    FROM publications_suppression WHERE lifted_at IS NULL GROUP BY address
),
reached AS MATERIALIZED (
    SELECT DISTINCT ON (c.alumnus_id) c.alumnus_id, c.address, c.is_verified, c.is_shut
    FROM (
        SELECT contact.id, contact.alumnus_id, contact.state = 'verified' AS is_verified, contact.verified_at,
            COALESCE(idn.value, rtrim(contact.value, '.')) AS address,
            COALESCE(shut.for_all OR shut.unsubscribed > allowed.allowed_since, false) AS is_shut
        FROM people
        JOIN alumni_contactpoint contact ON contact.alumnus_id = people.id
        LEFT JOIN jsonb_each_text(%%s) AS idn ON idn.key = contact.value
        LEFT JOIN allowed ON allowed.alumnus_id = contact.alumnus_id
        LEFT JOIN shut ON shut.address = COALESCE(idn.value, rtrim(contact.value, '.'))
        WHERE contact.kind = 'email' AND contact.state IN ('unverified', 'verified')
    ) AS c
    WHERE c.address ~ %%s
    ORDER BY c.alumnus_id, c.is_shut, c.is_verified DESC, c.verified_at DESC NULLS LAST, c.id DESC
),
wants_no AS MATERIALIZED (
    SELECT alumnus_id FROM publications_subscription WHERE periodical_id = %%s AND channel = %%s
    AND publications_wants_no(alumnus_id, periodical_id, channel)
),
judged AS MATERIALIZED (
    SELECT person.id, reached.address, reached.is_verified, account.language,
        CASE
            WHEN person.merged_into_id IS NOT NULL OR person.archived_at IS NOT NULL THEN 'archived'
            WHEN person.restricted_at IS NOT NULL THEN 'restricted'
            WHEN person.life = 'deceased' THEN 'deceased'
            WHEN reached.address IS NULL THEN 'address'
            WHEN allowed.allowed_since IS NULL THEN 'consent'
            WHEN reached.is_shut THEN 'suppressed'
            WHEN wants_no.alumnus_id IS NOT NULL THEN 'periodical'
            WHEN letter_limit.days IS NOT NULL AND (%(lately)s letter_limit.days) LIMIT 1) THEN 'limit'
            WHEN %%s > 0 AND (%(lately)s %%s) LIMIT 1) THEN 'recent'
        END AS reason
    FROM people JOIN alumni_alumnus person ON person.id = people.id
    LEFT JOIN reached ON reached.alumnus_id = person.id
    LEFT JOIN allowed ON allowed.alumnus_id = person.id
    LEFT JOIN wants_no ON wants_no.alumnus_id = person.id
    LEFT JOIN publications_letterlimit letter_limit ON letter_limit.alumnus_id = person.id
    LEFT JOIN accounts_user account ON account.id = person.user_id
),
made AS (
    INSERT INTO publications_delivery
        (mailing_id, alumnus_id, address, language, state, due_at, has_slot, attempts, answer)
    SELECT %%s, id, address, CASE WHEN language = ANY(%%s) THEN language ELSE %%s END, 'queued', now(), false, 0, ''
    FROM (
        SELECT DISTINCT ON (address) id, address, language FROM judged WHERE reason IS NULL
        ORDER BY address, is_verified DESC, id
    ) AS once
    ORDER BY id -- as people stand in the other tables: what a step asks lies beside what the last one asked
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT COALESCE(reason, ''), count(*) FROM judged GROUP BY 1
UNION ALL SELECT 'made', count(*) FROM made
"""


class _Waits(Exception):
    """A person has to look at the mailing first; the message is a reason."""

    def __init__(self, reason: str, **changes):
        super().__init__(reason)
        self.changes = changes


def prepare(*, mailing_id: int, people: QuerySet | None = None) -> bool:
    """Make the deliveries of a mailing that is being prepared, and open it for the senders; return whether this call
    did. `people`: alumni, instead of the mailing's own audience. All or nothing: a worker that dies leaves no row.
    """
    try:
        return _prepare(mailing_id, people)
    except _Waits as waits:
        Mailing.objects.filter(pk=mailing_id, state=Mailing.State.PREPARING).update(
            state=Mailing.State.HELD, reason=str(waits), **waits.changes
        )
        return False


def _prepare(mailing_id: int, people: QuerySet | None) -> bool:
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update().filter(pk=mailing_id, state=Mailing.State.PREPARING).first()
        if mailing is None:
            return False
        mailing.total, mailing.left_out = _insert(mailing, _people(mailing) if people is None else people)
        if people is None and _has_grown(mailing):
            raise _Waits(GROWN, expected=mailing.total)
        mailing.started_at = timezone.now()
        mailing.state = Mailing.State.SENDING
        mailing.save(update_fields=["total", "left_out", "started_at", "state"])
        record_access(
            action=AccessRecord.Action.SEND, target=Mailing._meta.label_lower, target_id=mailing.pk,
            by=mailing.approved_by, count=mailing.total,
        )  # fmt: skip
    return True


def _people(mailing: Mailing) -> QuerySet:
    """Who is meant, in the reach of who approved it. Raises _Waits."""
    by = mailing.approved_by
    if by is None or not by.may(Permission.MAILING_SEND):
        raise _Waits(APPROVER_LEFT)
    try:
        return Audience.from_json(mailing.audience).people(by, chosen_by=mailing.audience_by or mailing.created_by)
    except Unknown:
        raise _Waits(NO_AUDIENCE) from None


def _has_grown(mailing: Mailing) -> bool:
    """Whether it is to more people by now than who wrote it approves alone."""
    alone = mailing.approved_by_id in (mailing.created_by_id, mailing.edited_by_id)
    return alone and mailing.total > settings.MAIL_SECOND_PERSON_ABOVE


def _insert(mailing: Mailing, people: QuerySet) -> tuple[int, dict[str, int]]:
    """Return how many deliveries there are, and how many people were left out by reason."""
    try:
        inner, inner_params = people.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return 0, {}
    languages = list(mailing.versions.values_list("language", flat=True))
    usual = MailingVersion.Language.CHINESE if MailingVersion.Language.CHINESE in languages else languages[0]
    params = [
        *inner_params, mailing.purpose, mailing.channel, mailing.purpose, json.dumps(_in_ascii()),
        ADDRESS.replace("''", "'"), mailing.periodical_id, mailing.channel, mailing.pk, mailing.quiet_days, mailing.pk,
        mailing.quiet_days, mailing.pk, languages, usual,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL statement_timeout = 0")
        parts = {"people": inner, "allowed": ALLOWED.format(besides=""), "lately": LATELY % {"mailing": "%s"}}
        cursor.execute(INSERT % parts, params)
        counts = dict(cursor.fetchall())
        cursor.execute("ANALYZE publications_delivery")
    made, willing = counts.pop("made"), counts.pop("", 0)
    if willing > made:
        counts["same"] = willing - made
    return made, counts


def _in_ascii() -> dict[str, str]:
    """The few addresses whose domain is not in ASCII, as mail servers want them."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_ASCII)
        found = {value: ascii_address(value) for (value,) in cursor.fetchall()}
    return {value: address for value, address in found.items() if address}


def ascii_address(value: str) -> str:
    """Return the address with its domain in ASCII, lower case; empty where that cannot be written to."""
    local, _at, domain = value.strip().lower().rpartition("@")
    try:
        domain = idna.encode(domain.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
    return f"{local}@{domain}" if local.isascii() else ""


def open_seats(mailing: Mailing, seats: int) -> None:
    """Make the seats of a mailing's senders; a seat more does no harm."""
    Sender.objects.bulk_create(
        [Sender(mailing=mailing, number=number) for number in range(1, seats + 1)], ignore_conflicts=True
    )


def is_over(mailing_id: int) -> bool:
    """Whether nothing of a mailing waits or is under way any more: one look at each small index."""
    mine = Delivery.objects.filter(mailing=mailing_id)
    at_work = mine.filter(token__isnull=False, state__in=[Delivery.State.CLAIMED, Delivery.State.SENDING])
    return not mine.filter(waits=True).exists() and not at_work.exists()
