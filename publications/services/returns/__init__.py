"""What comes back is kept, counted, and acted upon."""

from .counting import refused_at_once
from .taking import complained, take

__all__ = ["complained", "refused_at_once", "take"]
