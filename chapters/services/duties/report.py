"""What was filed, as a document to print and to keep."""

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from alumni_office.documents.pdf import Document, Entry, Section, pdf
from alumni_office.ui.office import university
from chapters.models import Duty, Filing
from chapters.queries.draft import FIGURES, Year


def report_pdf(filing: Filing) -> bytes:
    """In the reader's language."""
    duty, chapter = filing.duty, filing.duty.chapter
    document = Document(
        title=chapter.shown_name,
        lead=_("%(what)s for %(year)s") % {"what": duty.get_kind_display(), "year": duty.reported_year},
        foot=f"{university()} · {_('Alumni Office')} · {date_format(timezone.localdate(), 'DATE_FORMAT')}",
    )
    document.sections = [
        Section(_("About this filing"), entries=[Entry(tuple(_about(filing)))]),
        Section(_("Figures"), entries=[Entry(tuple(_figures(filing)))]),
        Section(_("What was done"), entries=[Entry((("", filing.summary or "—"),))]),
    ]
    if filing.plan:
        document.sections.append(Section(_("What is planned"), entries=[Entry((("", filing.plan),))]))
    if duty.kind != Duty.Kind.AUDIT:
        document.sections.append(_council(duty))
    if names := [document.name for document in filing.documents.order_by("pk")]:
        document.sections.append(Section(_("Documents"), entries=[Entry((("", "\n".join(names)),))]))
    return pdf(document)


def _about(filing: Filing):
    chapter = filing.duty.chapter
    yield _("Chapter"), f"{chapter.name} {chapter.name_en}".strip()
    if chapter.civil_number:
        yield _("Registration number"), f"{chapter.civil_number} {chapter.civil_authority}".strip()
    yield _("Due on"), date_format(filing.duty.due_on, "DATE_FORMAT")
    yield _("State"), str(filing.get_state_display())
    if filing.filed_at:
        yield _("Filed at"), date_format(filing.filed_at.astimezone(chapter.zone), "DATETIME_FORMAT")


def _figures(filing: Filing):
    for name in [*FIGURES, "income", "expenses"]:
        value = getattr(filing, name)
        label = str(Filing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        digits = 2 if name in ("income", "expenses") else 0
        shown = "—" if value is None else number_format(value, digits, use_l10n=True, force_grouping=True)
        yield label[:1].upper() + label[1:], shown


def _council(duty: Duty) -> Section:
    year = Year(duty.chapter, duty.reported_year)
    held = [f"{office.post or office.get_seat_display()}: {office.alumnus.name}" for office in year.council()]
    title = _("The council on %(day)s") % {"day": date_format(year.last_on, "DATE_FORMAT")}
    return Section(title, entries=[Entry((("", "\n".join(held) or "—"),))])
