"""The steps of an event as words: for the desk and for the pages of chapters."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from events.queries.next_steps import verbs

from . import states

# By the verb: what the button says, what it does, what is said afterwards.
VERBS = {
    "announce": (pgettext_lazy("verb", "Announce"), states.announce, _("It is announced.")),
    "open": (_("Open registration"), states.open_registration, _("Registration is open.")),
    "close": (_("Close registration"), states.close_registration, _("Registration is closed.")),
    "hold": (_("It took place"), states.hold, _("Noted: it took place.")),
    "take_back": (_("Make it a draft again"), states.take_back, _("It is a draft again.")),
}


def offered(event: Event) -> list[tuple[str, object]]:
    """(verb, what its button says), the usual next step first."""
    return [(verb, VERBS[verb][0]) for verb in verbs(event)]
