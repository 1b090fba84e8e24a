"""Receipts: where they come from, how they are issued, voided and taken back."""

from .issuing import issue, issue_due, issue_year, order_many, waive, waive_no_more
from .paper import paper
from .ranges import close_issuer, register_range, save_issuer
from .taking_back import take_back, void

__all__ = [
    "close_issuer",
    "issue",
    "issue_due",
    "issue_year",
    "order_many",
    "paper",
    "register_range",
    "save_issuer",
    "take_back",
    "void",
    "waive",
    "waive_no_more",
]
