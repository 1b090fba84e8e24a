from . import checkins

__all__ = ["checkins"]
