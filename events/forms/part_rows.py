"""Tickets, parts and questions of an event, in one way: where the rows stand, their form, the services that write them.

The office's desk and the officers of a chapter have pages of their own for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alumni_office.saving.forms import first_values
from events.models import Event
from events.services import questions, sessions, tickets

from .parts import QuestionForm, SessionForm, TicketForm, choices_as_lines


@dataclass(frozen=True)
class PartRows:
    noun: str  # of one row: as the form and the services name it
    form_class: type
    add: Callable[..., Any]
    save: Callable[..., Any]
    remove: Callable[..., Any]
    label: str | Promise
    new: str | Promise
    removed: str | Promise  # said when one was taken out

    def all(self, event: Event) -> QuerySet:
        return getattr(event, f"{self.noun}s").all()

    def rows(self, event: Event) -> QuerySet:
        """Those that count, in their order: not the questions that are asked no more."""
        rows = self.all(event)
        if self.noun == "question":
            return rows.filter(removed_at__isnull=True).order_by("order", "pk")
        return rows.order_by("starts_at", "pk") if self.noun == "session" else rows.order_by("order", "pk")

    def form(self, event: Event, row, data):
        """A form for the row, or for a new one."""
        return self.form_class(data, event=event, **{self.noun: row}, initial=self._initial(event, row))

    def write(self, event: Event, row, *, by, **said) -> None:
        """Raises Refused and ChangedMeanwhile."""
        if row is None:
            self.add(event=event, by=by, **said)
        else:
            self.save(by=by, **{self.noun: row}, **said)

    def take_out(self, row, *, by) -> None:
        """Raises Refused."""
        self.remove(by=by, **{self.noun: row})

    def _initial(self, event: Event, row) -> dict[str, Any]:
        first = first_values(row, self.form_class)
        if self.noun == "question" and row:
            first["choices"] = choices_as_lines(row)
        if self.noun == "session":
            first["place"] = row.place_id if row else event.place_id
            if row is None:
                first |= {"starts_at": event.starts_at, "ends_at": event.ends_at}
        return first


PARTS = {
    "tickets": PartRows(
        "ticket", TicketForm, tickets.add_ticket, tickets.save_ticket, tickets.remove_ticket,
        gettext_lazy("Kind of ticket"), gettext_lazy("New kind of ticket"), gettext_lazy("Taken out."),
    ),
    "sessions": PartRows(
        "session", SessionForm, sessions.add_session, sessions.save_session, sessions.remove_session,
        gettext_lazy("Part"), gettext_lazy("New part"), gettext_lazy("Taken out."),
    ),
    "questions": PartRows(
        "question", QuestionForm, questions.add_question, questions.save_question, questions.remove_question,
        gettext_lazy("Question"), gettext_lazy("New question"),
        gettext_lazy("It is asked no more. What people answered stays."),
    ),
}  # fmt: skip
