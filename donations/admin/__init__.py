from . import cases, departments, needs, standing_offers

__all__ = ["cases", "departments", "needs", "standing_offers"]
