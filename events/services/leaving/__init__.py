"""Leave-taking: the graduates of a year, what each of them says, the mails, the paper, the letters to oneself."""

from .letters import send_due, settle, take_back, write_letter
from .links import by_mail, by_paper, note_opened, paper_number_fits
from .papers import NothingToPrint, printed
from .planning import appoint, gather, save_leaving, set_up
from .saying import join_chapter, offer, save_data, say, stand_down
from .telling import INVITE, KINDS, REMIND, send_mails, start_mails

__all__ = [
    "INVITE",
    "KINDS",
    "REMIND",
    "NothingToPrint",
    "appoint",
    "by_mail",
    "by_paper",
    "gather",
    "join_chapter",
    "note_opened",
    "offer",
    "paper_number_fits",
    "printed",
    "save_data",
    "save_leaving",
    "say",
    "send_due",
    "send_mails",
    "set_up",
    "settle",
    "stand_down",
    "start_mails",
    "take_back",
    "write_letter",
]
