"""Somebody says on the public site what they are about to give; where to pay it follows."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.mail import services as mail
from alumni_office.mail import tokens
from alumni_office.saving.once import make_once
from donations.emails import announced as emails
from donations.models import AnnouncedGift, Fund
from donations.services import codes
from donations.services.refusals import Refused

from . import configured
from .alipay import CLOCK
from .provider import Order, Provider

PURPOSE = "donations.announced"
TOKEN = "announced"  # noqa: S105
OPEN_FOR = timedelta(hours=2)  # to pay at the provider
Way = AnnouncedGift.Way


@transaction.atomic
def announce(
    *, key: UUID, way: str, fund: Fund, amount: Decimal, name: str, email: str, is_anonymous: bool, language: str,
    alumnus=None,
) -> AnnouncedGift:  # fmt: skip
    """Write down what somebody means to give; the same `key` again is the first. Raises Refused."""
    if fund.closed_on or not fund.is_public:
        raise Refused(_("This fund is closed."), field="fund")
    taken = configured.takes_transfers() if way == Way.TRANSFER else configured.provider() is not None
    if not taken:
        raise Refused(_("This way is not open at the moment. Please ask the alumni office."), field="way")
    announced = make_once(
        AnnouncedGift, key=key, of={"fund_id": fund.pk, "amount": amount, "way": way},
        fields={
            "code": codes.new(codes.ANNOUNCED), "name": name, "email": email, "is_anonymous": is_anonymous,
            "language": language, "alumnus": alumnus,
        },
    )  # fmt: skip
    if way == Way.TRANSFER and email:
        subject, text = emails.how_to_transfer(announced, address_of(announced))
        mail.queue(to=email, subject=subject, text=text, purpose=PURPOSE, key=f"announced-{announced.pk}",
                   person_id=alumnus and alumnus.pk)  # fmt: skip
    return announced


def address_of(announced: AnnouncedGift) -> str:
    """The page that says how it stands, for whoever has the link."""
    return settings.SITE_URL + reverse("donations:given", args=[tokens.make(TOKEN, announced.pk)])


def by_token(token: str) -> AnnouncedGift | None:
    pk = tokens.read(TOKEN, token)
    rows = AnnouncedGift.objects.select_related("fund", "gift")
    return rows.filter(pk=pk).first() if pk else None


def closes_at(announced: AnnouncedGift):
    return announced.created_at + OPEN_FOR


def payable_at(announced: AnnouncedGift, provider: Provider | None) -> str:
    """The provider's page for this gift; "" where it cannot be paid there any more."""
    if provider is None or announced.way != provider.way or announced.state != AnnouncedGift.State.OPEN:
        return ""
    if timezone.now() >= closes_at(announced):
        return ""
    return provider.address(
        Order(
            code=announced.code,
            amount=announced.amount,
            subject=_("Gift: %(fund)s") % {"fund": announced.fund},
            notify_url=settings.SITE_URL + reverse("donations:notified"),
            return_url=address_of(announced),
            closes_at=timezone.localtime(closes_at(announced)).strftime(CLOCK),
        )
    )
