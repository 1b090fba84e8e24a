"""What tests fill in."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from events.models import Ticket
from events.services.registering.enrolling import register
from events.services.registering.wishes import Wish
from tests.factories import make_event


def wish(name="李来宾", *, email="guest@example.com", **more) -> Wish:
    return Wish(name=name, email=email, language=more.pop("language", "zh-hans"), **more)


def an_event(**fields):
    """Open to guests, with `capacity` seats."""
    return make_event(**{"guests_allowed": True, "capacity": 5} | fields)


def enrol(event, name="李来宾", *, key=None, alumnus=None, by=None, **more):
    """A guest, or an alumnus, who registers by the service."""
    given = {each: more.pop(each) for each in ("source", "invite") if each in more}
    said = wish(alumnus.name if alumnus else name, **{"email": f"{fold_mail(name)}@example.com"} | more)
    return register(event=event, wish=said, key=key or uuid4(), alumnus=alumnus, by=by, **given).registration


def fold_mail(name) -> str:
    """An address of its own for each name."""
    return name.encode().hex()


def make_ticket(event, name="校友票", **fields):
    return Ticket.objects.create(event=event, name=name, **fields)


def in_days(days, hours=0):
    return timezone.now() + timedelta(days=days, hours=hours)
