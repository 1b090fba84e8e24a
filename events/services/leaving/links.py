"""Two links to the page of one graduate: in a mail, whose mailbox is the proof; and on paper, which asks for the
student number as well, since it goes through other hands."""

import hmac

from django.utils import timezone

from alumni.models import Degree
from alumni_office.mail import tokens
from alumni_office.ui.limits import counted
from events.models import Leaver

MAIL, PAPER = "leaver", "leaver-paper"
HOUR, TRIES = 3600, 5


def by_mail(token: str) -> Leaver | None:
    return _found(tokens.read(MAIL, token))


def by_paper(token: str) -> Leaver | None:
    return _found(tokens.read(PAPER, token))


def _found(pk: int | None) -> Leaver | None:
    """Of a leave-taking that is open, and of somebody who is on record."""
    if pk is None:
        return None
    rows = Leaver.objects.on_record().select_related("alumnus__user", "leaving__programme", "leaving__college")
    found = rows.filter(pk=pk).first()
    return found if found and found.leaving.is_open else None


def paper_number_fits(*, leaver: Leaver, number: str) -> bool | None:
    """Whether it is a student number of the person; None when it was tried too often within an hour."""
    if counted(f"leaver-paper:{leaver.pk}", seconds=HOUR) > TRIES:
        return None
    known = Degree.objects.filter(alumnus=leaver.alumnus_id).exclude(student_no="")
    said = number.strip().upper().encode()
    fits = [hmac.compare_digest(each.upper().encode(), said) for each in known.values_list("student_no", flat=True)]
    return any(fits)


def note_opened(*, leaver: Leaver) -> None:
    Leaver.objects.filter(pk=leaver.pk, opened_at__isnull=True).update(opened_at=timezone.now())
