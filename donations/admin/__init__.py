from . import agreements, batches, campaigns, closing, donors, funds, gifts, organisations, tiers

__all__ = ["agreements", "batches", "campaigns", "closing", "donors", "funds", "gifts", "organisations", "tiers"]
