"""How far a change of council is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter, CouncilChange, Seat

STEPS: dict[str, tuple[str | Promise, str]] = {
    "audit": (_("Audit of the books"), "chapters:council-audit"),
    "election": (_("Election and minutes"), "chapters:council-election"),
    "people": (_("Who was elected"), "chapters:council-people"),
    "term": (_("The new term"), "chapters:council-term"),
}


@dataclass(frozen=True)
class Step:
    name: str
    label: str | Promise
    url_name: str
    is_done: bool
    is_next: bool
    is_open: bool  # can be filed now


def missing_steps(change: CouncilChange) -> list[str]:
    """What is not done of "audit", "election", "people" and "term"."""
    has_president = any(nominee.seat == Seat.PRESIDENT for nominee in change.nominees.all())
    done = {
        "audit": bool(change.audit_id and change.audited_on),
        "election": bool(change.minutes_id and change.elected_on and change.present),
        "people": has_president,
        "term": bool(change.starts_on and change.ends_on),
    }
    return [step for step, is_done in done.items() if not is_done]


def steps(change: CouncilChange) -> list[Step]:
    """The four steps in their order: the audit opens the others."""
    missing = missing_steps(change)
    return [
        Step(
            name, label, url_name, name not in missing, missing[:1] == [name],
            change.is_with_the_chapter and (name == "audit" or "audit" not in missing),
        )
        for name, (label, url_name) in STEPS.items()
    ]  # fmt: skip


def of_chapter(chapter: Chapter) -> CouncilChange | None:
    """The change that is open, or else the one that came last."""
    rows = chapter.council_changes.select_related("audit", "minutes", "decided_by").prefetch_related(
        "nominees__alumnus", "nominees__post"
    )
    return rows.open().first() or rows.order_by("-pk").first()
