"""Thanks for gifts: what is due, the words, and how they go out."""

from .falling_due import fall_due
from .printing import labels, printed
from .sending import note_posted, order_many, send, send_automatic, send_many, waive, window_of
from .templates import retire_template, save_template

__all__ = [
    "fall_due",
    "labels",
    "note_posted",
    "order_many",
    "printed",
    "retire_template",
    "save_template",
    "send",
    "send_automatic",
    "send_many",
    "waive",
    "window_of",
]
