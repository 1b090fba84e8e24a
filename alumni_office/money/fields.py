"""Form fields for amounts."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .amounts import NotAnAmount, read_amount

WORDS = {
    "not_a_number": _("Write an amount in figures, such as 1000.00."),
    "too_many_decimals": _("An amount has at most two digits after the point."),
    "too_large": _("This amount is too large."),
}


class AmountField(forms.CharField):
    """Text to an exact Decimal with two digits after the point; more than 0 unless `zero` is allowed."""

    def __init__(self, *, zero: bool = False, **options):
        self.zero = zero
        super().__init__(max_length=40, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value) -> Decimal | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_amount(text)
        except NotAnAmount as error:
            raise ValidationError(WORDS[str(error)], code=str(error)) from error
        if not amount and not self.zero:
            raise ValidationError(_("An amount is more than 0."), code="zero")
        return amount

    def prepare_value(self, value):
        return f"{value:.2f}" if isinstance(value, Decimal) else value
