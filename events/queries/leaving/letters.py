"""Letters to oneself: which are due, where they go, and how many there are. Nobody reads here what they say but the
writer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from alumni.models import Alumnus, ContactPoint, Source
from alumni_office.mail.tokens import hash_of
from events.models import FutureLetter, LeaveTaking

Kind, Contact, State = ContactPoint.Kind, ContactPoint.State, FutureLetter.State


def due(today: date) -> QuerySet[FutureLetter]:
    """Of people who may be written to: the others’ letters wait."""
    people = Alumnus.objects.approachable()
    return FutureLetter.objects.filter(state=State.WAITING, due_on__lte=today, alumnus__in=people)


def address_of(letter: FutureLetter) -> str:
    """The person's address of today: one that the person proved, the account's, one that the person gave. None that
    somebody else entered, none that ended with the studies, none at which the letter did not arrive. "" for none."""
    person = letter.alumnus
    points = list(person.contacts.filter(kind=Kind.EMAIL).order_by("-verified_at", "-pk"))
    found = [point.value for point in points if point.state == Contact.VERIFIED]
    if person.user and person.user.is_active:
        found.append(person.user.email.lower())
    own = [point for point in points if point.state == Contact.UNVERIFIED and point.source == Source.ALUMNUS]
    found += [point.value for point in own]
    good = (to for to in found if not letter.leaver.leaving.passes(to) and hash_of(to) not in letter.refused)
    return next(good, "")


def on_their_way() -> list[FutureLetter]:
    """Without what they say."""
    return list(FutureLetter.objects.filter(state=State.QUEUED).defer("text").order_by("pk"))


@dataclass(frozen=True)
class Numbers:
    """All that the office sees of letters. `stuck`: whose day has come, and which no address takes."""

    written: int
    delivered: int
    stuck: int


def numbers(leaving: LeaveTaking) -> Numbers:
    rows = FutureLetter.objects.filter(leaver__leaving=leaving)
    return Numbers(**rows.aggregate(
        written=Count("pk"), delivered=Count("pk", filter=Q(state=State.DELIVERED)),
        stuck=Count("pk", filter=Q(state=State.WAITING, due_on__lt=timezone.localdate())),
    ))  # fmt: skip


def mine(person: Alumnus, user) -> QuerySet[FutureLetter]:
    """The letters of somebody who has signed in."""
    return FutureLetter.objects.filter(alumnus=person, alumnus__user=user).order_by("due_on", "pk")
