"""Possible duplicates: found in the background, decided by people."""

from .decisions import dismiss, remember_different
from .scan import bring_up_to_date, candidates_of, sweep

__all__ = ["bring_up_to_date", "candidates_of", "dismiss", "remember_different", "sweep"]
