"""What is asked on the public site of who wants to give, and at the desk about a notice."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alumni.forms.people import StyledForm
from alumni_office.money.fields import AmountField
from donations.models import AnnouncedGift, Fund
from events.forms.words import OneLine

MOST = Decimal(10_000_000)
WORDS = {"transfer": _("By bank transfer: you get a code to quote"), "alipay": _("Now, with Alipay")}


class GiveForm(StyledForm):
    """Arguments of payments.announce()."""

    fund = forms.ModelChoiceField(label=_("What for"), queryset=Fund.objects.none(), empty_label=None)
    amount = AmountField(label=_("Amount in CNY"))
    name = OneLine(label=_("Your name, as it shall stand on the receipt"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail, for the code and the receipt"), max_length=254)
    is_anonymous = forms.BooleanField(label=_("I do not want to be named in public"), required=False)
    way = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, funds, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds
        self.offer("way", [(way, WORDS[way]) for way in ways])
        self.fields["way"].initial = ways[0]
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount > MOST:
            raise forms.ValidationError(_("For such an amount please talk to the alumni office: it will be glad to."))
        return amount

    def clean(self):
        said = super().clean() or self.cleaned_data
        return said | {"language": (get_language() or "zh-hans")[:7]}


class NoticeForm(StyledForm):
    """Arguments of payments.look_at()."""

    note = OneLine(label=_("What was done about it"), max_length=300)


class SearchForm(StyledForm):
    state = forms.ChoiceField(
        choices=[("", _("All states")), *AnnouncedGift.State.choices], required=False, label=_("State")
    )
    words = forms.CharField(label=_("Name or code"), max_length=60, required=False)
