from . import bank, payments, pledges

__all__ = ["bank", "payments", "pledges"]
