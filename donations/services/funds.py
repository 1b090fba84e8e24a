"""Funds, and what is spent of them: entered by one, posted by another above the limit, taken back by a row."""

from uuid import UUID

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Fund, FundUse

from .gifts import own_limit
from .refusals import SENTENCES, Refused, WrongState, said_plainly

FOLDER = "donations/uses"
SENTENCES.update(
    {
        "donations_fund_project_code_key": gettext_lazy("Another fund has this project code."),
        "use_not_changed": gettext_lazy("A posted use is not changed: take it back and enter it anew."),
        "use_within_balance": gettext_lazy(
            "This is more than the fund has left: it can be posted once enough came in."
        ),
        "use_corrects_posted": gettext_lazy("Only a posted use can be taken back."),
        "donations_funduse_corrects_id_key": gettext_lazy("This use was taken back already."),
    }
)


@transaction.atomic
def enter_fund(*, key: UUID, by, **fields) -> Fund:
    """The same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(Fund, key=key, of={}, fields={**fields, "created_by": by})


@transaction.atomic
def save_fund(*, fund: Fund, version: int, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(fund, version=version, values=fields)


def enter_use(*, key: UUID, fund: Fund, upload: Upload | None, by, **fields) -> FundUse:
    """Enter what was spent; it counts once it is posted. The same `key` again is the first. Raises Refused."""
    if fields["spent_on"] > timezone.localdate():
        raise Refused(_("This day is still to come."), field="spent_on")
    if earlier := FundUse.objects.filter(key=key, fund=fund).first():
        return earlier
    name = ""
    if upload:
        file = upload.as_file()
        name = default_storage.save(f"{FOLDER}/{file.name}", file)
    try:
        with transaction.atomic(), said_plainly():
            made = make_once(
                FundUse, key=key, of={"fund_id": fund.pk},
                fields={**fields, "file": name, "own_limit": own_limit(), "entered_by": by},
            )  # fmt: skip
    except Exception:
        _forget(name)
        raise
    if made.file.name != name:
        _forget(name)
    return made


def _forget(name: str | None) -> None:
    if name:
        default_storage.delete(name)


@transaction.atomic
def post_use(*, use_id: int, by) -> None:
    """From here on it counts, and nothing changes it. Raises Refused."""
    with said_plainly():
        rows = FundUse.objects.filter(pk=use_id, posted_on__isnull=True)
        if not rows.update(posted_by=by, posted_on=timezone.localdate()):
            raise WrongState


@transaction.atomic
def drop_use(*, use_id: int, by) -> None:
    """Take out what was entered and not posted. Raises Refused."""
    row = FundUse.objects.select_for_update(of=("self",)).filter(pk=use_id, posted_on__isnull=True).first()
    if row is None:
        raise WrongState
    name = row.file.name
    row.delete()
    transaction.on_commit(lambda: _forget(name))


@transaction.atomic
def take_back_use(*, use: FundUse, key: UUID, reason: str, by) -> FundUse:
    """Enter the row that takes a posted use back; it is posted like one. Raises Refused."""
    with said_plainly():
        return make_once(
            FundUse, key=key, of={"fund_id": use.fund_id, "corrects_id": use.pk},
            fields={
                "amount": -use.amount, "spent_on": timezone.localdate(), "purpose": reason, "is_shown": use.is_shown,
                "own_limit": own_limit(), "entered_by": by,
            },
        )  # fmt: skip


def show_use(*, use_id: int, shown: bool) -> None:
    """Whether donors see it."""
    FundUse.objects.filter(pk=use_id).exclude(is_shown=shown).update(is_shown=shown)
