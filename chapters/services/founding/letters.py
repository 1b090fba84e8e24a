"""The letter of commission."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from alumni_office.documents import Document, Entry, Section, pdf
from alumni_office.ui.office import university
from chapters.models import Application, Initiator
from chapters.queries.places import place_label


def letter_of_commission(application: Application) -> bytes:
    """The letter as PDF, in the office's language."""
    with override(settings.LANGUAGE_CODE):
        return pdf(
            Document(
                title=_("Letter of commission"),
                lead=_("%(university)s commissions the preparation of %(chapter)s.")
                % {"university": university(), "chapter": application.name},
                foot=application.letter_no,
                sections=[_about(application), _initiators(application), _duties()],
            )
        )


def _about(application: Application) -> Section:
    assert application.commissioned_on is not None
    day = date_format(application.commissioned_on, "DATE_FORMAT")
    pairs = (
        (_("Number"), application.letter_no),
        (_("Date"), day),
        (_("Chapter"), application.name),
        (_("English name"), application.name_en or "—"),
        (_("Place, trade or college"), place_label(application)),
        (_("Applicant"), str(application.applicant or "—")),
    )
    return Section(_("What is commissioned"), entries=[Entry(pairs)])


def _initiators(application: Application) -> Section:
    said_yes = application.initiators.filter(state=Initiator.State.CONFIRMED).select_related("alumnus").order_by("pk")
    return Section(_("Initiators"), lead="、".join(str(each.alumnus) for each in said_yes))


def _duties() -> Section:
    return Section(
        _("What is to be done"),
        lead=_("The preparatory group drafts the charter, calls the founding meeting, has the council elected, and "
               "reports all three to the alumni office. Until it is recognised, the chapter acts only in its own "
               "preparation. It is no branch of the association (Regulation on Social Organisations, art. 17)."),
    )  # fmt: skip
