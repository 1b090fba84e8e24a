from .chapters import Chapter
from .congress import Congress, Delegate, Delegation
from .council import CouncilChange, Nominee
from .duties import CalendarLink, Duty, Filing, Reminder
from .files import Document, Photo
from .founding import Application, Initiator, LetterCounter
from .licences import NameLicence
from .members import (
    Gathering,
    Invitation,
    Membership,
    Notice,
    NoticeMail,
    Piece,
    SharingConsent,
)
from .offices import Office, led_by
from .posts import Post, Seat
from .steps import CivilChange, RecognitionChange
from .terms import Term, TermExtension
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
