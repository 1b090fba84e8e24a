"""What is typed about funds, their uses, campaigns and tasks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.accounts.models import User
from alumni_office.money.fields import AmountField
from alumni_office.saving.forms import first_values
from donations.models import Campaign, Fund, FundUse, Goal
from events.forms.words import OneLine

from .fields import DocumentField, RowField, day, key, label, long_text, not_ahead, of_our_time, one_of, version


def colleges() -> RowField:
    return RowField(
        label=label("college", Fund), queryset=College.objects.order_by("name"), required=False, empty_label="—"
    )


def colleagues(name: str, model) -> forms.ModelChoiceField:
    rows = User.objects.filter(is_active=True, is_staff=True).order_by("name", "pk")
    return forms.ModelChoiceField(label=label(name, model), queryset=rows, required=False, empty_label="—")


class FundForm(StyledForm):
    """Arguments of services.funds.save_fund(), or with a key of enter_fund()."""

    name = OneLine(label=label("name", Fund), max_length=120)
    name_en = OneLine(label=label("name_en", Fund), max_length=160, required=False)
    purpose = forms.CharField(label=label("purpose", Fund), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    purpose_en = long_text("purpose_en", Fund, most=4000)
    restriction = forms.ChoiceField(label=label("restriction", Fund), choices=Fund.Restriction.choices)
    project_code = OneLine(
        label=label("project_code", Fund), max_length=30,
        help_text=gettext_lazy("As the foundation registers the project: it stands on receipts."),
    )  # fmt: skip
    college = colleges()
    steward = colleagues("steward", Fund)
    opened_on = day("opened_on", Fund)
    closed_on = day("closed_on", Fund, required=False)
    is_public = forms.BooleanField(label=label("is_public", Fund), required=False)
    version = version()

    def __init__(self, *args, fund: Fund | None = None, **kwargs):
        first = first_values(fund, self) or {"restriction": Fund.Restriction.PURPOSE, "opened_on": timezone.localdate()}
        super().__init__(*args, initial=first, **kwargs)
        one_of(self, fund)

    def clean_opened_on(self):
        return of_our_time(self.cleaned_data["opened_on"])

    def clean_closed_on(self):
        return of_our_time(self.cleaned_data["closed_on"])

    def clean(self):
        data = super().clean()
        if data.get("closed_on") and data.get("opened_on") and data["closed_on"] < data["opened_on"]:
            self.add_error("closed_on", _("It closes on or after the day of its opening."))
        return data


class UseForm(StyledForm):
    """Arguments of services.funds.enter_use()."""

    amount = AmountField(label=label("amount", FundUse))
    spent_on = day("spent_on", FundUse)
    purpose = OneLine(
        label=label("purpose", FundUse), max_length=200,
        help_text=gettext_lazy("Donors read it: without names of those who were helped."),
    )  # fmt: skip
    purpose_en = OneLine(label=label("purpose_en", FundUse), max_length=300, required=False)
    upload = DocumentField(label=label("file", FundUse), required=False)
    is_shown = forms.BooleanField(label=label("is_shown", FundUse), required=False, initial=True)
    key = key()

    def clean_spent_on(self):
        return not_ahead(self.cleaned_data["spent_on"])


class ReasonForm(StyledForm):
    reason = OneLine(label=gettext_lazy("Reason"), max_length=200)
    key = key()


class CampaignForm(StyledForm):
    """Arguments of services.campaigns.save_campaign(), or with a key of enter_campaign()."""

    name = OneLine(label=label("name", Campaign), max_length=120)
    name_en = OneLine(label=label("name_en", Campaign), max_length=160, required=False)
    text = long_text("text", Campaign, most=5000, rows=6)
    text_en = long_text("text_en", Campaign, most=6000, rows=6)
    starts_on = day("starts_on", Campaign)
    ends_on = day("ends_on", Campaign)
    funds = forms.ModelMultipleChoiceField(
        label=label("funds", Campaign), queryset=Fund.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_public = forms.BooleanField(label=label("is_public", Campaign), required=False)
    version = version()

    def __init__(self, *args, user, campaign: Campaign | None = None, **kwargs):
        first = first_values(campaign, self)
        if campaign:
            first["funds"] = list(campaign.funds.values_list("pk", flat=True))
        super().__init__(*args, initial=first, **kwargs)
        one_of(self, campaign)
        self.fields["funds"].widget.attrs["class"] = "form-check-input"
        rows = Fund.objects.visible_to(user).order_by("closed_on", "name")
        self.fields["funds"].queryset = rows  # type: ignore[attr-defined]

    def clean_starts_on(self):
        return of_our_time(self.cleaned_data["starts_on"])

    def clean_ends_on(self):
        return of_our_time(self.cleaned_data["ends_on"])

    def clean(self):
        data = super().clean()
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day lies on or after the first."))
        return data


class GoalForm(StyledForm):
    """Arguments of services.campaigns.set_goal() and save_goal()."""

    year = forms.IntegerField(label=label("year", Goal), min_value=1900, max_value=2200)
    campaign = forms.ModelChoiceField(
        label=label("campaign", Goal), queryset=Campaign.objects.order_by("-starts_on", "name"), required=False,
        empty_label=gettext_lazy("All fundraising"),
    )  # fmt: skip
    college = colleges()
    person = colleagues("person", Goal)
    received = AmountField(label=gettext_lazy("Shall be received, in CNY"), required=False, zero=True)
    committed = AmountField(label=gettext_lazy("Shall be committed, in CNY"), required=False, zero=True)
    version = version()

    def __init__(self, *args, goal: Goal | None = None, year: int | None = None, **kwargs):
        super().__init__(
            *args, initial=first_values(goal, self) or {"year": year or timezone.localdate().year}, **kwargs
        )
        if goal is None:
            del self.fields["version"]

    def clean(self):
        data = super().clean()
        for name in ("received", "committed"):
            data[name] = data.get(name) or 0
        if data.get("college") and data.get("person"):
            self.add_error("person", _("A task is a college’s or a colleague’s, not both."))
        if not data["received"] and not data["committed"] and not self.errors:
            self.add_error("received", _("Say what shall be received, what committed, or both."))
        return data
