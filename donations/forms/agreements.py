"""What is typed about agreements, and about tiers."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.money.fields import AmountField
from alumni_office.saving.forms import first_values
from donations.models import Agreement, Tier
from events.forms.words import OneLine

from .fields import DocumentField, RowField, day, label, long_text, not_ahead, of_our_time, one_of, version


class AgreementForm(StyledForm):
    """Arguments of services.agreements.save_draft(), or with a key of draft()."""

    number = OneLine(label=label("number", Agreement), max_length=40)
    title = OneLine(label=label("title", Agreement), max_length=160)
    text = long_text("text", Agreement, most=20_000, rows=10)
    amount = AmountField(label=label("amount", Agreement), required=False)
    college = RowField(
        label=label("college", Agreement), queryset=College.objects.order_by("name"), required=False, empty_label="—"
    )
    starts_on = day("starts_on", Agreement, required=False)
    ends_on = day("ends_on", Agreement, required=False)
    version = version()

    def __init__(self, *args, agreement: Agreement | None = None, **kwargs):
        super().__init__(*args, initial=first_values(agreement, self), **kwargs)
        one_of(self, agreement)

    def clean_starts_on(self):
        return of_our_time(self.cleaned_data["starts_on"])

    def clean_ends_on(self):
        return of_our_time(self.cleaned_data["ends_on"])

    def clean(self):
        data = super().clean()
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("It ends after it begins."))
        return data


class SignForm(StyledForm):
    """Arguments of services.agreements.sign()."""

    signed_on = day("signed_on", Agreement, initial=timezone.localdate)
    upload = DocumentField(label=label("file", Agreement), required=False)

    def clean_signed_on(self):
        return not_ahead(self.cleaned_data["signed_on"])


class EndForm(StyledForm):
    reason = OneLine(label=gettext_lazy("Reason"), max_length=300)


class TierForm(StyledForm):
    """Arguments of services.tiers.save_tier()."""

    name = OneLine(label=label("name", Tier), max_length=60)
    name_en = OneLine(label=label("name_en", Tier), max_length=80, required=False)
    threshold = AmountField(label=label("threshold", Tier))
    version = version()

    def __init__(self, *args, tier: Tier | None = None, **kwargs):
        super().__init__(*args, initial=first_values(tier, self) or {"version": 1}, **kwargs)


class DayForm(StyledForm):
    on = forms.DateField(
        label=gettext_lazy("As of"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_on(self):
        return self.cleaned_data["on"] or timezone.localdate()
