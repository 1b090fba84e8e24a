"""Whether gifts are taken on the public site. Without a licence for public fundraising and a provider that is set up
whole, "give now" does not exist."""

from django.conf import settings

from . import rsa2
from .alipay import Alipay
from .provider import Provider

NEEDED = [
    "PUBLIC_FUNDRAISING_LICENCE", "ALIPAY_APP_ID", "ALIPAY_SELLER_ID", "ALIPAY_PRIVATE_KEY_FILE",
    "ALIPAY_PUBLIC_KEY_FILE", "ALIPAY_GATEWAY",
]  # fmt: skip


def missing() -> list[str]:
    return [name for name in NEEDED if not getattr(settings, name)]


def provider() -> Provider | None:
    """None where anything is missing, or a key cannot be read."""
    if missing():
        return None
    try:
        return Alipay(
            app=settings.ALIPAY_APP_ID, seller=settings.ALIPAY_SELLER_ID, gateway=settings.ALIPAY_GATEWAY,
            ours=rsa2.private_key(settings.ALIPAY_PRIVATE_KEY_FILE),
            theirs=rsa2.public_key(settings.ALIPAY_PUBLIC_KEY_FILE),
        )  # fmt: skip
    except (OSError, ValueError):
        return None


def takes_transfers() -> bool:
    return bool(settings.DONATION_BANK_ACCOUNT and settings.DONATION_BANK_HOLDER)
