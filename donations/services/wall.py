"""A donor's word for the wall, given and taken back by the donor or told to the office. The latest counts, at once."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from donations.models import Donor, WallWord
from donations.queries.wall import word_of

from .refusals import SENTENCES, Refused

# What a donor reads before saying yes. Other words are another consent: they stand in each row.
WORDING = gettext_lazy(
    "The university may show the name below on its public donor wall, with the circle of giving and the years, without "
    "amounts. I can take this back at any moment, and the name is gone from the page at once."
)
NO = gettext_lazy("I do not want to be named on the public donor wall.")


@transaction.atomic
def say(
    *, donor: Donor, given: bool, shown_as: str, source: str, by=None, note: str = "", language: str = ""
) -> WallWord:
    """Add the donor's word; the same again adds nothing. Raises Refused."""
    head = Donor.objects.select_for_update().get(pk=donor.head_id)
    if head.erased_at:
        raise Refused(str(SENTENCES["donor_was_erased"]))
    name = " ".join(shown_as.split()) if given else ""
    if given and not name:
        raise Refused(_("Write the name that shall be shown."), field="shown_as")
    last = word_of(head)
    if last and (last.given, last.shown_as) == (given, name):
        return last
    with translation.override(language or translation.get_language()):
        wording = str(WORDING if given else NO)
    return WallWord.objects.create(
        donor=head, given=given, shown_as=name, wording=wording, source=source, note=note, by=by
    )
