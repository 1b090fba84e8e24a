"""The demonstration's publications: twelve issues, with everyone's word in one state or another, and three mailings."""

from .fill import fill

__all__ = ["fill"]
