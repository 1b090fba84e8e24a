"""What is typed about gifts. Names of fields are arguments of the services."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.money.amounts import MOST, said
from alumni_office.money.currencies import HOME, WHOLE, Currency, in_yuan
from alumni_office.money.fields import AmountField
from donations.models import Agreement, Batch, Campaign, Donor, Fund, Gift, GiftNote, Pledge, SoftCredit
from donations.queries import pledges
from donations.services.gifts import Share
from events.forms.words import OneLine

from .fields import RowField, day, key, label, not_ahead
from .paying import PaysPledge, as_pledged

PARTS = 4  # funds of one gift
IN_KIND = ("description", "valued_by", "valued_on")
NOTE = ("tribute", "tribute_to", "payer", "text")


class GiftFilterForm(StyledForm):
    q = forms.CharField(label=gettext_lazy("Donor or reference"), max_length=80, required=False)
    fund = forms.ModelChoiceField(
        label=label("fund", Gift._meta.get_field("allocations").related_model), queryset=Fund.objects.none(),
        required=False, empty_label=gettext_lazy("All funds"),
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        label=label("campaign", Gift), queryset=Campaign.objects.order_by("-starts_on"), required=False,
        empty_label=gettext_lazy("All campaigns"),
    )  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2200, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = Fund.objects.visible_to(user).order_by("name")  # type: ignore[attr-defined]


class GiftForm(PaysPledge):
    """Arguments of services.pledges.enter_gift()."""

    kind = forms.ChoiceField(label=label("kind", Gift), choices=Gift.Kind.choices)
    amount = AmountField(label=label("amount", Gift))
    currency = forms.ChoiceField(label=label("currency", Gift), choices=Currency.choices, initial=HOME)
    rate = forms.DecimalField(
        label=label("rate", Gift), required=False, min_value=Decimal("0.000001"), max_digits=14, decimal_places=6,
        help_text=gettext_lazy("Only for foreign money: the rate of the day, as the bank says it."),
    )  # fmt: skip
    received_on = day("received_on", Gift)
    method = forms.ChoiceField(label=label("method", Gift), choices=Gift.Method.choices)
    reference = OneLine(
        label=label("reference", Gift), max_length=80, required=False,
        help_text=gettext_lazy("The bank’s number of the transfer: the same is taken once."),
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        label=label("campaign", Gift), queryset=Campaign.objects.order_by("-starts_on"), required=False, empty_label="—"
    )
    college = RowField(
        label=label("college", Gift), queryset=College.objects.order_by("name"), required=False, empty_label="—"
    )
    agreement = forms.ModelChoiceField(
        label=label("agreement", Gift), queryset=Agreement.objects.none(), required=False, empty_label="—"
    )
    is_anonymous = forms.BooleanField(
        label=label("is_anonymous", Gift), required=False,
        help_text=gettext_lazy("The office knows the donor; nobody else reads the name."),
    )  # fmt: skip
    description = OneLine(label=label("description", Gift), max_length=300, required=False)
    valued_by = OneLine(label=label("valued_by", Gift), max_length=120, required=False)
    valued_on = day("valued_on", Gift, required=False)
    kept_at = OneLine(label=label("kept_at", Gift), max_length=200, required=False)
    tribute = forms.ChoiceField(
        label=label("tribute", GiftNote), choices=[("", "—"), *GiftNote.Tribute.choices[1:]], required=False
    )
    tribute_to = OneLine(label=pgettext_lazy("tribute", "Whom"), max_length=120, required=False)
    payer = OneLine(label=label("payer", GiftNote), max_length=120, required=False)
    text = forms.CharField(
        label=label("text", GiftNote), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    key = key()

    def __init__(
        self, *args, user, donor: Donor, batch: Batch | None = None, like: Gift | None = None,
        pledge: Pledge | None = None, **kwargs,
    ):  # fmt: skip
        first = {"received_on": timezone.localdate(), "currency": HOME}
        first |= _as_entered(like) if like else as_pledged(pledge) if pledge else {}
        super().__init__(*args, initial=first | kwargs.pop("initial", {}), **kwargs)
        self.offer_pledges(pledges.open_of(user, donor))
        self.batch = batch
        signed = Agreement.objects.exclude(state=Agreement.State.DRAFT)
        rows = signed.filter(donor__in=[donor.pk, *donor.merged.values_list("pk", flat=True)]).order_by("-pk")
        self.fields["agreement"].queryset = rows  # type: ignore[attr-defined]
        open_funds = Fund.objects.visible_to(user).open().order_by("name")
        for number in range(1, PARTS + 1):
            self.fields[f"fund_{number}"] = forms.ModelChoiceField(
                label=_("Fund %(number)d") % {"number": number}, queryset=open_funds,
                required=number == 1 and not self.has_pledges, empty_label="—",
                widget=forms.Select(attrs={"class": "form-select"}),
            )  # fmt: skip
            self.fields[f"part_{number}"] = AmountField(
                label=_("Part %(number)d in CNY") % {"number": number}, required=False,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    @property
    def parts(self) -> list[tuple]:
        """The fields of each fund and its part."""
        return [(self[f"fund_{number}"], self[f"part_{number}"]) for number in range(1, PARTS + 1)]

    def clean_received_on(self):
        return not_ahead(self.cleaned_data["received_on"])

    def clean_valued_on(self):
        return not_ahead(self.cleaned_data["valued_on"])

    def clean(self):
        data = super().clean()
        self._check_kind(data)
        cny = self._in_cny(data)
        pledge = self.settle_pledge(data)
        parts = [(data.pop(f"fund_{n}", None), data.pop(f"part_{n}", None)) for n in range(1, PARTS + 1)]
        if not any(fund for fund, _part in parts) and self.has_pledges and "fund_1" not in self.errors:
            parts[0] = (self._fund_of(pledge), parts[0][1])
        data["shares"] = self._shares(parts, cny) if cny else []
        if pledge:
            self.insist_on_fund(pledge, [share.fund for share in data["shares"]])
        if bool(data.get("tribute")) != bool(data.get("tribute_to")):
            self.add_error("tribute_to", _("Say both: in honour or in memory, and of whom."))
        data["note"] = {name: data.pop(name, "") for name in NOTE}
        data["batch"] = self.batch
        return data

    def _fund_of(self, pledge: Pledge | None) -> Fund | None:
        """Where no fund is chosen it is the pledge's."""
        if pledge is None:
            self.add_error("fund_1", self.fields["fund_1"].error_messages["required"])
        elif pledge.fund.closed_on:
            self.add_error("fund_1", _("This fund is closed."))
        else:
            return pledge.fund
        return None

    def _check_kind(self, data) -> None:
        if data.get("kind") == Gift.Kind.MONEY:
            data |= {"description": "", "valued_by": "", "valued_on": None, "kept_at": ""}
            return
        for name in IN_KIND:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("A gift that is no money says what it is, who valued it, and when."))

    def _in_cny(self, data) -> Decimal | None:
        amount, currency, rate = data.get("amount"), data.get("currency"), data.get("rate")
        if currency == HOME:
            data["rate"] = Decimal(1)
            return amount
        if not amount or not currency or "rate" in self.errors:
            return None
        if not rate:
            self.add_error("rate", _("Foreign money needs the rate of the day."))
            return None
        if currency in WHOLE and amount != int(amount):
            self.add_error("amount", _("This currency has no smaller unit."))
            return None
        cny = in_yuan(amount, rate)
        if not 0 < cny <= MOST:
            self.add_error("rate", _("At this rate the amount in CNY is nothing, or too large: look at it again."))
            return None
        return cny

    def _shares(self, parts: list[tuple], cny: Decimal) -> list[Share]:
        """One amount may be left empty: it is what remains."""
        chosen = [(n, fund, part) for n, (fund, part) in enumerate(parts, 1) if fund]
        for n, (fund, part) in enumerate(parts, 1):
            if part and not fund:
                self.add_error(f"fund_{n}", _("For which fund is this part?"))
        if len({fund.pk for _n, fund, _part in chosen}) != len(chosen):
            self.add_error("fund_2", _("Each fund stands here once."))
        if not chosen:  # said at the first fund already
            return []
        said_parts = sum((part for _n, _fund, part in chosen if part), Decimal(0))
        empty = [n for n, _fund, part in chosen if not part]
        rest = cny - said_parts
        if len(empty) > 1:
            self.add_error(f"part_{empty[1]}", _("Only one part can be left empty: it takes what remains."))
        elif (empty and rest <= 0) or (not empty and rest):
            self.add_error(
                "part_1",
                _("The parts are %(parts)s, the gift is %(gift)s.") % {"parts": said(said_parts), "gift": said(cny)},
            )
        return [Share(fund, part or rest) for _n, fund, part in chosen]


