"""Why each of many people is left out, in one pass over all of them. `reach.with_reason` says the same of a few; a test
compares the two."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from alumni.models import Alumnus, Consent
from alumni.queries.consents import ALLOWED

SOME = 20  # of those who are reached

# Deliveries are asked for person by person, and only of who is reached so far: scalar subqueries with a LIMIT, which
# the planner cannot turn into a join with every letter of the last years.
REASONS = """
WITH people AS MATERIALIZED ({people}),
said AS MATERIALIZED ({allowed}),
shut AS MATERIALIZED (
    SELECT address, bool_or(kind <> 'unsubscribed') AS for_all, bool_or(kind IN ('hard', 'refused')) AS came_back,
        max(since) FILTER (WHERE kind = 'unsubscribed' AND purpose = %(purpose)s) AS unsubscribed
    FROM publications_suppression WHERE lifted_at IS NULL AND %(by_mail)s GROUP BY address
),
reached AS MATERIALIZED (
    SELECT c.alumnus_id, bool_or(c.is_usable) AS is_usable, bool_or(c.is_usable AND NOT c.is_shut) AS is_open,
        bool_or(c.is_usable AND c.came_back) AS came_back
    FROM (
        SELECT contact.alumnus_id, contact.state IN ('unverified', 'verified') AS is_usable,
            COALESCE(shut.came_back, false) AS came_back,
            COALESCE(shut.for_all OR shut.unsubscribed > said.allowed_since, false) AS is_shut
        FROM people
        JOIN alumni_contactpoint contact ON contact.alumnus_id = people.id
        LEFT JOIN shut ON shut.address = contact.value
        LEFT JOIN said ON said.alumnus_id = people.id
        WHERE contact.kind = %(kind)s AND contact.value <> ''{of_contacts}
    ) AS c GROUP BY c.alumnus_id
),
judged AS MATERIALIZED (
    SELECT people.id, CASE
        WHEN people.life = 'deceased' THEN 'deceased'
        WHEN said.alumnus_id IS NOT NULL AND said.allowed_since IS NULL THEN 'refused'
        WHEN said.alumnus_id IS NULL AND NOT %(also_never_asked)s THEN 'never_asked'
        WHEN reached.alumnus_id IS NULL THEN 'no_address'
        WHEN NOT reached.is_usable THEN 'bad_address'
        WHEN NOT reached.is_open THEN CASE WHEN reached.came_back THEN 'bounced' ELSE 'suppressed' END
        WHEN wants_no.alumnus_id IS NOT NULL THEN 'periodical'
        WHEN %(by_mail)s AND own.days IS NOT NULL AND ({lately} own.days) LIMIT 1) THEN 'limit'
        WHEN %(quiet_days)s > 0 AND ({lately} %(quiet_days)s) LIMIT 1) THEN 'recent'
        ELSE ''
    END AS reason
    FROM people
    LEFT JOIN said ON said.alumnus_id = people.id
    LEFT JOIN reached ON reached.alumnus_id = people.id
    LEFT JOIN publications_letterlimit own ON own.alumnus_id = people.id
    LEFT JOIN (
        SELECT alumnus_id FROM publications_subscription
        WHERE periodical_id = %(periodical)s AND channel = %(channel)s
        AND publications_wants_no(alumnus_id, periodical_id, channel)
    ) AS wants_no ON wants_no.alumnus_id = people.id
)
SELECT reason, count(*), ARRAY[]::bigint[] FROM judged GROUP BY reason
UNION ALL
SELECT NULL, 0, ARRAY(SELECT id FROM judged WHERE reason = '' ORDER BY id DESC LIMIT %(some)s)
"""
LATELY = """
    SELECT true FROM publications_delivery d
    WHERE d.alumnus_id = people.id AND d.mailing_id <> %(mailing)s AND d.state IN ('sending', 'sent', 'in_doubt')
    AND d.sending_at > clock_timestamp() - make_interval(days =>
"""
OF_SAMPLE = " AND mod({}.alumnus_id, 16) = 0"


@dataclass(frozen=True)
class Counted:
    """`reasons`: how many people for each, "" for who is reached; `some` of the latter."""

    reasons: dict[str, int]
    some: list[int]


def count(people: QuerySet[Alumnus], *, is_sample: bool = False, **rules) -> Counted:
    """Count `people` by the reason for which they are left out. `rules`: those of `reach.Rules`, and `kind`, of the
    contact that is written to. `is_sample`: they are among those of whom there are indexes (sql/counting.sql)."""
    try:
        inner, params = people.order_by().values_list("id", "life").query.sql_with_params()
    except EmptyResultSet:
        return Counted({}, [])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        statement = REASONS.format(
            people=cursor.mogrify(inner, params).decode().replace("%", "%%"),
            allowed=ALLOWED.format(besides=OF_SAMPLE.format("c") if is_sample else "")
            % ("%(purpose)s", "%(channel)s"),
            of_contacts=OF_SAMPLE.format("contact") if is_sample else "", lately=LATELY,
        )  # fmt: skip
        cursor.execute(statement, rules | {"by_mail": rules["channel"] == Consent.Channel.EMAIL, "some": SOME})
        *counted, (_none, _zero, some) = cursor.fetchall()
    return Counted({reason: number for reason, number, _some in counted}, some)
