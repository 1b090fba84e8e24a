from . import reunions

__all__ = ["reunions"]
