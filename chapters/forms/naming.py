"""How a chapter is called: place, school, 校友会."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chapters.models.places import Placed
from chapters.queries import places

END = "校友会"


def read_name(name: str, place: Mapping) -> str:
    """The name without spaces. Raises ValidationError with the sentence that says what is not in order."""
    name = "".join(name.split())
    if not name.endswith(END) or name == END:
        raise ValidationError(_("The name ends in 校友会."))
    schools = [*filter(None, [settings.UNIVERSITY_SHORT_NAME, settings.UNIVERSITY_NAME])]
    start = name.removesuffix(END)
    school = next((each for each in schools if start.endswith(each)), "")
    begins = places.beginnings(place)
    if place["kind"] == Placed.Kind.COLLEGE:
        start = next((start.removeprefix(each) for each in schools if start.startswith(each)), start)
    elif schools and not school:
        raise ValidationError(
            _("Before 校友会 stands the school: %(example)s.") % {"example": (begins or ["…"])[0] + schools[0] + END}
        )
    start = start.removesuffix(school)
    if not start or (begins and not start.startswith(tuple(begins))):
        raise ValidationError(
            _("The name begins with the place, the trade or the college: %(words)s.")
            % {"words": " / ".join(begins) or "…"}
        )
    return name


def proposed(place: Mapping) -> str:
    """A name to begin with."""
    begins = places.beginnings(place)
    school = settings.UNIVERSITY_SHORT_NAME or settings.UNIVERSITY_NAME
    if not begins or place["kind"] == Placed.Kind.COLLEGE:
        return f"{begins[0]}{END}" if begins else ""
    return f"{begins[0]}{school}{END}"
