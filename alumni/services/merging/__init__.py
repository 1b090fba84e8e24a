"""Merging two records of one person, and taking a merge back at any later time."""

from .choices import FACTS, preferred
from .merge import MergeRefused, merge_alumni
from .stragglers import carry_stragglers
from .undo import Undone, forecast, undo_merge

__all__ = ["FACTS", "MergeRefused", "Undone", "carry_stragglers", "forecast", "merge_alumni", "preferred", "undo_merge"]
