from . import post

__all__ = ["post"]
