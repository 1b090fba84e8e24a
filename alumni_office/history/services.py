from collections.abc import Sequence

from django.db import connection

from .models import AccessedPerson, AccessRecord

BATCH = 50_000


def record_access(
    *, action, target: str, by, target_id=None, count=1, reason="", criteria=None, people: Sequence[int] = ()
) -> AccessRecord:
    """Write one access row in the caller's transaction: when it cannot be written, the read fails.

    `people` are the primary keys of those in an access of many; each of them can see it in their own data.
    When somebody looks at the site as someone else, the row names who looks, and as whom.
    """
    criteria = dict(criteria or {})
    if hijacker_id := getattr(by, "hijacker_id", None):
        criteria["looking_as"] = by.pk
    record = AccessRecord.objects.create(
        action=action,
        target=target,
        target_id=target_id,
        count=count,
        by_id=hijacker_id or by.pk,
        reason=reason,
        criteria=criteria,
    )
    table = connection.ops.quote_name(AccessedPerson._meta.db_table)
    for start in range(0, len(people), BATCH):
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (record_id, person_id) SELECT %s, unnest(%s::bigint[])",
                [record.pk, list(people[start : start + BATCH])],
            )
    return record
