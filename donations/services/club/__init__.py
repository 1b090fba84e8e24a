"""The entrepreneurs' club: applying, deciding, terms, the end; the council, tiers, and which companies are shown."""

from .applying import apply, withdraw
from .correcting import correct_paper
from .deciding import admit, decline, vote
from .members import close, end, open_up, renew, unlink
from .paper import enter_paper
from .setup import add_tier, fill_seat, save_tier, vacate_seat

__all__ = [
    "add_tier", "admit", "apply", "close", "correct_paper", "decline", "end", "enter_paper", "fill_seat", "open_up",
    "renew", "save_tier", "unlink", "vacate_seat", "vote", "withdraw",
]  # fmt: skip
