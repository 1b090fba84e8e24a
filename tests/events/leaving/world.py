"""What a graduate leaves behind at leave-taking, for the tests of the person's rights."""

from django.utils import timezone

from tests.factories import make_future_letter, make_leaver, make_leaving


def fill(person, canary):
    """Of the year of the person's degree."""
    now = timezone.now()
    leaver = make_leaver(make_leaving(year=2002), person, checked_at=now, offered_at=now, checked_by=person.user)
    make_future_letter(leaver, canary("letter to myself"), written_by=person.user)
