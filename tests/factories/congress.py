"""The congress and its delegates."""

from datetime import timedelta

from django.utils import timezone

from chapters.models import Congress, Delegate, Delegation

from .chapters import make_chapter
from .people import make_alumnus, numbers


def make_congress(name="第五次校友代表大会", **fields):
    """A congress of today with twelve seats, delegates being named, unless `fields` say otherwise."""
    today = timezone.localdate()
    fields = {
        "starts_on": today, "ends_on": today + timedelta(days=1), "seats": 12, "state": "nominating",
        "term_ends_on": today + timedelta(days=1800), "place": "济南",
    } | fields  # fmt: skip
    return Congress.objects.create(name=name, **fields)


def make_delegation(congress, seats=3, *, chapter=None, college=None, counted=100):
    if not (chapter or college):
        chapter = make_chapter(f"校友会{next(numbers)}", city=f"城{next(numbers)}")
    return Delegation.objects.create(
        congress=congress, chapter=chapter, college=college, counted=counted, by_rule=seats, seats=seats
    )


def make_delegate(delegation, alumnus=None, *, number=None, present=False, **fields):
    """A delegate who is named; with a number, one whose credentials are in order."""
    fields = {"state": "confirmed", "number": number} | fields if number else fields
    return Delegate.objects.create(
        congress=delegation.congress, delegation=delegation, alumnus=alumnus or make_alumnus(f"代表{next(numbers)}"),
        attended_at=timezone.now() if present else None, **fields,
    )  # fmt: skip


def make_session(present, confirmed=None):
    """A congress in session, with so many delegates present of those confirmed."""
    congress = make_congress(state="open")
    confirmed = present if confirmed is None else confirmed
    delegation = make_delegation(congress, seats=max(confirmed, 1))
    for number in range(confirmed):
        make_delegate(delegation, number=number + 1, present=number < present)
    return congress
