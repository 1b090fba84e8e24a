"""Why a step of an event or a registration is not taken: a sentence for whoever asked. Nothing was changed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event


class Refused(Exception):
    """`field` names the field of a form that the sentence belongs to; "" for all of it."""

    def __init__(self, sentence: str, *, field: str = ""):
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class WrongState(Refused):
    """The event is in a state in which this is not done."""

    def __init__(self, event: Event):
        super().__init__(
            _("The event is in the state “%(state)s”: this cannot be done now.") % {"state": event.get_state_display()}
        )


class BelowTaken(Refused):
    """A capacity that would take seats away from people who have them."""

    def __init__(self, taken: int):
        super().__init__(
            ngettext(
                "%(number)d seat is taken: there cannot be fewer.",
                "%(number)d seats are taken: there cannot be fewer.",
                taken,
            )
            % {"number": taken},
            field="capacity",
        )


class WrongTimes(Refused):
    """Times that contradict each other."""


def held(event_id: int, *states: str) -> Event:
    """Hold the event until the end of the transaction: whoever takes or frees seats does so first. Raises WrongState
    when it is in none of `states`."""
    event = Event.objects.select_for_update(no_key=True, of=("self",)).get(pk=event_id)
    if states and event.state not in states:
        raise WrongState(event)
    return event
