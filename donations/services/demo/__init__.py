"""The demonstration's gifts in the database."""

from .giving import load

__all__ = ["load"]