def _as_entered(gift: Gift) -> dict:
    """What a gift was entered with: to enter it anew, corrected."""
    names = ("kind", "currency", "received_on", "method", "campaign", "college", "agreement", "is_anonymous",
             "description", "valued_by", "valued_on", "kept_at")  # fmt: skip
    found = {name: getattr(gift, name) for name in names} | {"amount": abs(gift.amount)}
    if gift.currency != HOME:
        found["rate"] = gift.rate
    if note := getattr(gift, "note", None):
        found |= {name: getattr(note, name) for name in NOTE}
    parts = list(gift.allocations.all())[:PARTS]
    for number, part in enumerate(parts, 1):
        found[f"fund_{number}"] = part.fund_id
        if len(parts) > 1:
            found[f"part_{number}"] = abs(part.amount_cny)
    return found


class TakeBackForm(StyledForm):
    """Arguments of services.gifts.take_back()."""

    entry = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=[
            (Gift.Entry.REFUND.value, gettext_lazy("Money goes back to the donor")),
            (Gift.Entry.CORRECTION.value, gettext_lazy("It was entered wrongly: all of it is taken back")),
        ],
        widget=forms.RadioSelect,
    )
    amount = AmountField(
        label=gettext_lazy("How much goes back"), required=False,
        help_text=gettext_lazy("In the currency of the gift. Not needed where all of it is taken back as wrong."),
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )  # fmt: skip
    reason = OneLine(label=gettext_lazy("Reason"), max_length=300)
    key = key()

    def clean(self):
        data = super().clean()
        if data.get("entry") == Gift.Entry.REFUND and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Say how much goes back."))
        return data


class CreditForm(StyledForm):
    """Arguments of services.soft_credits.give_credit()."""

    kind = forms.ChoiceField(label=label("kind", SoftCredit), choices=SoftCredit.Kind.choices)
    amount_cny = AmountField(label=label("amount_cny", SoftCredit))


class BatchForm(StyledForm):
    """Arguments of services.batches.open_batch() and expect()."""

    field_order = ["label", "expected_count", "expected_total"]
    expected_count = forms.IntegerField(label=label("expected_count", Batch), min_value=1, max_value=10_000)
    expected_total = AmountField(label=label("expected_total", Batch))
    key = key()
    label = OneLine(label=label("label", Batch), max_length=80, help_text=gettext_lazy("Cash of the reunion of 1998."))
