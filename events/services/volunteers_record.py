"""What becomes of somebody's time as a volunteer, known by the account, when the record of the graduate is erased."""

from alumni.hooks import RecordOwner
from events.models import Volunteer

from .programmes.volunteers import forget


def reassign(keep, drop) -> dict:
    """Nothing: a volunteer goes with the account."""
    return {}


def undo(keep, drop, journal: dict) -> int:
    return 0


def erase(person) -> None:
    for volunteer in Volunteer.objects.filter(user__isnull=False, user=person.user_id):
        forget(volunteer=volunteer, by=None)


def export(person) -> dict:
    """The rows themselves stand in the copy by the account (events/privacy/programmes.py)."""
    return {}


OWNER = RecordOwner(frozenset(), reassign, undo, erase, export)
