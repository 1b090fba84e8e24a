"""Registering for an event: one column, with what this event asks. `wish()` is what the services take."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from alumni.forms.people import StyledForm
from events.models import Event, Registration, Session, Ticket
from events.names import readable
from events.services.registering.wishes import Wish

from . import asking
from .names import LONGEST_NAME, NameField


class RegistrationForm(StyledForm):
    """For an alumnus (`person`), whose name stands in the record, or for a guest; `holders` are the kinds of tickets
    that are offered."""

    name = NameField(label=gettext_lazy("Your name"), max_length=LONGEST_NAME)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254,
        help_text=gettext_lazy("Your ticket, and every change of the event, goes there."),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), max_length=20, required=False,
        help_text=gettext_lazy("If you like: for the day itself."),
    )  # fmt: skip
    ticket = forms.ModelChoiceField(
        label=gettext_lazy("Kind of ticket"), queryset=Ticket.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    sessions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What you come to"), queryset=Session.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    companions = forms.IntegerField(
        label=gettext_lazy("How many come along with you"), min_value=0, required=False, initial=0
    )
    names = forms.CharField(
        label=gettext_lazy("Their names"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("If you like, one on each line: for their name badges."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("A word to the host"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    last = ("note", "key", "version")

    def __init__(self, *args, event: Event, person=None, ticket: Ticket | None = None, by_the_host=False, **kwargs):
        self.event, self.person = event, person
        super().__init__(*args, **kwargs)
        if person is not None:
            del self.fields["name"]
            self.fields["email"].required = False
        elif by_the_host:
            self.fields["email"].required = False
        self._offer_tickets(ticket, by_the_host)
        self._offer_sessions()
        self._offer_companions(by_the_host)
        self.fields |= asking.fields_of(event)
        self.order_fields([name for name in self.fields if name not in self.last] + list(self.last))
        for name, field in self.fields.items():
            if name.startswith(asking.PREFIX) and not isinstance(field, forms.ChoiceField):
                field.widget.attrs["class"] = "form-control"

    def _offer_tickets(self, ticket: Ticket | None, by_the_host: bool) -> None:
        rows = self.event.tickets.order_by("order", "pk")
        if ticket is not None:
            rows = rows.filter(pk=ticket.pk)
        elif not by_the_host:
            other = Ticket.Holder.GUESTS if self.person else Ticket.Holder.ALUMNI
            rows = rows.exclude(holder=other)
        self._offer("ticket", rows, _of_ticket)
        if "ticket" in self.fields and len(rows) == 1:
            self.fields["ticket"].initial = rows[0].pk

    def _offer_sessions(self) -> None:
        rows = self.event.sessions.filter(is_chosen=True).select_related("event").order_by("starts_at", "pk")
        self._offer("sessions", rows, _of_session)

    def _offer(self, name, rows, label):
        if not rows:
            del self.fields[name]
            return
        self.fields[name].queryset = rows
        self.fields[name].label_from_instance = label

    def _offer_companions(self, by_the_host):
        most = 20 if by_the_host else self.event.companions_most
        if not most:
            del self.fields["companions"], self.fields["names"]
            return
        field = self.fields["companions"]
        field.max_value = most
        field.widget.attrs["max"] = most
        said = _most(most)
        field.validators.append(lambda value: _refuse_more(value, most))
        field.help_text = _("%(most)s Each takes a seat.") % {"most": said}

    def clean_names(self):
        names = [name for line in self.cleaned_data["names"].splitlines() if (name := readable(line))]
        if long := next((name for name in names if len(name) > LONGEST_NAME), None):
            raise ValidationError(_("This name is too long: %(name)s…") % {"name": long[:20]})
        _refuse_more(len(names), self.fields["companions"].max_value)
        return names

    @property
    def taken_back(self) -> list:
        """Questions that were answered, and are not asked any more."""
        return asking.taken_back(self.event, self.data)

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(
            name=self.person.name if self.person else data["name"], language=get_language() or "zh-hans",
            email=data["email"], phone=data["phone"], ticket=data.get("ticket"),
            sessions=list(data.get("sessions", ())),
            companions=data.get("companions") or 0, names=data.get("names", []), note=data["note"],
            answers=asking.answers_of(data),
        )  # fmt: skip


class ChangeForm(RegistrationForm):
    """What stands already, to be written anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = None  # type: ignore[assignment]

    @classmethod
    def of(cls, registration: Registration, data=None, *, by_the_host: bool = False):
        found = registration
        initial = {
            "name": found.name, "email": found.email, "phone": found.phone, "ticket": found.ticket_id,
            "sessions": [seat.session_id for seat in found.session_seats.all()],
            "companions": found.companions_number, "note": found.note, "version": found.version,
            "names": "\n".join(each.name for each in found.companions.all()),
        } | asking.initial_of(found)  # fmt: skip
        ticket = found.ticket if found.invite_id and not by_the_host else None
        return cls(
            data, event=found.event, person=found.alumnus, ticket=ticket, by_the_host=by_the_host, initial=initial
        )


def _refuse_more(number: int, most: int) -> None:
    if number > most:
        raise ValidationError(_most(most))


def _most(most: int) -> str:
    return ngettext(
        "You can bring %(number)d companion at most.", "You can bring %(number)d companions at most.", most
    ) % {"number": most}


def _left(free: int | None) -> str:
    if free is None:
        return ""
    return ngettext("%(number)d seat left", "%(number)d seats left", free) % {"number": free} if free else _("full")


def _of_ticket(ticket: Ticket) -> str:
    return " · ".join(part for part in (str(ticket), ticket.shown_fee, _left(ticket.free)) if part)


def _of_session(session: Session) -> str:
    starts = timezone.localtime(session.starts_at, session.event.zone)
    return " · ".join(
        part for part in (str(session), date_format(starts, "DATETIME_FORMAT"), _left(session.free)) if part
    )


class ClassForm(StyledForm):
    """Whom the liaison registers."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who comes"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All whom you tick get a seat, or all of them wait together. Each is told by mail and "
                               "can cancel alone. Who is registered already keeps what they have."),
        error_messages={"required": gettext_lazy("Choose at least one classmate.")},
    )  # fmt: skip
    ticket = forms.ModelChoiceField(
        label=gettext_lazy("Kind of ticket"), queryset=Ticket.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    sessions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What you come to"), queryset=Session.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, event, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("people", [(person.pk, person.name) for person in members])
        tickets = event.tickets.exclude(holder=Ticket.Holder.GUESTS).order_by("order", "pk")
        sessions = event.sessions.filter(is_chosen=True).select_related("event").order_by("starts_at", "pk")
        for name, rows, label in (("ticket", tickets, _of_ticket), ("sessions", sessions, _of_session)):
            if not rows:
                del self.fields[name]
                continue
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = label
