"""Printed issues by post: labels, parcels, what comes back."""

from .labels import FORMATS, NothingToPrint, labels_pdf
from .preparing import KIND, NotNow, make_distribution, prepare, start_preparing
from .returning import NotSent, UnknownCode, record_return, undo_return
from .sending import NotThatMany, mark_sent, move_copies
from .tracking import Line, NoColumns, read_numbers, record_numbers

__all__ = [
    "FORMATS",
    "KIND",
    "Line",
    "NoColumns",
    "NotNow",
    "NotSent",
    "NotThatMany",
    "NothingToPrint",
    "UnknownCode",
    "labels_pdf",
    "make_distribution",
    "mark_sent",
    "move_copies",
    "prepare",
    "read_numbers",
    "record_numbers",
    "record_return",
    "start_preparing",
    "undo_return",
]
