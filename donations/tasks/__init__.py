"""What the background does for this app: each one service call."""

from . import needs

__all__ = ["needs"]
