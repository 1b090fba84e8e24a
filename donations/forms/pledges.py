"""What is asked about a pledge. `cleaned_data` of each are a service's arguments."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.money.fields import AmountField
from donations.models import Agreement, Campaign, Fund, Gift, Pledge
from donations.services import pledges
from events.forms.words import OneLine

from .fields import RowField, not_ahead, of_our_time

SHOW = [
    ("", pgettext_lazy("pledges", "All")),
    ("open", pgettext_lazy("pledges", "Open")),
    ("overdue", pgettext_lazy("pledges", "Overdue")),
    ("paid", pgettext_lazy("pledges", "Fulfilled")),
    ("cancelled", pgettext_lazy("pledges", "Cancelled")),
]


def label_of(name: str, model=Pledge):
    return capfirst(model._meta.get_field(name).verbose_name)


def day_field(**options):
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class RhythmForm(StyledForm):
    """An amount and how it is spread: `parts` of pledges.make_pledge(), or the arguments of amend_pledge()."""

    amount = AmountField(label=gettext_lazy("Amount in CNY, in all"))
    rhythm = forms.ChoiceField(label=gettext_lazy("Rhythm"), choices=pledges.Rhythm.choices)
    number = forms.IntegerField(label=gettext_lazy("Number of instalments"), min_value=1, max_value=120, initial=1)
    first_on = day_field(label=gettext_lazy("First due on"), initial=timezone.localdate)

    def clean_first_on(self):
        return of_our_time(self.cleaned_data["first_on"])


class PledgeForm(RhythmForm):
    """Arguments of pledges.make_pledge(), with what `parts` are made of."""

    fund = forms.ModelChoiceField(label=label_of("fund"), queryset=Fund.objects.none())
    campaign = forms.ModelChoiceField(label=label_of("campaign"), queryset=Campaign.objects.none(), required=False)
    college = RowField(label=label_of("college"), queryset=College.objects.none(), required=False)
    agreement = forms.ModelChoiceField(label=label_of("agreement"), queryset=Agreement.objects.none(), required=False)
    pledged_on = day_field(label=label_of("pledged_on"), initial=timezone.localdate)
    note = forms.CharField(
        label=label_of("note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ["fund", "amount", "rhythm", "number", "first_on", "pledged_on", "campaign", "college", "agreement"]

    def __init__(self, *args, user, donor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.visible_to(user).open().order_by("name", "pk")
        self.fields["campaign"].queryset = Campaign.objects.order_by("-starts_on", "pk")
        self.fields["college"].queryset = College.objects.order_by("name", "pk")
        ended = [Agreement.State.FULFILLED, Agreement.State.ENDED]
        self.fields["agreement"].queryset = Agreement.objects.filter(donor=donor).exclude(state__in=ended)
        for name in ("campaign", "college", "agreement"):
            self.fields[name].empty_label = "—"

    def clean_pledged_on(self):
        return not_ahead(self.cleaned_data["pledged_on"])


class AmendForm(RhythmForm):
    """Arguments of pledges.amend_pledge()."""

    reason = OneLine(label=gettext_lazy("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CancelForm(StyledForm):
    """Arguments of pledges.cancel_pledge()."""

    reason = OneLine(label=gettext_lazy("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class GiftForm(StyledForm):
    """Arguments of pledges.match_payment()."""

    gift = forms.ModelChoiceField(label=gettext_lazy("Gift"), queryset=Gift.objects.none())

    def __init__(self, *args, gifts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gift"].queryset = gifts


class SearchForm(StyledForm):
    show = forms.ChoiceField(choices=SHOW, required=False, widget=forms.HiddenInput)
    words = forms.CharField(label=gettext_lazy("Donor, fund or code"), max_length=60, required=False)
