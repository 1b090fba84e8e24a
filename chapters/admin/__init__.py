from . import council, terms

__all__ = ["council", "terms"]
