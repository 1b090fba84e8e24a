"""The labels of a distribution, as a PDF and as a sheet for the post office."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from alumni.services.exports.files import FORMATS as TABLES
from alumni_office.documents.labels import LAYOUTS, Label, print_labels
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.office import office, university
from publications.models import Distribution, Parcel

FORMATS = {**dict.fromkeys(LAYOUTS, "pdf"), "xlsx": "xlsx", "csv": "csv"}


class NothingToPrint(Exception):
    """No parcel is ready to be sent."""


def labels_pdf(*, distribution: Distribution, path: Path, form: str, skip: int = 0, by) -> int:
    """Write the labels of the parcels that are ready into `path`, in one of FORMATS, and log who was in the file.
    Returns how many. Raises NothingToPrint."""
    parcels = Parcel.objects.filter(distribution=distribution, state=Parcel.State.READY).order_by("number")
    count = parcels.count()
    if not count:
        raise NothingToPrint
    readers = distribution.readers.filter(parcel__state=Parcel.State.READY).values_list("alumnus", flat=True)
    record_access(
        action=AccessRecord.Action.EXPORT, target="alumni.alumnus", count=len(readers), by=by, people=list(readers),
        reason=distribution.title, criteria={"distribution": distribution.pk, "format": form},
    )  # fmt: skip
    if form in TABLES:
        return _table(parcels.iterator(), path, form)
    rows = (Label(row.postcode, row.address, row.names, row.code) for row in parcels.iterator())
    return print_labels(path, rows, LAYOUTS[form], title=distribution.title, sender=sender(), skip=skip)


def sender() -> str:
    house = office()
    return " ".join(filter(None, (house.postcode, house.address, university(), _("Alumni Office"))))


def _table(parcels: Iterator[Parcel], path: Path, form: str) -> int:
    titles = [_("Number"), _("Code"), _("Postcode"), _("Address"), _("For"), _("Carrier"), _("Tracking number")]
    table = TABLES[form](path, titles, [8, 14, 10, 50, 30, 12, 20])
    count = 0
    try:
        for row in parcels:
            table.write([row.number, row.code, row.postcode, row.address, row.names, row.carrier, row.tracking_no])
            count += 1
    finally:
        table.close()
    return count
