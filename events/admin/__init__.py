from . import registrations

__all__ = ["registrations"]
