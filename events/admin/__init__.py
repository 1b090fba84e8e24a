from . import consultations

__all__ = ["consultations"]
