"""From an audience to answers of mail servers: preparing, taking turns, sending, clearing up."""

from .clearing import Waiting, clear, tickets, waiting
from .preparing import prepare
from .running import run

__all__ = ["Waiting", "clear", "prepare", "run", "tickets", "waiting"]
