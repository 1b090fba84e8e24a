"""Opportunities: entered, changed, moved, ended, documented, handed over; and their owners reminded."""

from .cards import add, change
from .files import add_file, remove_file
from .handing import HANDOVER, hand_over
from .moving import carry_out, lose, move, reopen
from .reminding import remind_owners
from .steps import take_step

__all__ = [
    "HANDOVER", "add", "add_file", "carry_out", "change", "hand_over", "lose", "move", "remind_owners", "remove_file",
    "reopen", "take_step",
]  # fmt: skip
