"""The ways in which somebody can give. An app or a part that offers another one appends it to WAYS."""

from collections.abc import Callable
from dataclasses import dataclass, field

from donations.models import Issuer


@dataclass(frozen=True)
class Way:
    """`template` prints what `context()` gives; `is_open` says whether the way is offered at this moment: a link to
    give now only where the licence to ask the public and a provider are there."""

    name: str
    template: str
    context: Callable[[], dict] = field(default=dict)
    is_open: Callable[[], bool] = field(default=lambda: True)


def accounts() -> dict:
    """The accounts that gifts are transferred to."""
    return {"issuers": list(Issuer.objects.open().exclude(account="").order_by("pk"))}


BANK_TRANSFER = Way("transfer", "donations/way_transfer.html", accounts)

WAYS: list[Way] = [BANK_TRANSFER]
