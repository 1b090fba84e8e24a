"""What donors are emptied of, and what goes with them."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.services.erasing import words
from alumni_office.mail.models import Message
from donations.models import (
    AnnouncedGift,
    BankLine,
    Donor,
    DonorErasure,
    Opportunity,
    OpportunityFile,
    Organisation,
    OrganisationMerge,
    Thanks,
)
from donations.models.donors import CLEARED, NOBODY
from donations.queries import erasing as queries
from donations.queries.erasing import TO_COLLEAGUES, Rows

PERSON, CONTACT = DonorErasure.What.PERSON, DonorErasure.What.CONTACT


@transaction.atomic
def forget_donors(ids: Iterable[int], *, by=None, at: datetime | None = None) -> list[int]:
    """Make these donors nobody's; return which were somebody's until now. All of it or nothing."""
    held = _held(ids, Donor.objects.present())
    if not held:
        return []
    at, rows = at or timezone.now(), queries.rows_of(held)
    told = queries.traces_of(held).words
    forget_cards(rows.cards)
    _forget_money(rows)
    rows.wall_words.delete()
    rows.apart.delete()
    keys = Donor.objects.filter(pk__in=held).values_list("pk", "key")
    DonorErasure.objects.bulk_create(
        DonorErasure(donor_id=pk, what=PERSON, key=key, erased_at=at, by=by) for pk, key in keys
    )
    Donor.objects.filter(pk__in=held).update(alumnus=None, erased_at=at, version=F("version") + 1, **NOBODY)
    _end_thanks(rows, by, at)
    for pk in held:
        _call("donations_forget_history(%s)", pk)
    _forget_said(held[0], PERSON, told)
    return held


@transaction.atomic
def forget_contacts(ids: Iterable[int], *, by=None, at: datetime | None = None) -> list[int]:
    """Take away whom one asks for at bodies that give, with earlier versions; the bodies stay. Returns which of the
    donors are bodies."""
    held = _held(ids, Donor.objects.exclude(kind=Donor.Kind.PERSON))
    if not held:
        return []
    told, rows = queries.traces_of(held, named=False).words, queries.rows_of(held)
    rows.mails.delete()
    rows.announced.update(name="", email="")  # the bank's words are about the body
    nothing = dict.fromkeys(("email", "phone", "address", "note"), "")
    Donor.objects.filter(pk__in=held).update(version=F("version") + 1, **nothing)
    _forget_notes(Organisation.objects.filter(donors__in=held))
    DonorErasure.objects.bulk_create(
        DonorErasure(donor_id=pk, what=CONTACT, key=uuid4(), erased_at=at or timezone.now(), by=by) for pk in held
    )
    for pk in held:
        _call("donations_forget_contacts(%s)", pk)
    _forget_said(held[0], CONTACT, told)
    return held


def _held(ids: Iterable[int], donors: QuerySet[Donor]) -> list[int]:
    """Those of the donors that `donors` knows, held alone. What points to them is held first, as whoever writes there
    holds it before the donor; whoever comes later waits for the donor and is refused then."""
    rows = queries.rows_of(list(ids))
    for several in (rows.bank_lines, rows.pledges, rows.announced):
        list(several.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    found = donors.filter(pk__in=rows.ids).order_by("pk").select_for_update(of=("self",))
    return list(found.values_list("pk", flat=True))


def forget_cards(cards: QuerySet[Opportunity]) -> None:
    """Opportunities with their steps and papers, and the mails to colleagues that name them."""
    pks, titles = list(cards.values_list("pk", flat=True)), list(cards.values_list("title", flat=True))
    files = list(OpportunityFile.objects.filter(opportunity__in=pks).values_list("file", flat=True))
    Opportunity.objects.filter(pk__in=pks).delete()
    named = Q(pk__in=[])
    for title in titles:
        named |= Q(text__contains=title)
    # Their sweep writes those that were not sent yet anew.
    Message.objects.filter(named, purpose__in=TO_COLLEAGUES).delete()
    transaction.on_commit(partial(delete_files, files))


def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _forget_money(rows: Rows) -> None:
    """That money came in stays; who gave it goes, with what was noted of it."""
    rows.mails.delete()
    _empty_lines(rows.bank_lines)
    forget_announced(rows.announced)
    rows.notes.delete()
    rows.pledges.exclude(note="").update(note="", version=F("version") + 1)


def forget_announced(announced: QuerySet[AnnouncedGift]) -> None:
    """That it was announced stays; name and address go, the mails to it, and what a bank said of it."""
    pks = list(announced.values_list("pk", flat=True))
    found = AnnouncedGift.objects.filter(pk__in=pks)
    queries.mails_to(found.values_list("email", flat=True)).delete()
    _empty_lines(BankLine.objects.filter(announced__in=pks))
    found.update(alumnus=None, name="", email="")


def _empty_lines(lines: QuerySet[BankLine]) -> None:
    found = BankLine.objects.filter(pk__in=list(lines.values_list("pk", flat=True)))
    found.exclude(reason="").update(reason=CLEARED)
    found.update(payer="", payer_key="", payer_account="", memo="", codes=[], version=F("version") + 1)


def _end_thanks(rows: Rows, by, at: datetime) -> None:
    """Nobody is thanked any more, and why somebody was not goes: of erased donors alone the database lets it."""
    rows.thanks.filter(state=Thanks.State.WAIVED).exclude(reason=CLEARED).update(reason=CLEARED)
    due = rows.thanks.filter(state=Thanks.State.DUE)
    due.update(state=Thanks.State.WAIVED, reason=_("The donor was erased."), ended_at=at, ended_by=by)


def _forget_notes(bodies: QuerySet[Organisation]) -> None:
    pks = list(bodies.values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=pks).exclude(note="").update(note="", version=F("version") + 1)
    for row in OrganisationMerge.objects.filter(Q(kept__in=pks) | Q(dropped__in=pks), taken__has_key="note"):
        taken = {name: values for name, values in row.taken.items() if name != "note"}
        OrganisationMerge.objects.filter(pk=row.pk).update(taken=taken)


def _forget_said(donor_id: int, what: str, told: list[str]) -> None:
    """Colleagues’ searches, titles and reasons say it no more."""
    words.clear_jobs(told)
    words.clear_titles(told)
    _call("donations_forget_words(%s, %s, %s::text[])", donor_id, what, told)


def _call(function: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
