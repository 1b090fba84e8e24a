"""Class reunions from the booking to the day: booking, deciding, inviting, answering."""

from .answering import answer, mark
from .booking import book_day, cancel_reunion, change_booking, refuse_unless_may_book
from .deciding import close_past, confirm_reunion, decline_reunion, part_from, tick_step
from .inviting import KIND, invite_opened, remind_silent, send_invitations, start_invitations
from .refusals import AnotherSpeaks, ClassUnknown, DayIsFixed, NotNow, NotOfTheClass, OwnWord, Taken

__all__ = [
    "KIND",
    "AnotherSpeaks",
    "ClassUnknown",
    "DayIsFixed",
    "NotNow",
    "NotOfTheClass",
    "OwnWord",
    "Taken",
    "answer",
    "book_day",
    "cancel_reunion",
    "change_booking",
    "close_past",
    "confirm_reunion",
    "decline_reunion",
    "invite_opened",
    "mark",
    "part_from",
    "refuse_unless_may_book",
    "remind_silent",
    "send_invitations",
    "start_invitations",
    "tick_step",
]
