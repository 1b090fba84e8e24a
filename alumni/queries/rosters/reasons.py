"""A sentence for each reason that reading a file's cells alone cannot know."""

from django.utils.translation import gettext_lazy as _

from alumni.intake import reasons

SENTENCES = {
    "school_unknown": _("There is no school “%(text)s”; it was left out and the rest is kept."),
    "college_out_of_reach": _("You cannot import for the college “%(text)s”. Ask the alumni office."),
    "found_elsewhere": _("This person may be known in another college. Ask the alumni office."),
    "erased": _("This person asked to be erased from our records and is not taken in again."),
    "not_storable": _("The row contradicts itself or the record, so it was not taken in. Mend it and send it again."),
}


def sentence(reason: dict) -> str:
    if reason["code"] in SENTENCES:
        return str(SENTENCES[reason["code"]] % reason["params"])
    return str(reasons.sentence(reason))
