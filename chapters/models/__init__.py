from .chapters import Chapter, CivilChange, Document, NameLicence, Photo, RecognitionChange
from .congress import Congress, Delegate, Delegation
from .council import CouncilChange, Nominee, Office, Post, Seat, Term, led_by
from .duties import CalendarLink, Duty, Filing, Reminder
from .extensions import TermExtension
from .founding import Application, Initiator, LetterCounter
from .members import (
    Gathering,
    Invitation,
    Membership,
    Notice,
    NoticeMail,
    Piece,
    SharingConsent,
)
from .votes import Candidate, Election, Motion

__all__ = [
    "Application",
    "CalendarLink",
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
    "LetterCounter",
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
