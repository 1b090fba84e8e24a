"""What came of an event."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from events.models import Event, Outcome

from .parts import key, version
from .times import label
from .words import OneLine


class OutcomeForm(StyledForm):
    """Arguments of services.outcomes.save_outcome(), or with a key of add_outcome()."""

    kind = forms.ChoiceField(label=label("kind", Outcome), choices=Outcome.Kind.choices)
    happened_on = forms.DateField(
        label=label("happened_on", Outcome), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = forms.DecimalField(
        label=label("amount", Outcome), required=False, min_value=Decimal("0.01"), max_digits=14, decimal_places=2
    )
    text = forms.CharField(
        label=label("text", Outcome), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Without names of people: who it was stands on their own pages."),
    )  # fmt: skip
    source = OneLine(
        label=label("source", Outcome), max_length=200,
        help_text=gettext_lazy("A letter, a contract, a newspaper with its day: where somebody can look it up."),
    )  # fmt: skip
    version = version()
    key = key()

    def __init__(self, *args, event: Event, outcome: Outcome | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        del self.fields["key" if outcome else "version"]

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < timezone.localtime(self.event.starts_at, self.event.zone).date():
            raise forms.ValidationError(_("This day is before the event: what came of it came afterwards."))
        return day


class CostForm(StyledForm):
    """Arguments of services.outcomes.save_cost()."""

    cost = forms.DecimalField(
        label=label("cost"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=gettext_lazy("Everything that was paid for it, by whomever. Empty: not known."),
    )  # fmt: skip
    version = version()
