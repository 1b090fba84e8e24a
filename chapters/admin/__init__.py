from . import congress

__all__ = ["congress"]
