"""Student programmes: the plan, the association, who works when, the hours and what certifies them."""

from .certificates import certify, paper, void
from .hours import confirm_hours, note_attendance
from .planning import create_programme, create_shift, move, remove_shift, save_programme, save_shift
from .reminding import remind
from .signing import sign_up, withdraw
from .volunteers import (
    by_link,
    enter_many,
    enter_volunteer,
    forget,
    invite,
    join,
    make_member,
    save_volunteer,
)

__all__ = [
    "by_link",
    "certify",
    "confirm_hours",
    "create_programme",
    "create_shift",
    "enter_many",
    "enter_volunteer",
    "forget",
    "invite",
    "join",
    "make_member",
    "move",
    "note_attendance",
    "paper",
    "remind",
    "remove_shift",
    "save_programme",
    "save_shift",
    "save_volunteer",
    "sign_up",
    "void",
    "withdraw",
]
