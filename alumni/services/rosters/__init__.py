"""The roster wizard's writes: upload, check, correct, decide, import, undo."""

from .checking import check_roster, refusal_of
from .deciding import NoSuchChoice, NotNow, correct_roster, decide_row, start_import, start_undo
from .importing import import_roster
from .rejected import rejected_workbook
from .undoing import undo_roster
from .uploading import OutOfReach, SameFile, TooLarge, upload_roster

__all__ = [
    "NoSuchChoice",
    "NotNow",
    "OutOfReach",
    "SameFile",
    "TooLarge",
    "check_roster",
    "correct_roster",
    "decide_row",
    "import_roster",
    "refusal_of",
    "rejected_workbook",
    "start_import",
    "start_undo",
    "undo_roster",
    "upload_roster",
]
