"""What the background does for this app, a file for each area: job handlers and sweeps, each one service call."""

from . import club, desk, money, needs, receipts

HANDLERS: dict = {**desk.HANDLERS, **money.HANDLERS, **receipts.HANDLERS}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {**desk.KINDS, **money.KINDS, **receipts.KINDS}

__all__ = ["HANDLERS", "KINDS", "club", "desk", "money", "needs", "receipts"]
