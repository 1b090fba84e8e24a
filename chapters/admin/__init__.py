from . import duties

__all__ = ["duties"]
