"""A class is registered by its liaison: all of those who were chosen, or nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Liaison
from alumni.queries.circle import class_members
from alumni.queries.liaisons import able
from alumni_office.saving.refusals import Refused
from events.emails import registrations as emails
from events.models import Event, Group, Registration, Session, SessionSeat, Ticket
from events.queries.free_seats import Need

from .codes import new_code
from .enrolling import refuse_closed, state_for
from .refusals import NotYours, held
from .telling import letter_to, put_into_outbox
from .wishes import reading_of

State, Source = Registration.State, Registration.Source


@dataclass(frozen=True)
class Enrolled:
    group: Group
    registrations: list[Registration]


@transaction.atomic
def register_class(
    *, event: Event, liaison: Liaison, people: Collection[int], key: UUID, by, language: str,
    ticket: Ticket | None = None, sessions: Sequence[Session] = (),
) -> Enrolled:  # fmt: skip
    """Register these people of the liaison's class together; who is registered already keeps what they have. The same
    `key` again gives the first group. Raises Refused: NotOpen, Full, NotYours."""
    members = _members(liaison, people)
    found = held(event.pk)
    if group := Group.objects.filter(key=key, event=found, made_by=by).first():
        return Enrolled(group, list(group.registrations.order_by("pk")))
    now = timezone.now()
    refuse_closed(found, now)
    registered = set(found.registrations.live().filter(alumnus__in=members).values_list("alumnus_id", flat=True))
    members = [person for person in members if person.pk not in registered]
    if not members:
        raise Refused(_("Everybody whom you chose is registered already."))
    ids = sorted(session.pk for session in sessions)
    state = state_for(found, Need.for_one(found.pk, len(members), ticket.pk if ticket else None, ids))
    group = Group.objects.create(event=found, name=str(liaison.degree)[:120], made_by=by, key=key)
    rows = Registration.objects.bulk_create(
        Registration(
            event=found, alumnus=person, group=group, ticket=ticket, name=person.name, reading=reading_of(person.name),
            state=state, source=Source.LIAISON, code=new_code(), key=uuid4(), registered_by=by,
            language=person.user.language if person.user else language,
            queued_at=now if state == State.WAITING else None,
        )
        for person in members
    )  # fmt: skip
    SessionSeat.objects.bulk_create(SessionSeat(registration=row, session_id=pk) for row in rows for pk in ids)
    _tell(rows)
    return Enrolled(group, rows)


def _members(liaison: Liaison, people: Collection[int]) -> list[Alumnus]:
    """Held in the order of their keys. Raises NotYours for anybody who is not of the class, or cannot be asked."""
    if not able().filter(pk=liaison.pk).exists():
        raise NotYours(_("You are not the liaison of this class any more."))
    if liaison.degree.class_of is None:  # the degree was changed, so that nobody can say who is of the class
        raise NotYours(_("Choose people of your own class."), field="people")
    of_class = class_members(liaison.degree).exclude(life=Alumnus.Life.DECEASED).filter(pk__in=people)
    rows = Alumnus.objects.filter(pk__in=list(of_class.values_list("pk", flat=True))).select_related("user")
    members = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if len(members) != len(set(people)) or not members:
        raise NotYours(_("Choose people of your own class."), field="people")
    return members


def _tell(rows: list[Registration]) -> None:
    letters = [letter_to(row, partial(emails.by_liaison, row), key=f"registration-{row.pk}-received") for row in rows]
    put_into_outbox(letter for letter in letters if letter)
