"""Why a step of an event or a registration is not taken: a sentence for whoever asked. Nothing was changed."""

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.saving.refusals import Refused
from events.models import Event
from events.queries.free_seats import Shortage

PATIENCE = "8s"  # beyond the two seconds of a page: on the first morning all want the same row
LOCK_NOT_AVAILABLE = "55P03"
COLUMNS = [field.attname for field in Event._meta.concrete_fields if field.name not in ("text", "text_en")]
# One short statement, for everybody who registers says it. How long to wait is set before the row is asked for. That no
# trigger is ignored is set too: where nothing is, each trigger learns it from an error in a subtransaction of its own,
# for each of 20,000 rows.
LOCK = """
    WITH here AS MATERIALIZED (
        SELECT set_config('lock_timeout', %s, true), set_config('pgtrigger.ignore', '{}', true)
    )
    SELECT <columns> FROM here, events_event AS event WHERE event.id = %s FOR NO KEY UPDATE OF event
""".replace("<columns>", ", ".join(f'event."{name}"' for name in COLUMNS))


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


class Busy(Refused):
    """So many register at this moment that one's turn did not come."""

    def __init__(self):
        super().__init__(_("Very many people register at this moment. Nothing is lost: please send the form again."))


class NotYours(Refused):
    """A registration that this person may not make."""


class NotOpen(Refused):
    """The event takes no registrations at this moment."""

    def __init__(self, event: Event):
        super().__init__(_why_not_open(event))


class Full(Refused):
    """There is no seat, and no waiting list on which one could be waited for."""

    def __init__(self, shortage: Shortage, *, stands: bool = False):
        """`stands`: it is a change that is refused."""
        said = [_("There are not so many seats at all.")] if shortage.never else []
        if stands:
            said.append(_("Your registration stands as it was."))
        elif not shortage.never:
            said.append(_("There is no waiting list."))
        super().__init__(" ".join([_("It is full."), shortage.sentence, *said]))
        self.shortage = shortage


class ChangedMeanwhile(Refused):
    """Somebody else changed the registration since the form was opened."""

    def __init__(self):
        super().__init__(
            _("The registration was changed meanwhile, by the host or in another window. Nothing of yours was saved: "
              "look at what stands there now and send the form again.")
        )  # fmt: skip


def _why_not_open(event: Event) -> str:
    state, now = Event.State, timezone.now()
    if event.state == state.CANCELLED:
        return _("The event is cancelled.")
    if event.state == state.HELD or event.starts_at <= now:
        return _("The event has begun or is over.")
    if event.state == state.CLOSED or (event.closes_at and event.closes_at <= now):
        return _("Registration is closed.")
    if event.opens_at and event.opens_at > now:
        opens = date_format(timezone.localtime(event.opens_at, event.zone), "DATETIME_FORMAT")
        return _("Registration opens at %(time)s (%(zone)s).") % {"time": opens, "zone": event.zone_label}
    return _("Registration has not opened yet.")


def held(event_id: int, *states: str) -> Event:
    """Hold the event until the end of the transaction: whoever takes or frees seats does so first. Raises WrongState
    when it is in none of `states`, and Busy when so many stand before that it takes too long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [PATIENCE, event_id])
            row = cursor.fetchone()
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == LOCK_NOT_AVAILABLE:
            raise Busy from error
        raise
    if row is None:
        raise Event.DoesNotExist
    event = Event.from_db(connection.alias, COLUMNS, row)
    if states and event.state not in states:
        raise WrongState(event)
    return event
