"""What is written to who announced a gift: (subject, text) in their language."""

from django.utils import translation
from django.utils.translation import gettext as _

from alumni_office.money.amounts import said
from donations.models import AnnouncedGift

from .pledges import where_to


def how_to_transfer(announced: AnnouncedGift, address: str) -> tuple[str, str]:
    with translation.override(announced.language):
        facts = {"amount": said(announced.amount), "fund": str(announced.fund)}
        paragraphs = [
            _("Dear %(name)s,") % {"name": announced.name},
            _("Thank you: you want to give %(amount)s for “%(fund)s”. This is the account:") % facts,
            where_to(),
            _("Please quote this code in your transfer, so that we know it is yours: %(code)s")
            % {"code": announced.code},
            _("Whether it has come in stands here:") + "\n" + address,
            _("If it was not you, do nothing: without a transfer nothing happens."),
            _("The alumni office"),
        ]  # fmt: skip
        return _("Your gift: the account and your code"), "\n\n".join(paragraphs) + "\n"
