from . import (
    agreements,
    bank,
    batches,
    campaigns,
    closing,
    donors,
    funds,
    gifts,
    organisations,
    payments,
    pledges,
    tiers,
)

__all__ = [
    "agreements",
    "bank",
    "batches",
    "campaigns",
    "closing",
    "donors",
    "funds",
    "gifts",
    "organisations",
    "payments",
    "pledges",
    "tiers",
]
