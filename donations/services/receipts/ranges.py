"""Who issues receipts, and the numbers that were given for them."""

from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Issuer, NumberRange
from donations.services.refusals import Refused, said_plainly


@transaction.atomic
def save_issuer(*, by, issuer: Issuer | None = None, key: UUID | None = None, version: int = 1, **fields) -> Issuer:
    """Enter an issuer, or change it; receipts keep what they say. Raises Refused, ChangedMeanwhile."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            if issuer is None:
                assert key
                return make_once(
                    Issuer, key=key, of={"credit_code": fields.pop("credit_code")}, fields=fields | {"created_by": by}
                )
            save_version(issuer, version=version, values=fields)
            return issuer
    except IntegrityError as error:
        raise Refused(_("An issuer of this name or with this credit code is there already."), field="name") from error


@transaction.atomic
def close_issuer(*, issuer: Issuer, by) -> None:
    """It issues no more; what it issued stays. Repeating the call changes nothing."""
    with pghistory.context(user=by.pk):
        Issuer.objects.filter(pk=issuer.pk, closed_at__isnull=True).update(closed_at=timezone.now())


@transaction.atomic
def register_range(
    *, key: UUID, issuer: Issuer, medium: str, code: str, first: int, last: int, digits: int, by
) -> NumberRange:
    """Register numbers that the authority gave. Raises Refused where one of them is registered already."""
    with said_plainly():
        return make_once(
            NumberRange, key=key, of={"issuer_id": issuer.pk, "code": code, "first": first},
            fields={"medium": medium, "last": last, "digits": digits, "following": first, "created_by": by},
        )  # fmt: skip
