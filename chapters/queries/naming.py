"""Whose name may stand on a public page: whoever agreed to it last, while the record may be used."""

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from alumni.models import Consent


def with_leave(rows: QuerySet) -> QuerySet:
    """Annotate `may_be_named`: the last word of each row's `alumnus` on being published."""
    words = Consent.objects.filter(alumnus=OuterRef("alumnus"), purpose=Consent.Purpose.PUBLISH)
    last = Subquery(words.order_by("-at", "-pk").values("given")[:1])
    return rows.annotate(may_be_named=Coalesce(last, Value(False)))


def public_name(row) -> str:
    """The name of a row's `alumnus`, "" where nobody may read it; of rows that came through `with_leave`."""
    person = row.alumnus
    if person is None or person.merged_into_id or person.archived_at or person.restricted_at:
        return ""
    return person.name if row.may_be_named else ""
