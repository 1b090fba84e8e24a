from . import club, opportunities

__all__ = ["club", "opportunities"]
