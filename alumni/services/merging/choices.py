"""The facts of which a person has one: whose value the merged record takes."""

from collections.abc import Mapping

from alumni.models import Alumnus
from alumni_office.names import fold

from .journal import Journal

# A fact and its fields; those of one fact go together.
FACTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "name_as_written"),
    "latin_name": ("latin_name",),
    "gender": ("gender",),
    "birth_date": ("birth_date",),
    "kind": ("kind",),
    "life": ("life",),
    "tier": ("tier",),
    "place": ("country", "province", "city"),
    "industry": ("industry",),
    "ethnicity": ("ethnicity",),
    "native_place": ("native_place",),
}
SAYS_LITTLE = {"kind": Alumnus.Kind.GRADUATE, "life": Alumnus.Life.LIVING, "tier": Alumnus.Tier.REGULAR}


def values(person: Alumnus, fact: str) -> tuple:
    return tuple(getattr(person, name) for name in FACTS[fact])


def preferred(keep: Alumnus, drop: Alumnus, fact: str) -> Alumnus:
    """Return whose value is proposed: the kept record's, unless the other says more."""
    mine, theirs = values(keep, fact), values(drop, fact)
    if fact == "birth_date":
        return drop if len(theirs[0]) > len(mine[0]) and theirs[0].startswith(mine[0]) else keep
    if fact == "name":
        return drop if mine[0] == theirs[0] and theirs[1] and not mine[1] else keep
    if fact in SAYS_LITTLE:
        return drop if mine[0] == SAYS_LITTLE[fact] != theirs[0] else keep
    return drop if not any(mine) and any(theirs) else keep


def apply(journal: Journal, keep: Alumnus, drop: Alumnus, choices: Mapping[str, int]) -> None:
    """Write the chosen values into `keep`. `choices` names for a fact the person whose value it
    is; a fact without a choice takes what is preferred."""
    names = [keep.name, drop.name]
    for fact, fields in FACTS.items():
        side = choices.get(fact, preferred(keep, drop, fact).pk)
        if side == keep.pk or values(keep, fact) == values(drop, fact):
            continue
        for name in fields:
            if getattr(keep, name) != getattr(drop, name):
                journal.change(keep, name, getattr(drop, name))
                journal.change(keep, f"field_sources.{name}", _source(drop, name))
    journal.change(keep, "former_names", _former_names(keep, drop, names))
    if drop.notes and drop.notes not in keep.notes:
        journal.change(keep, "notes", f"{keep.notes}\n\n{drop.notes}".strip())
    for name in ("verified_at", "last_contact_on"):
        moments = [moment for moment in (getattr(keep, name), getattr(drop, name)) if moment]
        if moments:
            journal.change(keep, name, max(moments))
    if drop.restricted_at and not keep.restricted_at:
        journal.change(keep, "restricted_at", drop.restricted_at)


def _source(person: Alumnus, name: str) -> dict:
    """Where a value of `person` comes from."""
    if name in person.field_sources:
        return person.field_sources[name]
    source: dict = {"source": person.source}
    if person.roster_row_id:
        source["row"] = person.roster_row_id
    if person.entered_by_id:
        source["by"] = person.entered_by_id
    return source


def _former_names(keep: Alumnus, drop: Alumnus, names: list[str]) -> list[str]:
    """Every name that led to one of the records still leads to the person."""
    former = list(keep.former_names)
    known = {fold(name) for name in (keep.name, *former)}
    for name in (*drop.former_names, *names):
        if fold(name) not in known:
            known.add(fold(name))
            former.append(name)
    return former
