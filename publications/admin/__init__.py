from . import mailings, returns

__all__ = ["mailings", "returns"]
