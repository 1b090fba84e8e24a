"""What donors are written about their pledges: (subject, text) in their language."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni_office.money.amounts import said
from donations.models import Donor, Instalment


def reminder(row: Instalment, donor: Donor, today: date) -> tuple[str, str]:
    with translation.override(donor.language):
        facts = {"amount": said(row.owed), "day": date_format(row.due_on), "fund": str(row.pledge.fund)}
        if row.due_on >= today:
            subject = _("Your pledge: an instalment is due on %(day)s") % facts
            begin = _("Thank you for your pledge for “%(fund)s”. An instalment of %(amount)s is due on %(day)s.")
        else:
            subject = _("Your pledge: an instalment of %(day)s is open") % facts
            begin = _("Of your pledge for “%(fund)s”, %(amount)s were due on %(day)s. We have not seen it yet; if it "
                      "is on its way, please take no notice.")  # fmt: skip
        paragraphs = [
            _("Dear %(name)s,") % {"name": donor.name}, begin % facts,
            _("Please quote this code in your transfer, so that we know it is yours: %(code)s")
            % {"code": row.pledge.code},
            where_to(),
            _("If you want to spread it differently, or cannot give it any more, just reply: we change it."),
            _("The alumni office"),
        ]  # fmt: skip
        return subject, "\n\n".join(each for each in paragraphs if each) + "\n"


def where_to() -> str:
    """The account, as three lines; nothing where none is set."""
    if not settings.DONATION_BANK_ACCOUNT:
        return ""
    lines = [
        (_("Account holder"), settings.DONATION_BANK_HOLDER), (_("Bank"), settings.DONATION_BANK_NAME),
        (_("Account number"), settings.DONATION_BANK_ACCOUNT),
    ]  # fmt: skip
    return "\n".join(_("%(what)s: %(value)s") % {"what": label, "value": value} for label, value in lines if value)
