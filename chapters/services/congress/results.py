"""The result of a closed congress as files, in both languages: kept for good."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from alumni_office.documents.docx import docx
from alumni_office.documents.pdf import pdf
from alumni_office.documents.uploads import Upload
from alumni_office.saving.refusals import Refused
from chapters.models import Congress, Document
from chapters.services.documents import keep_document

from .papers import result

WRITERS = {"pdf": pdf, "docx": docx}


def write_results(*, congress: Congress, by) -> list[Document]:
    """Write the result anew as PDF and DOCX in each language and keep the files beside those before. Raises
    Refused before the end of the congress."""
    if congress.state != Congress.State.CLOSED:
        raise Refused(_("The congress is not closed yet."))
    kept = []
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            paper, name = result(congress), _("Result of the congress")
        for form, write in WRITERS.items():
            upload = Upload(form, write(paper))
            kept.append(
                keep_document(upload=upload, name=f"{name}.{form}", kind=Document.Kind.RESULT, by=by, congress=congress)
            )
    return kept
