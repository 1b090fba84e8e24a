"""What is typed about issuers, numbers and receipts. Names of fields are arguments of the services."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NotANumber

from alumni.forms.people import StyledForm
from alumni_office.money.fields import AmountField
from alumni_office.saving.forms import first_values
from donations.models import Fund, Issuer, NumberRange, Receipt
from donations.queries import receipts as queries
from events.forms.words import OneLine, label


def key_field() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def version_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def day_field(name, *, required: bool = True, **options) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=name, required=required, widget=widget, **options)


class CreditCodeField(OneLine):
    """18 characters of GB 32100-2015, whose last one checks the others."""

    def clean(self, value):
        text = super().clean(value).upper()
        if not text:
            return ""
        try:
            return uscc.validate(text)
        except NotANumber as error:
            raise ValidationError(_("This is no unified social credit code: look at it again.")) from error


class IssuerForm(StyledForm):
    """Arguments of services.receipts.save_issuer()."""

    name = OneLine(label=label("name", Issuer), max_length=120)
    credit_code = CreditCodeField(label=label("credit_code", Issuer), max_length=18)
    seal_text = OneLine(
        label=label("seal_text", Issuer), max_length=60,
        help_text=gettext_lazy("They stand in the seal of electronic receipts."),
    )  # fmt: skip
    bank = OneLine(
        label=label("bank", Issuer), max_length=120, required=False,
        help_text=gettext_lazy("Bank and account number stand on the public pages, for those who want to transfer."),
    )  # fmt: skip
    account = OneLine(label=label("account", Issuer), max_length=40, required=False)
    version = version_field()

    def __init__(self, *args, issuer: Issuer | None = None, **kwargs):
        if issuer:
            kwargs["initial"] = first_values(issuer, self)
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if bool(data.get("bank")) != bool(data.get("account")):
            self.add_error("account", _("A bank and an account number belong together."))
        return data


class NewIssuerForm(IssuerForm):
    version = None  # type: ignore[assignment]
    key = key_field()


class NumberText(OneLine):
    """Digits as they are printed, zeros in front included."""

    def clean(self, value):
        text = super().clean(value)
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise ValidationError(_("Write the number as it is printed: up to 15 digits."))
        if not int(text):
            raise ValidationError(_("Numbers begin with 1."))
        return text


class RangeForm(StyledForm):
    """Arguments of services.receipts.register_range()."""

    issuer = forms.ModelChoiceField(label=label("issuer", NumberRange), queryset=Issuer.objects.open())
    medium = forms.ChoiceField(label=label("medium", NumberRange), choices=NumberRange.Medium)
    code = OneLine(label=label("code", NumberRange), max_length=20)
    first = NumberText(label=label("first", NumberRange), max_length=15)
    last = NumberText(label=label("last", NumberRange), max_length=15)
    key = key_field()

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last:
            if len(first) != len(last) or int(first) > int(last):
                self.add_error("last", _("The last number has as many digits as the first, and follows it."))
            data |= {"first": int(first), "last": int(last), "digits": len(first)}
        return data


class RangeField(forms.ModelChoiceField):
    """A range that still gives numbers."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Numbers from"), queryset=NumberRange.objects.none(), empty_label=None,
            error_messages={"required": gettext_lazy("Register a range of numbers first.")},
        )  # fmt: skip

    def label_from_instance(self, obj):
        return _("%(issuer)s · %(medium)s · next %(number)s, %(left)d left") % {
            "issuer": obj.issuer, "medium": obj.get_medium_display(), "number": obj.written(obj.following),
            "left": obj.left,
        }  # fmt: skip


class IssueForm(StyledForm):
    """Arguments of services.receipts.issue(), issue_year() and order_many()."""

    range = RangeField()
    key = key_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["range"].queryset = queries.ranges()  # type: ignore[attr-defined]


class ManyForm(IssueForm):
    key = None  # type: ignore[assignment]


class ReasonForm(StyledForm):
    """Why something is waived or void."""

    reason = OneLine(label=pgettext_lazy("of a receipt", "Reason"), max_length=300)


class RedForm(IssueForm):
    """Arguments of services.receipts.take_back()."""

    reason = OneLine(label=pgettext_lazy("of a receipt", "Reason"), max_length=300)
    field_order = ["reason", "range"]

    def __init__(self, *args, receipt: Receipt, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["range"].queryset = queries.ranges().filter(issuer=receipt.range.issuer_id)  # type: ignore[attr-defined]


class DueForm(StyledForm):
    """Which gifts are looked for."""

    q = OneLine(label=gettext_lazy("Donor’s name"), max_length=80, required=False)
    since = day_field(gettext_lazy("Received since"), required=False)
    until = day_field(gettext_lazy("Received until"), required=False)
    fund = forms.ModelChoiceField(
        label=gettext_lazy("Fund"), queryset=Fund.objects.none(), required=False, empty_label="—"
    )
    least = AmountField(label=gettext_lazy("At least, in CNY"), required=False, zero=True)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.visible_to(user).order_by("name")  # type: ignore[attr-defined]


class FindReceiptForm(StyledForm):
    q = OneLine(label=gettext_lazy("Number or payer"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("of a receipt", "State"), required=False,
        choices=[
            ("", gettext_lazy("All")), ("valid", pgettext_lazy("receipt", "Valid")),
            ("void", pgettext_lazy("receipt", "Void")), ("red", gettext_lazy("Red receipt")),
            ("back", gettext_lazy("To be taken back")),
        ],
    )  # fmt: skip
