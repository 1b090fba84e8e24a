"""Pledges: made, changed, paid, reminded of."""

from .changing import amend_pledge, cancel_pledge, save_note
from .entering import enter_gift
from .making import make_pledge
from .paying import match_payment, payable
from .reminding import remind
from .schedule import Rhythm, instalments

__all__ = [
    "Rhythm",
    "amend_pledge",
    "cancel_pledge",
    "enter_gift",
    "instalments",
    "make_pledge",
    "match_payment",
    "payable",
    "remind",
    "save_note",
]
