from . import blocks, facts, pairs

__all__ = ["blocks", "facts", "pairs"]
