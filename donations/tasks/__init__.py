"""What the background does for this app: job handlers and sweeps, each one service call."""

from . import receipts

HANDLERS: dict = {**receipts.HANDLERS}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {**receipts.KINDS}

__all__ = ["HANDLERS", "KINDS", "receipts"]
