"""What is asked about bank accounts, statements and lines."""

from uuid import uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from donations.intake import bank_columns
from donations.models import BankAccount, Donor, Fund
from events.forms.words import OneLine

from .pledges import label_of

ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt"
ROLES = {
    "booked_on": gettext_lazy("Date"),
    "reference": gettext_lazy("Reference of the bank"),
    "payer": gettext_lazy("Name of the payer"),
    "credit": pgettext_lazy("column of a bank", "What came in"),
    "debit": gettext_lazy("What went out"),
    "amount": gettext_lazy("Amount, where one column holds both"),
    "direction": gettext_lazy("In or out, where a column says it"),
    "payer_account": gettext_lazy("Account of the payer"),
    "memo": gettext_lazy("Purpose of payment"),
    "memo_2": gettext_lazy("More words on the purpose"),
}


class AccountForm(StyledForm):
    """Arguments of bank.save_account()."""

    label = OneLine(label=label_of("label", BankAccount), max_length=80)
    bank = OneLine(label=label_of("bank", BankAccount), max_length=120)
    number = OneLine(
        label=label_of("number", BankAccount), max_length=40,
        validators=[RegexValidator(r"^[0-9A-Za-z \-]{4,40}$", gettext_lazy("Digits and letters only."))],
    )  # fmt: skip
    fund = forms.ModelChoiceField(label=label_of("fund", BankAccount), queryset=Fund.objects.none(), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.visible_to(user).open().order_by("name", "pk")
        self.fields["fund"].empty_label = "—"


class UploadForm(StyledForm):
    """Arguments of bank.upload_statement()."""

    account = forms.ModelChoiceField(
        label=gettext_lazy("Bank account"), queryset=BankAccount.objects.order_by("label", "pk"), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("File"), max_length=200,
        help_text=gettext_lazy("As the bank gives it: Excel (xlsx, xls), CSV or text, up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ColumnsForm(StyledForm):
    """`columns` of bank.choose_columns()."""

    def __init__(self, *args, titles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((str(place), title or f"({place + 1})") for place, title in enumerate(titles))]
        guessed = bank_columns.guess(titles)
        for role in bank_columns.ROLES:
            self.fields[role] = forms.TypedChoiceField(
                label=ROLES[role], choices=choices, coerce=int, empty_value=None,
                required=role in bank_columns.NEEDED, initial=str(guessed.get(role, "")),
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip

    def clean(self):
        said = super().clean() or {}
        return {"columns": {role: place for role, place in said.items() if place is not None}}


class FundForm(StyledForm):
    """For what a line is: an argument of bank.choose()."""

    fund = forms.ModelChoiceField(label=gettext_lazy("Fund"), queryset=Fund.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.visible_to(user).open().order_by("name", "pk")


class NewDonorForm(StyledForm):
    """Who gave and is not on record: arguments of bank.choose()."""

    new_donor = OneLine(label=capfirst(Donor._meta.get_field("name").verbose_name), max_length=120)
    new_kind = forms.ChoiceField(
        label=label_of("kind", Donor), choices=[each for each in Donor.Kind.choices if each[0] in ("person", "class")]
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReasonForm(StyledForm):
    """Arguments of bank.set_aside()."""

    reason = OneLine(label=gettext_lazy("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PickForm(forms.Form):
    """What was pressed beside a donor or a pledge that was found."""

    donor = forms.IntegerField(required=False, min_value=1)
    pledge = forms.IntegerField(required=False, min_value=1)
    version = forms.IntegerField(min_value=1)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1)
