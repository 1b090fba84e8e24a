"""What people may ask about their data, and what the office answers (art. 44-50 of the law)."""

from .asking import ask, ask_as_relative, withdraw
from .calendar import due_after
from .deciding import NobodyFound, NotNow, fulfil, lift_restriction, name_person, refuse

__all__ = [
    "NobodyFound",
    "NotNow",
    "ask",
    "ask_as_relative",
    "due_after",
    "fulfil",
    "lift_restriction",
    "name_person",
    "refuse",
    "withdraw",
]
