"""Thanks on paper: letters, certificates, and labels for their envelopes."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from alumni_office.documents.codes import certificates
from alumni_office.documents.labels import LAYOUTS, Label, print_labels
from alumni_office.documents.letters import Letter, letters
from alumni_office.ui.office import office, university
from donations.models import Thanks, ThanksTemplate

from .words import words_for

LAYOUT = "L7160"


def printed(*, thanks: Sequence[Thanks], template: ThanksTemplate) -> bytes:
    """A page for each, in the donor's language."""
    found = [(row, words_for(row, template)) for row in thanks]
    if template.kind == ThanksTemplate.Kind.CERTIFICATE:
        title = found[0][1].title if found else template.title
        with translation.override(found[0][1].language if found else settings.LANGUAGE_CODE):
            signed = (university(), _("The alumni office"))
        return certificates([(row.donor.name, words.text) for row, words in found], title=title, signed=signed)
    rows = []
    for row, words in found:
        with translation.override(words.language):
            signed = (university(), _("The alumni office"))
        rows.append(Letter(f"{row.donor.address}\n{row.donor.name}", words.title, words.text, signed))
    return letters(rows, title=template.title)


def labels(*, thanks: Sequence[Thanks]) -> bytes:
    """A label for each donor with a postal address."""
    donors = {row.donor_id: row.donor for row in thanks if row.donor.address}
    rows = [Label("", donor.address, donor.name, f"D{donor.pk}") for donor in donors.values()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.pdf"
        sender = f"{university()} {office().address}"
        print_labels(path, rows, LAYOUTS[LAYOUT], title=_("Labels"), sender=sender)
        return path.read_bytes()
