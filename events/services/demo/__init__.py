"""The demonstration's events in the database."""

from .loading import load

__all__ = ["load"]
