"""Printed issues by post: labels, parcels, what comes back."""

from .labels import FORMATS, NothingToPrint, labels_pdf
from .preparing import KIND, Changed, NotNow, change_distribution, make_distribution, prepare, start_preparing
from .printing import AT_ONCE, PRINT, expire_labels, may_download, print_in_background, prints_at_once, start_printing
from .returning import Elsewhere, NotSent, UnknownCode, record_return, undo_return
from .sending import NotThatMany, close_distribution, mark_sent, move_copies
from .tracking import Line, NoColumns, read_numbers, record_numbers

__all__ = [
    "AT_ONCE",
    "FORMATS",
    "KIND",
    "PRINT",
    "Changed",
    "Elsewhere",
    "Line",
    "NoColumns",
    "NotNow",
    "NotSent",
    "NotThatMany",
    "NothingToPrint",
    "UnknownCode",
    "change_distribution",
    "close_distribution",
    "expire_labels",
    "labels_pdf",
    "make_distribution",
    "mark_sent",
    "may_download",
    "move_copies",
    "prepare",
    "print_in_background",
    "prints_at_once",
    "read_numbers",
    "record_numbers",
    "record_return",
    "start_preparing",
    "start_printing",
    "undo_return",
]
