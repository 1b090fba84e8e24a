from . import gifts

__all__ = ["gifts"]
