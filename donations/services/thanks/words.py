"""The words of thanks: a template of the office, in which code fills a closed list of words in braces. What people
wrote is text and is never evaluated."""

import re
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.money.amounts import said
from alumni_office.ui.office import university
from donations.models import GiftNote, Thanks, ThanksTemplate

BRACES = re.compile(r"\{([^{}]*)\}")
FIELDS = {
    "name": gettext_lazy("the donor’s name"),
    "amount": gettext_lazy("the amount, or the thing that was given"),
    "funds": gettext_lazy("what it is for"),
    "date": gettext_lazy("the day of the gift"),
    "year": gettext_lazy("the year of the gift"),
    "giver": gettext_lazy("who legally gave: of credited gifts somebody else"),
    "tribute": gettext_lazy("in honour or in memory of whom, or nothing"),
    "university": gettext_lazy("the university’s name"),
    "today": gettext_lazy("the day of the letter"),
}


@dataclass(frozen=True)
class Words:
    title: str
    text: str
    language: str


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is none of the list; a brace that is alone is "{" or "}"."""
    rest = BRACES.sub("", text)
    return [word for word in BRACES.findall(text) if word not in FIELDS] + [sign for sign in "{}" if sign in rest]


def fill(text: str, values: dict[str, str]) -> str:
    """One pass: what a value holds is never filled again."""
    return BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def words_for(thanks: Thanks, template: ThanksTemplate) -> Words:
    """In the donor's language."""
    language = thanks.donor.language
    with translation.override(language):
        values = values_of(thanks)
        text = template.shown_text.replace("\r\n", "\n")  # as browsers send it
        return Words(fill(template.shown_title, values), fill(text, values), language)


def values_of(thanks: Thanks) -> dict[str, str]:
    gift = thanks.gift
    amount = gift.description if gift.kind != gift.Kind.MONEY else said(gift.amount, gift.currency)
    if thanks.credit and gift.kind == gift.Kind.MONEY:
        amount = said(thanks.credit.amount_cny)
    return {
        "name": thanks.donor.name, "amount": amount,
        "funds": _(", ").join(str(part.fund) for part in gift.allocations.select_related("fund").order_by("pk")),
        "date": date_format(gift.received_on, "DATE_FORMAT"), "year": str(gift.received_on.year),
        # Who gave without a name is not named to those who are credited either.
        "giver": _("a donor") if gift.is_anonymous and gift.donor_id != thanks.donor_id else gift.donor.name,
        "tribute": _tribute(gift), "university": university(),
        "today": date_format(timezone.localdate(), "DATE_FORMAT"),
    }  # fmt: skip


def _tribute(gift: Model) -> str:
    note = GiftNote.objects.filter(gift=gift.pk).exclude(tribute="").first()
    return f"{note.get_tribute_display()} {note.tribute_to}" if note else ""
