"""The demonstration's chapters in the database, from a first lead to one that was dissolved."""

from .loading import load

__all__ = ["load"]
