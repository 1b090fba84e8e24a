"""What the composer's pages show."""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.core.cache import cache
from django.db.models import Prefetch
from redis.exceptions import RedisError

from alumni.models import Alumnus, Degree
from publications.models import Mailing

from .audience import Audience, Unknown
from .reach import REASONS, Reach, Rules, about, reach, rules_of
from .recipients import fields_of

KEPT = 60  # seconds; of a sample only


@dataclass(frozen=True)
class Readers:
    figures: Reach
    reasons: list[tuple[str, int]]
    sample: list[Alumnus]


def readers(mailing: Mailing, user, *, exactly: bool = False) -> Readers | None:
    """How many would get the mailing today, who is left out and why, and twenty of them; None when a part of the
    audience does not exist any more."""
    try:
        figures = reached(mailing, user, exactly=exactly)
    except Unknown:
        return None
    reasons = [(str(REASONS[reason]), number) for reason, number in figures.left_out.items()]
    return Readers(figures, reasons, _people(figures, user))


def sample(mailing: Mailing, user) -> list[Alumnus]:
    """Up to twenty who would get it, by no order that somebody chose; their names and studies, no address."""
    try:
        return _people(reached(mailing, user), user)
    except Unknown:
        return []


def reached(mailing: Mailing, user, *, exactly: bool = False) -> Reach:
    """The figures of a mailing's audience; of a sample they are kept for a minute. Raises Unknown."""
    audience, rules, chosen_by = Audience.from_json(mailing.audience), rules_of(mailing), mailing.audience_by
    if exactly:
        return reach(audience.people(user, chosen_by=chosen_by), rules)
    key = _key(audience, rules, user, chosen_by)
    try:
        if found := cache.get(key):
            return found
        figures = about(audience, user, rules, chosen_by)
        if figures.one_in > 1:
            cache.set(key, figures, KEPT)
        return figures
    except RedisError:
        return about(audience, user, rules, chosen_by)


def _key(audience: Audience, rules: Rules, user, chosen_by) -> str:
    """The same for the same people by the same rules: searches and lists are a user's own to see."""
    asked = json.dumps([user.pk, chosen_by and chosen_by.pk, audience.as_json(), asdict(rules)], sort_keys=True)
    return f"reach-1:{hashlib.sha256(asked.encode()).hexdigest()}"


def _people(figures: Reach, user) -> list[Alumnus]:
    found = Alumnus.objects.visible_to(user).usable().filter(pk__in=figures.some)
    degrees = Prefetch("degrees", Degree.objects.select_related("college", "school").by_year())
    return list(found.prefetch_related(degrees).order_by("-pk"))


def values_for(person_id: int | None, people: list[Alumnus]) -> dict[str, str]:
    """The merge fields of one of `people`; {} for anybody else, so that the fallbacks stand there."""
    return fields_of([person_id]).get(person_id, {}) if person_id in {each.pk for each in people} else {}
