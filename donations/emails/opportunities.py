"""What owners of cards are written: (subject, text) in their language."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.emails.claims import absolute, language_of
from donations.models import Opportunity


def stale(owner, cards: Sequence[Opportunity], number: int, today: date) -> tuple[str, str]:
    """`cards` are the first of `number`."""
    with translation.override(language_of(owner)):
        subject = ngettext(
            "%(number)d opportunity of yours waits for a step",
            "%(number)d opportunities of yours wait for a step",
            number,
        ) % {"number": number}
        lines = [
            _("%(title)s (%(stage)s): nothing for %(days)d days")
            % {"title": card.title, "stage": card.get_stage_display(), "days": (today - card.last_step_on).days}
            for card in cards
        ]
        more = [_("and %(number)d more") % {"number": number - len(cards)}] if number > len(cards) else []
        return subject, "\n\n".join(
            [
                _("Dear %(name)s,") % {"name": owner},
                _("For these nobody has written down a step for longer than their stage allows:"),
                "\n".join([*lines, *more]),
                _("Write down what was done, hand the card over, or say why it is lost:"),
                absolute(reverse("admin:donations_opportunity_stale")),
                _("The alumni office"),
            ]
        ) + "\n"  # fmt: skip
