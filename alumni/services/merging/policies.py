"""What a merge does with each relation to a person. A relation that is named neither here nor by
an app in hooks.owners fails a test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from alumni.models import (
    AlumnusTag,
    Card,
    Challenge,
    ChangeRequest,
    ContactPoint,
    CorrectionLink,
    DataRequest,
    Degree,
    Employment,
    Honour,
    Interaction,
    Liaison,
    MessageRefusal,
    PersonalMessage,
    PersonListEntry,
    Profile,
    RosterRow,
    Verification,
)
from alumni_office.names import fold

Audience, State = ContactPoint.Audience, ContactPoint.State
STRICTEST_FIRST: list[str] = [Audience.NOBODY, Audience.OFFICE, Audience.CLASSMATES, Audience.ALUMNI, Audience.PUBLIC]
PHONES = {ContactPoint.Kind.MOBILE, ContactPoint.Kind.PHONE}


@dataclass(frozen=True)
class Moved:
    """Rows that follow the person. `twin(kept, dropped)`: both say the same, so one row is enough;
    `take(kept, dropped)` are then the values that the kept row lacks, and `pointers` (model, field)
    what must point at the kept row from then on. Rows that are not `watched` go back at an undo
    whatever was changed in them: only whose they are is the merge's. `other` names the second person
    of a row; what stands between the two records themselves stays as it is."""

    model: type[models.Model]
    twin: Callable[[Any, Any], bool] | None = None
    take: Callable[[Any, Any], dict] = lambda kept, dropped: {}
    watched: bool = True
    owner: str = "alumnus"
    other: str = ""
    pointers: tuple[tuple[type[models.Model], str], ...] = ()


# Relations whose rows stay where they are, or that have a file of their own.
STAYS = {
    "alumni.Alumnus.merged_into": "a chain of merges stays a chain, so that each can be undone",
    "alumni.Merge.kept": "history",
    "alumni.Merge.dropped": "history",
    "alumni.Consent.alumnus": "never changed; the stricter word is added (consents.py)",
    "alumni.DuplicateCandidate.low": "decisions are carried along (decisions.py)",
    "alumni.DuplicateCandidate.high": "decisions are carried along (decisions.py)",
    "alumni.SearchDoc.person": "kept by the database",
    "alumni.SearchKey.person": "kept by the database",
}


def _agree(one, other) -> bool:
    """Equal, or one of them says nothing."""
    if isinstance(one, str) and isinstance(other, str):
        one, other = fold(one), fold(other)
    return one in ("", None) or other in ("", None) or one == other


def _lacking(kept, dropped, names: tuple[str, ...]) -> dict:
    """Return what `dropped` says of these fields and `kept` leaves open."""
    return {
        name: getattr(dropped, name)
        for name in names
        if getattr(kept, name) in ("", None) and getattr(dropped, name) not in ("", None)
    }


DEGREE = (
    "school_id", "college_id", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year",
    "supervisor",
)  # fmt: skip


def same_degree(kept: Degree, dropped: Degree) -> bool:
    years = [(kept.graduation_year, dropped.graduation_year), (kept.enrolment_year, dropped.enrolment_year)]
    if not any(one is not None and one == other for one, other in years):
        return all(getattr(kept, name) == getattr(dropped, name) for name in DEGREE)
    return all(_agree(getattr(kept, name), getattr(dropped, name)) for name in DEGREE)


def same_job(kept: Employment, dropped: Employment) -> bool:
    return fold(kept.employer) == fold(dropped.employer) and all(
        _agree(getattr(kept, name), getattr(dropped, name)) for name in ("job_title", "started_on", "ended_on")
    )


def job_details(kept: Employment, dropped: Employment) -> dict:
    values = _lacking(kept, dropped, ("job_title", "started_on", "ended_on"))
    return ({"is_current": False} if "ended_on" in values else {}) | values  # in the order that a constraint asks for


def same_honour(kept: Honour, dropped: Honour) -> bool:
    return fold(kept.title) == fold(dropped.title) and _agree(kept.year, dropped.year)


def same_interaction(kept: Interaction, dropped: Interaction) -> bool:
    return all(getattr(kept, name) == getattr(dropped, name) for name in ("kind", "happened_on", "summary"))


def same_contact(kept: ContactPoint, dropped: ContactPoint) -> bool:
    both_phones = kept.kind in PHONES and dropped.kind in PHONES
    return kept.value == dropped.value and (kept.kind == dropped.kind or both_phones)


def contact_details(kept: ContactPoint, dropped: ContactPoint) -> dict:
    """The stricter audience; what is known of an address that the other record had not tried."""
    values = _lacking(kept, dropped, ("postcode",)) if kept.kind == dropped.kind else {}
    values |= _stricter(kept, dropped, "audience")
    if kept.state == State.UNVERIFIED and dropped.state != State.UNVERIFIED:
        values |= {"verified_at": dropped.verified_at, "state": dropped.state}
    elif kept.state == dropped.state == State.VERIFIED:
        values["verified_at"] = max(moment for moment in (kept.verified_at, dropped.verified_at) if moment)
    return values


AUDIENCES = (
    "listed", "photo_audience", "place_audience", "career_audience", "languages_audience", "offer_audience",
)  # fmt: skip


def _stricter(kept, dropped, name: str) -> dict:
    theirs = getattr(dropped, name)
    return {name: theirs} if STRICTEST_FIRST.index(theirs) < STRICTEST_FIRST.index(getattr(kept, name)) else {}


def profile_details(kept: Profile, dropped: Profile) -> dict:
    """What the kept profile lacks, and of each piece the stricter audience."""
    values = {name: getattr(dropped, name) for name in ("languages", "offer") if not getattr(kept, name)}
    if dropped.photo and not kept.photo:
        values["photo"] = dropped.photo.name
    if kept.takes_messages and not dropped.takes_messages:
        values["takes_messages"] = False
    for name in AUDIENCES:
        values |= _stricter(kept, dropped, name)
    return values


def _only_one(kept, dropped) -> bool:
    return True


MOVED = (
    # Before the degrees, so that they are journalled with the degree that they were about.
    Moved(ChangeRequest),
    Moved(Liaison),
    Moved(
        Degree, same_degree, lambda kept, dropped: _lacking(kept, dropped, DEGREE),
        pointers=((ChangeRequest, "degree"), (Liaison, "degree")),
    ),
    Moved(Employment, same_job, job_details),
    Moved(Honour, same_honour, lambda kept, dropped: _lacking(kept, dropped, ("year", "awarded_by"))),
    Moved(Interaction, same_interaction),
    Moved(ContactPoint, same_contact, contact_details),
    Moved(AlumnusTag, lambda kept, dropped: kept.tag_id == dropped.tag_id),
    Moved(PersonListEntry, lambda kept, dropped: kept.list_id == dropped.list_id),
    Moved(RosterRow, watched=False),
    Moved(Profile, _only_one, profile_details),
    Moved(Card, _only_one),
    Moved(Verification),
    Moved(Challenge, watched=False),
    Moved(CorrectionLink, watched=False),
    Moved(DataRequest),
    Moved(PersonalMessage, watched=False, owner="sender", other="recipient"),
    Moved(PersonalMessage, watched=False, owner="recipient", other="sender"),
    # Not watched: whom a row names second may be merged as well meanwhile.
    Moved(
        MessageRefusal, lambda kept, dropped: kept.refused_id == dropped.refused_id,
        watched=False, owner="alumnus", other="refused",
    ),
    Moved(
        MessageRefusal, lambda kept, dropped: kept.alumnus_id == dropped.alumnus_id,
        watched=False, owner="refused", other="alumnus",
    ),
)  # fmt: skip
