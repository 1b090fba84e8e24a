"""Printed issues on their way, as the desk shows them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from alumni.models import Consent
from publications.models import Distribution, Parcel

from .audience import KINDS, Audience, Part, Unknown, rows_named
from .reach import REASONS, Rules

PAGE = 50


@dataclass(frozen=True)
class Words:
    """An audience in words; `is_whole` is False when a part of it does not exist any more."""

    include: list[str]
    exclude: list[str]
    is_whole: bool = True


def in_words(data: dict) -> Words:
    try:
        audience = Audience.from_json(data)
    except Unknown:
        return Words([], [], is_whole=False)
    parts = [*audience.include, *audience.exclude]
    names = rows_named(parts)
    gone = any(part.kind in names and part.id not in names[part.kind] for part in parts)
    include, exclude = ([_one(part, names) for part in some] for some in (audience.include, audience.exclude))
    return Words(include, exclude, is_whole=not gone)


def _one(part: Part, names: dict) -> str:
    label = str(KINDS[part.kind].label)
    if part.kind == "people":
        return _("%(kind)s: %(what)s") % {"kind": label, "what": len(part.ids)}
    if part.kind not in names:
        return label
    name = str(names[part.kind].get(part.id, _("deleted")))
    more = [str(part.year), part.class_name] if part.kind == "class" else []
    return _("%(kind)s: %(what)s") % {"kind": label, "what": " ".join(filter(None, (name, *more)))}


def rules_of(distribution: Distribution) -> Rules:
    issue = distribution.issue
    return Rules(
        Consent.Purpose.CONTACT, Consent.Channel.POST, also_never_asked=distribution.is_first_contact,
        periodical=issue.periodical_id if issue else None,
    )  # fmt: skip


def left_out(distribution: Distribution) -> list[tuple[str, int]]:
    """(reason in words, people), in the order in which the reasons are asked."""
    return [(str(REASONS[reason]), number) for reason, number in distribution.left_out.items() if reason in REASONS]


def parcels(distribution: Distribution, *, words: str = "", state: str = "") -> QuerySet[Parcel]:
    found = distribution.parcels.order_by("number")
    if state in Parcel.State.values:
        found = found.filter(state=state)
    if words := words.strip()[:60]:
        found = found.filter(
            Q(code=words.upper()) | Q(names__contains=words) | Q(tracking_no=words) | Q(postcode=words)
        )
    return found


def counts(distribution: Distribution) -> dict[str, int]:
    """{state: parcels}, for each state that there is."""
    rows = distribution.parcels.order_by().values("state").annotate(parcels=Count("pk"))
    return {row["state"]: row["parcels"] for row in rows}


def way(distribution: Distribution, counts: dict[str, int]) -> dict[str, str]:
    """{step: "done", "next", "open" or "later"}: what is behind, what is to be done now, what may be done."""
    states = Distribution.State
    ready, sent = counts.get(Parcel.State.READY, 0), distribution.sent
    is_made = distribution.state != states.DRAFT
    is_printed = distribution.labels_printed_at is not None
    has_numbers = sent > 0 and distribution.parcels.exclude(tracking_no="").exists()
    steps = {
        "labels": "done" if is_made else "next",
        "print": "later" if not is_made else "done" if is_printed or not ready else "next",
        "hand": "later" if not is_made else "done" if not ready else "next" if is_printed else "open",
        "tracking": "later" if not sent else "done" if has_numbers else "open",
        "returns": "later" if not sent else "open" if ready else "next",
    }
    if distribution.state == states.CLOSED:
        steps["returns"] = "done"
    return steps
