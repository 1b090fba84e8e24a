"""The demonstration's gifts in the database, what the bank says, and what came of them."""

from . import giving, money, thanks


def load(users: dict) -> None:
    giving.load(users)
    money.load(users)
    thanks.load(users)


__all__ = ["load"]
