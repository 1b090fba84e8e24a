"""What the background does for this app: sweeps, each one service call."""

from . import club

__all__ = ["club"]
