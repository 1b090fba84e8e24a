"""From the wish to join a chapter to the end of a membership, and what a member lets the chapter see."""

from .asking import KIND as CONSENT_KIND
from .asking import ask_for_consent, mail_the_question
from .consents import agree, open_pieces, withdraw
from .deciding import admit, end, refuse
from .exporting import export
from .joining import ConsentMissing, NotTaken, Restricted, join, leave, move

__all__ = [
    "CONSENT_KIND",
    "ConsentMissing",
    "NotTaken",
    "Restricted",
    "admit",
    "agree",
    "ask_for_consent",
    "end",
    "export",
    "join",
    "leave",
    "mail_the_question",
    "move",
    "open_pieces",
    "refuse",
    "withdraw",
]
