"""What the background does for this app, a file for each area."""

from . import desk

__all__ = ["desk"]
