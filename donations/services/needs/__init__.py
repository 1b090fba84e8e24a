"""Needs and offers of departments: written, submitted, approved, published, renewed, closed."""

from .departments import add_department, close_department, save_department
from .drafting import create, discard, save
from .publishing import (
    approve,
    close,
    expire_those_over,
    give_notice,
    renew,
    send_back,
    submit,
    take_back,
)  # fmt: skip

__all__ = [
    "add_department", "approve", "close", "close_department", "create", "discard", "expire_those_over", "give_notice",
    "renew", "save", "save_department", "send_back", "submit", "take_back",
]  # fmt: skip
