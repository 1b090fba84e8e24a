"""The demonstration's publications: twelve issues, with everyone's word in one state or another."""

from .fill import fill

__all__ = ["fill"]
