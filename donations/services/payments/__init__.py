"""Gifts announced and paid on the public site. The rest knows a provider by `provider.Provider` alone."""

from .announcing import address_of, announce, by_token, payable_at
from .configured import missing, provider, takes_transfers
from .noticing import look_at, settle, take, take_again
from .provider import Forged, Notice, Provider, Status, Unanswered
from .sweeping import close_forgotten, sweep

__all__ = [
    "Forged",
    "Notice",
    "Provider",
    "Status",
    "Unanswered",
    "address_of",
    "announce",
    "by_token",
    "close_forgotten",
    "look_at",
    "missing",
    "payable_at",
    "provider",
    "settle",
    "sweep",
    "take",
    "take_again",
    "takes_transfers",
]
