"""The labels of a distribution, as a PDF and as a sheet for the post office."""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni.services.exports.files import FORMATS as TABLES
from alumni_office.documents.labels import LAYOUTS, Label, Printed, print_labels
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.office import office, university
from publications.models import Distribution, Parcel

from .leaving import leave_out

FORMATS = {**dict.fromkeys(LAYOUTS, "pdf"), "xlsx": "xlsx", "csv": "csv"}


class NothingToPrint(Exception):
    """No parcel is ready to be sent."""


def labels_pdf(*, distribution: Distribution, path: Path, form: str, skip: int = 0, by) -> Printed:
    """Write the labels of the parcels that are ready into `path`, in one of FORMATS, and log who was in the file.
    Raises NothingToPrint."""
    leave_out(distribution=distribution)
    printed, people = write(distribution=distribution, path=path, form=form, skip=skip)
    record(distribution=distribution, form=form, people=people, by=by)
    return printed


def write(
    *, distribution: Distribution, path: Path, form: str, skip: int = 0, report: Callable[[int], None] = lambda n: None
) -> tuple[Printed, array]:
    """Return what was written and the keys of the people on them: one statement reads both. `report` gets
    how many are written, every few hundred. Raises NothingToPrint."""
    rows = distribution.parcels.filter(state=Parcel.State.READY).order_by("number")
    people, passed = array("q"), 0

    def each():
        nonlocal passed
        for row in rows.annotate(people=ArrayAgg("readers__alumnus")).iterator(chunk_size=500):
            people.extend(filter(None, row.people))
            passed += 1
            if passed % 500 == 0:
                report(passed)
            yield row

    if form in TABLES:
        printed = Printed(_table(each(), path, form), [])
    else:
        labels = (Label(row.postcode, row.address, row.names, row.code) for row in each())
        printed = print_labels(path, labels, LAYOUTS[form], title=distribution.title, sender=sender(), skip=skip)
    if not printed.count:
        raise NothingToPrint
    return printed, people


@transaction.atomic
def record(*, distribution: Distribution, form: str, people: array, by) -> None:
    """Log who was in the file, and that labels were printed."""
    record_access(
        action=AccessRecord.Action.EXPORT, target="alumni.alumnus", count=len(people), by=by, people=people,
        reason=distribution.title, criteria={"distribution": distribution.pk, "format": form},
    )  # fmt: skip
    Distribution.objects.filter(pk=distribution.pk).update(labels_printed_at=timezone.now())


def sender() -> str:
    house = office()
    return " ".join(filter(None, (house.postcode, house.address, university(), _("Alumni Office"))))


def _table(parcels: Iterator[Parcel], path: Path, form: str) -> int:
    # Number, code, carrier and tracking number as `tracking` knows them: the table comes back.
    titles = [
        pgettext("label table", "Number"),
        pgettext("label table", "Code"),
        _("Postcode"),
        _("Address"),
        pgettext("label table", "For"),
        _("Carrier"),
        _("Tracking number"),
    ]
    table = TABLES[form](path, titles, [8, 14, 10, 50, 30, 12, 20])
    count = 0
    try:
        for row in parcels:
            table.write([row.number, row.code, row.postcode, row.address, row.names, row.carrier, row.tracking_no])
            count += 1
    finally:
        table.close()
    return count
