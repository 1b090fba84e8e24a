"""How this app's rows go through the life of a person's record: merged, given back, erased, copied."""

from alumni.hooks import RecordOwner

from .copying import export
from .erasing import erase
from .merging import reassign
from .undoing import undo
from .unlinking import unlink

__all__ = ["OWNER", "unlink"]

OWNER = RecordOwner(
    models=frozenset(
        f"chapters.{name}"
        for name in (
            "Application", "Candidate", "Delegate", "Initiator", "Invitation", "Membership", "Nominee", "NoticeMail",
            "Office",
        )
    ),
    reassign=reassign,
    undo=undo,
    erase=erase,
    export=export,
)  # fmt: skip
