"""What the composer's pages show."""

from dataclasses import dataclass

from django.db.models import Prefetch

from alumni.models import Alumnus, Degree
from publications.models import Mailing

from .audience import Audience, Unknown
from .reach import REASONS, Reach, reach, rules_of, with_reason
from .recipients import fields_of

SAMPLE = 20


@dataclass(frozen=True)
class Readers:
    figures: Reach
    reasons: list[tuple[str, int]]
    sample: list[Alumnus]


def readers(mailing: Mailing, user) -> Readers | None:
    """How many would get the mailing today, who is left out and why, and twenty of them; None when a part of the
    audience does not exist any more."""
    try:
        people = Audience.from_json(mailing.audience).people(user)
    except Unknown:
        return None
    figures = reach(people, rules_of(mailing))
    reasons = [(str(REASONS[reason]), number) for reason, number in figures.left_out.items()]
    return Readers(figures, reasons, sample(mailing, user))


def sample(mailing: Mailing, user) -> list[Alumnus]:
    """Up to twenty who would get it, by no order that somebody chose; their names and studies, no address."""
    try:
        people = Audience.from_json(mailing.audience).people(user)
    except Unknown:
        return []
    reached = with_reason(people, rules_of(mailing)).filter(reason="")
    degrees = Prefetch("degrees", Degree.objects.select_related("college", "school").by_year())
    return list(reached.prefetch_related(degrees).order_by("-pk")[:SAMPLE])


def values_for(person_id: int | None, people: list[Alumnus]) -> dict[str, str]:
    """The merge fields of one of `people`; {} for anybody else, so that the fallbacks stand there."""
    return fields_of([person_id]).get(person_id, {}) if person_id in {each.pk for each in people} else {}
