"""Founding a chapter online, or reviving one: from the first draft to the recognition.

Every act moves the application by a conditional update of its row, which is locked first of all, and returns the keys
of the mails that it put into the outbox for whoever must act next.
"""

from .deciding import ask, commission, refuse, send_back
from .drafting import FormUsed, PlaceTaken, save_draft, start, upload, withdraw
from .initiators import (
    AlreadyConfirmed,
    JustInvited,
    LinkOver,
    NotYours,
    TooMany,
    confirm,
    decline,
    found_by,
    insist,
    invite,
    is_good,
    remove,
)
from .moving import AlreadyMoved, ChapterElsewhere, OwnMatter, Refused, is_own_matter
from .recognising import OldTerm, recognise
from .reporting import Taken, add_nominee, remove_nominee, report, save_report
from .submitting import Incomplete, NameTaken, reply, submit

__all__ = [
    "AlreadyConfirmed",
    "AlreadyMoved",
    "ChapterElsewhere",
    "FormUsed",
    "Incomplete",
    "JustInvited",
    "LinkOver",
    "NameTaken",
    "NotYours",
    "OldTerm",
    "OwnMatter",
    "PlaceTaken",
    "Refused",
    "Taken",
    "TooMany",
    "add_nominee",
    "ask",
    "commission",
    "confirm",
    "decline",
    "found_by",
    "insist",
    "invite",
    "is_good",
    "is_own_matter",
    "recognise",
    "refuse",
    "remove",
    "remove_nominee",
    "reply",
    "report",
    "save_draft",
    "save_report",
    "send_back",
    "start",
    "submit",
    "upload",
    "withdraw",
]
