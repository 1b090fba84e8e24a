"""What a payment provider can do for us: the whole of what the rest of the project knows of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Forged(Exception):
    """It does not come from the provider, or not in this form. Nothing of it is kept."""


class Unanswered(Exception):
    """The provider gave no answer that could be believed; it is asked again later."""


class Status(StrEnum):
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    MISSING = "missing"  # no such payment was begun
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Order:
    code: str
    amount: Decimal
    subject: str
    notify_url: str
    return_url: str
    closes_at: str  # "2026-11-27 21:30:00", by the provider's clock


@dataclass(frozen=True)
class Notice:
    """What the provider said: its signature fits, nothing else is compared yet. `app` and `seller` are None in an
    answer to a question of ours."""

    notify_id: str
    app: str | None
    seller: str | None
    order_number: str
    trade_number: str
    status: Status
    status_text: str
    amount: str
    refunded: Decimal
    paid_on: date | None


class Provider(Protocol):
    @property
    def way(self) -> str: ...

    @property
    def app(self) -> str: ...

    @property
    def seller(self) -> str: ...

    def address(self, order: Order) -> str:
        """Where the donor pays."""

    def read_notice(self, pairs: Sequence[tuple[str, str]]) -> Notice:
        """Raises Forged."""

    def query(self, code: str) -> Notice:
        """Raises Unanswered."""

    def close(self, code: str) -> bool:
        """Whether nobody can pay it any more. Raises Unanswered."""
