"""What a line may be, with the reason: asked of all lines of a statement at once, by four statements of SQL.

From the surest to the least: a code is quoted; amount and payer are those of one open instalment; the payer has the
name of one donor; or of one organisation. Where two fit, nothing is proposed of that sort.
"""

from django.db import connection, transaction

CODE = """
UPDATE donations_bankline l
SET proposal = 'code', pledge_id = f.pledge_id, donor_id = f.donor_id, fund_id = f.fund_id
FROM (
    SELECT l.id, min(p.id) AS pledge_id, min(p.donor_id) AS donor_id, min(p.fund_id) AS fund_id
    FROM donations_bankline l
    CROSS JOIN LATERAL unnest(l.codes) AS quoted (code)
    JOIN donations_pledge p ON p.code = quoted.code AND p.state = 'open'
    WHERE l.statement_id = %(statement)s AND l.state = 'open' AND l.proposal = ''
    GROUP BY l.id HAVING count(DISTINCT p.id) = 1
) f
WHERE l.id = f.id
"""
ANNOUNCED = """
UPDATE donations_bankline l SET proposal = 'announced', announced_id = f.announced_id, fund_id = f.fund_id
FROM (
    SELECT l.id, min(a.id) AS announced_id, min(a.fund_id) AS fund_id
    FROM donations_bankline l
    CROSS JOIN LATERAL unnest(l.codes) AS quoted (code)
    JOIN donations_announcedgift a ON a.code = quoted.code AND a.way = 'transfer' AND a.state <> 'received'
    WHERE l.statement_id = %(statement)s AND l.state = 'open' AND l.proposal = ''
    GROUP BY l.id HAVING count(DISTINCT a.id) = 1
) f
WHERE l.id = f.id
"""
# The names of donors are folded once each, whoever of them shares an amount. A line is compared with the few of its
# payer's name, and never with all that owe the same.
INSTALMENT = """
WITH asked AS MATERIALIZED (
    SELECT id, amount, payer_key FROM donations_bankline
    WHERE statement_id = %(statement)s AND state = 'open' AND proposal = '' AND payer_key <> ''
), owing AS MATERIALIZED (
    SELECT p.id AS pledge_id, p.donor_id, p.fund_id, i.amount - i.paid AS owed, d.name
    FROM donations_instalment i
    JOIN donations_pledge p ON p.id = i.pledge_id AND p.state = 'open'
    JOIN donations_donor d ON d.id = p.donor_id
    WHERE i.paid < i.amount AND i.amount - i.paid IN (SELECT amount FROM asked)
), named AS MATERIALIZED (
    SELECT name, names_fold(name) AS key FROM (SELECT DISTINCT name FROM owing) names
), payers AS MATERIALIZED (
    SELECT a.id, a.amount, n.name FROM asked a JOIN named n ON n.key = a.payer_key
)
UPDATE donations_bankline l
SET proposal = 'instalment', pledge_id = f.pledge_id, donor_id = f.donor_id, fund_id = f.fund_id
FROM (
    SELECT y.id, min(o.pledge_id) AS pledge_id, min(o.donor_id) AS donor_id, min(o.fund_id) AS fund_id
    FROM payers y JOIN owing o ON o.name = y.name AND o.owed = y.amount
    GROUP BY y.id HAVING count(DISTINCT o.pledge_id) = 1
) f
WHERE l.id = f.id
"""
DONOR = """
WITH asked AS MATERIALIZED (
    SELECT id, payer_key FROM donations_bankline
    WHERE statement_id = %(statement)s AND state = 'open' AND proposal = '' AND payer_key <> ''
), named AS MATERIALIZED (
    SELECT name, names_fold(name) AS key FROM (SELECT DISTINCT name FROM donations_donor WHERE erased_at IS NULL) names
)
UPDATE donations_bankline l SET proposal = 'donor', donor_id = f.donor_id
FROM (
    SELECT a.id, min(COALESCE(d.merged_into_id, d.id)) AS donor_id
    FROM asked a JOIN named n ON n.key = a.payer_key JOIN donations_donor d ON d.name = n.name
    GROUP BY a.id HAVING count(DISTINCT COALESCE(d.merged_into_id, d.id)) = 1
) f
WHERE l.id = f.id
"""
ORGANISATION = """
WITH asked AS MATERIALIZED (
    SELECT id, payer_key FROM donations_bankline
    WHERE statement_id = %(statement)s AND state = 'open' AND proposal = '' AND payer_key <> ''
), named AS MATERIALIZED (
    SELECT COALESCE(merged_into_id, id) AS id, names_fold(name) AS key FROM donations_organisation
    UNION SELECT COALESCE(merged_into_id, id), names_fold(name_en) FROM donations_organisation WHERE name_en <> ''
)
UPDATE donations_bankline l SET proposal = 'organisation', organisation_id = f.organisation_id, donor_id = d.id
FROM (
    SELECT a.id, min(n.id) AS organisation_id FROM asked a JOIN named n ON n.key = a.payer_key
    GROUP BY a.id HAVING count(DISTINCT n.id) = 1
) f
LEFT JOIN donations_donor d ON d.organisation_id = f.organisation_id AND d.merged_into_id IS NULL
WHERE l.id = f.id
"""
REST = """
UPDATE donations_bankline SET proposal = 'nothing'
WHERE statement_id = %(statement)s AND state = 'open' AND proposal = ''
"""
# What names no fund is for that of the account.
FUND = """
UPDATE donations_bankline l SET fund_id = a.fund_id
FROM donations_bankaccount a
WHERE a.id = l.account_id AND l.statement_id = %(statement)s AND l.state = 'open' AND l.fund_id IS NULL
"""
AGAIN = """
UPDATE donations_bankline
SET proposal = '', pledge_id = NULL, announced_id = NULL, donor_id = NULL, organisation_id = NULL, fund_id = NULL
WHERE statement_id = %(statement)s AND state = 'open' AND proposal <> 'chosen'
"""
# Of lines that have just come in nothing is known: the planner would believe in one, and compare each with each.
EACH_ONCE = "SET LOCAL enable_nestloop = off"
AS_BEFORE = "SET LOCAL enable_nestloop TO DEFAULT"
STEPS = [CODE, ANNOUNCED, EACH_ONCE, INSTALMENT, DONOR, ORGANISATION, AS_BEFORE, REST, FUND]


@transaction.atomic
def propose(*, statement_id: int) -> None:
    """Say for each open line what it may be; what a person chose stays. Again asks anew."""
    with connection.cursor() as cursor:
        for step in [AGAIN, *STEPS]:
            cursor.execute(step, {"statement": statement_id})
