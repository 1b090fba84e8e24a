"""The demonstration's gifts in the database, and what came of them."""

from . import giving, thanks


def load(users: dict) -> None:
    giving.load(users)
    thanks.load(users)


__all__ = ["load"]
