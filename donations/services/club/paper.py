"""An application that came on paper: the desk enters it with its own days and its scan."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni_office.documents.uploads import Upload
from alumni_office.saving.once import FormUsed, make_once
from donations.models import ClubMembership, ClubPaper, ClubTier, Organisation, OrganisationPerson
from donations.queries import companies, organisations
from donations.services.club_refusals import Refused, said_plainly

from .deciding import Decided, record_admission

FOLDER = "donations/club"


def enter_paper(
    *, key: UUID, person, tier: ClubTier, organisation: Organisation | None, company: dict[str, Any] | None,
    statement: str, applied_on: date, met: str, file: Upload, by, decided_on: date | None = None,
    from_on: date | None = None, until_on: date | None = None,
) -> ClubMembership:  # fmt: skip
    """Enter an application, and the admission where the paper says `decided_on`; the same `key` again is the first.
    `company` (fields of Organisation, and `part` and `title` of the person) says which organisation where
    `organisation` is None: one on record, or else a new one. Nobody is written to: the answer was given on paper.
    Raises Refused."""
    if known := ClubMembership.objects.filter(key=key).first():
        return _of(known, person)
    insist_days(applied_on, decided_on, from_on, until_on)
    with scan_kept(file) as name, transaction.atomic(), pghistory.context(user=by.pk), said_plainly():
        organisation = organisation or _meant(key, person, dict(company or {}), by)
        fields = {
            "organisation": organisation, "tier": tier, "statement": statement,
            "applied_at": timezone.make_aware(datetime.combine(applied_on, time())),
        }  # fmt: skip
        row = make_once(ClubMembership, key=key, of={"alumnus_id": person.pk}, fields=fields)
        ClubPaper.objects.create(membership=row, file=name, conditions=tier.conditions, met=met, added_by=by)
        if decided_on:
            record_admission(row, Decided.MEETING, decided_on, from_on or decided_on, until_on, by)
    return row


@contextmanager
def scan_kept(file: Upload | None) -> Iterator[str]:
    """The name under which a scan is kept, "" without one; it goes again where the body fails."""
    if file is None:
        yield ""
        return
    scan = file.as_file()
    name = default_storage.save(f"{FOLDER}/{scan.name}", scan)
    try:
        yield name
    except Exception:
        default_storage.delete(name)
        raise


def _of(row: ClubMembership, person) -> ClubMembership:
    if row.alumnus_id != person.pk:
        raise FormUsed
    return row


def insist_days(applied_on: date, decided_on: date | None, from_on: date | None, until_on: date | None) -> None:
    if applied_on > timezone.localdate():
        raise Refused(_("The day of the application lies ahead."), field="applied_on")
    if decided_on is None:
        if from_on or until_on:
            raise Refused(_("A term begins with a decision: say when the council decided."), field="decided_on")
        return
    if decided_on > timezone.localdate():
        raise Refused(_("The day of the decision lies ahead."), field="decided_on")
    if decided_on < applied_on:
        raise Refused(_("The council decided after the application: look at both days."), field="decided_on")
    if until_on and until_on < (from_on or decided_on):
        raise Refused(pgettext("giving", "The last day lies before the first."), field="until_on")


def _meant(key: UUID, person, company: dict[str, Any], by) -> Organisation:
    """The organisation with this code, or the only one of this name, or a new one; the person runs it."""
    part, title = company.pop("part"), company.pop("title", "")
    found = _on_record(company.get("credit_code", ""), company["name"])
    if found is None:
        found = make_once(Organisation, key=key, of={"name": company.pop("name")}, fields=company | {"created_by": by})
    if not companies.run_by(person).filter(pk=found.pk).exists():
        OrganisationPerson.objects.get_or_create(
            organisation=found, alumnus=person, part=part, until_on=None, defaults={"title": title}
        )
    return found


def _on_record(code: str, name: str) -> Organisation | None:
    if code and (found := Organisation.objects.heads().filter(credit_code=code).first()):
        return found
    named = organisations.same(name)
    # Another code is another body, whatever its name.
    alike = [row for row in named if not (code and row.credit_code)]
    if len(alike) > 1:
        raise Refused(_("Several organisations have this name: say the credit code."), field="credit_code")
    return alike[0] if alike else None
