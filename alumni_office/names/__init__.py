from .folding import fold, readings, simplify

__all__ = ["fold", "readings", "simplify"]
