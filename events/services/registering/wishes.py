"""What somebody fills in, and how it becomes rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.names import fold, readings
from alumni_office.saving.refusals import Refused
from events.models import Companion, Event, QuestionAnswer, Registration, Session, SessionSeat, Ticket
from events.queries.free_seats import Need


@dataclass(frozen=True)
class Wish:
    """One person's registration as it is wanted. `companions` counts everybody who comes along, `names` those who are
    named, `answers` are the values by the key of the question."""

    name: str
    language: str
    email: str = ""
    phone: str = ""
    ticket: Ticket | None = None
    sessions: Sequence[Session] = ()
    companions: int = 0
    names: Sequence[str] = ()
    answers: Mapping[int, list[str]] = field(default_factory=dict)
    note: str = ""

    @property
    def seats(self) -> int:
        return 1 + max(self.companions, len(self.names))

    @property
    def session_ids(self) -> list[int]:
        return sorted(session.pk for session in self.sessions)

    def need(self, event: Event) -> Need:
        return Need.for_one(event.pk, self.seats, self.ticket.pk if self.ticket else None, self.session_ids)

    def fields(self) -> dict:
        """The columns of the registration that it fills."""
        return {
            "name": self.name, "reading": reading_of(self.name), "email": self.email, "phone": self.phone,
            "ticket": self.ticket, "seats": self.seats, "note": self.note,
        }  # fmt: skip


def reading_of(name: str) -> str:
    """By which the desk at the gate finds and sorts: "wang wei"."""
    return next(iter(readings(name)), fold(name))[:200]


def refuse_beyond(event: Event, wish: Wish) -> None:
    """Raises Refused for more people than the event lets anybody bring, or holds at all."""
    most = event.companions_most
    if wish.seats - 1 > most:
        raise Refused(
            ngettext(
                "You can bring %(number)d companion at most.", "You can bring %(number)d companions at most.", most
            )
            % {"number": most}
            if most
            else _("Companions cannot be registered for this event."),
            field="companions",
        )


def write_parts(registration: Registration, wish: Wish, *, without: Collection[int] = ()) -> None:
    """Companions, answers and chosen parts of a registration that has none of them, but for the parts `without`."""
    if wish.names:
        Companion.objects.bulk_create([Companion(registration=registration, name=name) for name in wish.names])
    if wish.answers:
        QuestionAnswer.objects.bulk_create(
            QuestionAnswer(registration=registration, question_id=pk, values=values)
            for pk, values in wish.answers.items()
        )
    if chosen := [pk for pk in wish.session_ids if pk not in without]:
        SessionSeat.objects.bulk_create([SessionSeat(registration=registration, session_id=pk) for pk in chosen])
