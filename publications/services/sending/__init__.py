"""From an audience to answers of mail servers: preparing, taking turns, sending, clearing up."""

from .clearing import Waiting, clear, tickets
from .ending import figures
from .preparing import prepare
from .running import run

__all__ = ["Waiting", "clear", "figures", "prepare", "run", "tickets"]
