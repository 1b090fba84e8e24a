"""Accounts that gifts come in on."""

from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from donations.models import BankAccount, Fund
from donations.services.refusals import Refused, WrongState


def save_account(
    *, account: BankAccount | None, key: UUID, version: int, label: str, bank: str, number: str, fund: Fund | None, by
) -> BankAccount:
    """Add an account, or change `account` as the form showed it. Raises Refused."""
    fields = {"label": label, "bank": bank, "number": number, "fund": fund}
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            if account is None:
                return make_once(BankAccount, key=key, of={}, fields=fields | {"created_by": by})
            same = BankAccount.objects.filter(pk=account.pk, version=version)
            if not same.update(version=F("version") + 1, **fields):
                raise WrongState
    except IntegrityError as error:
        raise Refused(_("This account is on record already."), field="number") from error
    account.refresh_from_db()
    return account
