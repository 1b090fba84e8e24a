"""Consultations: written, opened, asked, answered, closed, reported back."""

from .answering import AlreadyAnswered, NotOpen, answer
from .closing import close, close_those_over, extend, report, save_report
from .drafting import FIELDS, Fixed, add_question, create, discard, remove_question, save, save_question
from .exporting import Withheld, export
from .opening import CannotOpen, open_consultation
from .sending import ASK, REMIND, REPORT, RemindedAlready, ask, remind, send_asking, send_reminders, send_report, tell

__all__ = [
    "ASK", "FIELDS", "REMIND", "REPORT", "AlreadyAnswered", "CannotOpen", "Fixed", "NotOpen", "RemindedAlready",
    "Withheld", "add_question", "answer", "ask", "close", "close_those_over", "create", "discard", "export", "extend",
    "open_consultation", "remind", "remove_question", "report", "save", "save_question", "save_report",
    "send_asking", "send_reminders", "send_report", "tell",
]  # fmt: skip
