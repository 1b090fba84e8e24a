"""Agreements: written while they are a draft; once signed only their state moves."""

from datetime import date
from uuid import UUID

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import make_once
from alumni_office.saving.versions import save_version
from donations.models import Agreement

from .refusals import SENTENCES, Refused, WrongState, said_plainly

FOLDER = "donations/agreements"
State = Agreement.State
SENTENCES.update(
    {
        "donations_agreement_number_key": gettext_lazy("Another agreement has this number."),
        "agreement_written_while_draft": gettext_lazy("A signed agreement is not written any more."),
        "agreement_moves": gettext_lazy("From its state the agreement does not go there."),
        "agreement_ends_after_start": gettext_lazy("It ends after it begins."),
    }
)


@transaction.atomic
def draft(*, key: UUID, donor, by, **fields) -> Agreement:
    """The same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk), said_plainly():
        return make_once(Agreement, key=key, of={"donor_id": donor.pk}, fields={**fields, "created_by": by})


@transaction.atomic
def save_draft(*, agreement: Agreement, version: int, by, **fields) -> None:
    """Raises Refused and ChangedMeanwhile."""
    with pghistory.context(user=by.pk), said_plainly():
        save_version(agreement, version=version, values=fields)


def sign(*, agreement: Agreement, signed_on: date, upload: Upload | None, by) -> None:
    """It is signed, with the document that was: from here on nothing of it is written. Raises Refused."""
    if signed_on > timezone.localdate():
        raise Refused(_("This day is still to come."), field="signed_on")
    name = ""
    if upload:
        file = upload.as_file()
        name = default_storage.save(f"{FOLDER}/{file.name}", file)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk), said_plainly():
            values = {"state": State.SIGNED, "signed_on": signed_on, "version": F("version") + 1, "file": name}
            if not Agreement.objects.filter(pk=agreement.pk, state=State.DRAFT).update(**values):
                raise WrongState
    except Exception:
        if name:
            default_storage.delete(name)
        raise


@transaction.atomic
def move(*, agreement: Agreement, to: str, reason: str = "", by) -> None:
    """In force, fulfilled or, with a reason, ended. Raises Refused."""
    if to == State.ENDED and not reason:
        raise Refused(_("Say why it ends."), field="reason")
    allowed = [was for was, ways in Agreement.MOVES.items() if to in ways and was != State.DRAFT]
    with pghistory.context(user=by.pk), said_plainly():
        rows = Agreement.objects.filter(pk=agreement.pk, state__in=allowed)
        if not rows.update(state=to, end_reason=reason if to == State.ENDED else "", version=F("version") + 1):
            raise WrongState
