"""What the desk types about registrations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.forms.people import StyledForm
from events.models import Event, Registration, Ticket


class FilterForm(StyledForm):
    """In the address: of which event, in which state, with which ticket, called how."""

    event = forms.ModelChoiceField(queryset=Event.objects.none(), required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All states")), *Registration.State.choices], required=False
    )
    ticket = forms.ModelChoiceField(
        label=_("Kind of ticket"), queryset=Ticket.objects.none(), required=False, empty_label=_("All tickets")
    )
    # Whom a figure of the comparison of years counted (queries/effect/rows.py).
    figure = forms.RegexField(
        r"^(came|new|decade-(\d{3}0|unknown)|province-(\d\d|abroad|unknown))$", required=False, max_length=20,
        widget=forms.HiddenInput,
    )  # fmt: skip
    q = forms.CharField(
        label=_("Name or reading"), max_length=60, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args, events, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events
        if event is None:
            del self.fields["ticket"]
        else:
            self.fields["ticket"].queryset = event.tickets.order_by("order", "pk")


class DeclineForm(StyledForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it as you write it."),
    )  # fmt: skip


class FindForm(StyledForm):
    """In the address: whom the host registers."""

    q = forms.CharField(
        label=_("Alumnus"), max_length=60, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
