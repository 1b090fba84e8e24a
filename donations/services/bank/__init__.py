"""Bank statements: uploaded, read, looked through, decided line by line."""

from .accounts import save_account
from .deciding import choose, confirm_line, reopen, set_aside
from .importing import SameFile, choose_columns, columns_to_say, read_statement, upload_statement
from .many import chosen, confirm_each, confirm_sure, start_confirming
from .proposing import propose

__all__ = [
    "SameFile",
    "choose",
    "choose_columns",
    "chosen",
    "columns_to_say",
    "confirm_each",
    "confirm_line",
    "confirm_sure",
    "propose",
    "read_statement",
    "reopen",
    "save_account",
    "set_aside",
    "start_confirming",
    "upload_statement",
]
