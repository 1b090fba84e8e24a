"""What the background does for this app: job handlers and sweeps, each one service call."""

from . import consultations, forgetting, leaving, notices, programmes, reunions

HANDLERS: dict = {**consultations.HANDLERS, **leaving.HANDLERS, **reunions.HANDLERS}
# What the pages of jobs say of them: arguments of jobs.kinds.describe.
KINDS: dict = {**consultations.KINDS, **leaving.KINDS, **reunions.KINDS}

__all__ = ["HANDLERS", "KINDS", "consultations", "forgetting", "leaving", "notices", "programmes", "reunions"]
