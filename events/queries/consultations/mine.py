"""The questions that were put to one person."""

from django.db.models import QuerySet
from django.utils import timezone

from events.models import Asked, Consultation


def of_person(person) -> QuerySet[Asked]:
    """All that was put to the person, the latest first."""
    rows = Asked.objects.filter(alumnus=person).exclude(consultation__state=Consultation.State.DRAFT)
    return rows.select_related("consultation").order_by("-pk")


def open_for(person) -> int:
    """How many wait for an answer of this person."""
    now = timezone.now()
    rows = of_person(person).filter(consultation__state=Consultation.State.OPEN, consultation__closes_at__gt=now)
    return rows.filter(is_answered=False).count()


def asked_by_key(pk: int | None) -> Asked | None:
    """The row behind a link, as long as it is a person's who is on record."""
    if pk is None:
        return None
    rows = Asked.objects.select_related("consultation", "alumnus").filter(
        pk=pk, alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True
    ).exclude(alumnus=None)  # fmt: skip
    return rows.first()


def said_by(row: Asked) -> dict[int, list[str]]:
    """{question: values} of what was said with a name."""
    return dict(row.answers.values_list("question", "values"))
