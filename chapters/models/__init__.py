from .chapters import Chapter, CivilChange, Document, NameLicence, Photo, RecognitionChange
from .congress import Candidate, Congress, Delegate, Delegation, Election, Motion
from .council import CouncilChange, Nominee, Office, Post, Seat, Term, led_by
from .duties import Duty, Filing, Reminder
from .extensions import TermExtension
from .founding import Application, Initiator
from .members import (
    Gathering,
    Invitation,
    Membership,
    Notice,
    NoticeMail,
    Piece,
    SharingConsent,
)

__all__ = [
    "Application",
    "Candidate",
    "Chapter",
    "CivilChange",
    "Congress",
    "CouncilChange",
    "Delegate",
    "Delegation",
    "Document",
    "Duty",
    "Election",
    "Filing",
    "Gathering",
    "Initiator",
    "Invitation",
    "Membership",
    "Motion",
    "NameLicence",
    "Nominee",
    "Notice",
    "NoticeMail",
    "Office",
    "Photo",
    "Piece",
    "Post",
    "RecognitionChange",
    "Reminder",
    "Seat",
    "SharingConsent",
    "Term",
    "TermExtension",
    "led_by",
]
