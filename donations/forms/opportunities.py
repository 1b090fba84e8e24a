"""What is typed about opportunities. Names of fields are arguments of the services."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models.places import Industry, Province
from alumni_office.accounts.models import User
from alumni_office.money.amounts import said as said_amount
from alumni_office.money.fields import AmountField
from alumni_office.saving.forms import first_values
from chapters.forms.uploads import DocumentField
from donations.models import Campaign, Fund, Gift, Opportunity, OpportunityStep, Organisation, Pledge
from donations.models.opportunities import OPEN, Stage
from events.forms.words import OneLine, label

from .club import CreditCodeField, day, key, sensible, text, version


class OpportunityForm(StyledForm):
    """Arguments of services.opportunities.change()."""

    title = OneLine(label=label("title", Opportunity), max_length=120)
    kind = forms.ChoiceField(label=label("kind", Opportunity), choices=Opportunity.Kind)
    amount = AmountField(label=label("amount", Opportunity), required=False)
    likelihood = forms.IntegerField(label=label("likelihood", Opportunity), min_value=0, max_value=100, initial=10)
    expected_on = day(label("expected_on", Opportunity), required=False)
    owner = forms.ModelChoiceField(
        label=label("owner", Opportunity), queryset=User.objects.none(), empty_label=None,
    )  # fmt: skip
    next_step = OneLine(label=label("next_step", Opportunity), max_length=200, required=False)
    next_on = day(label("next_on", Opportunity), required=False)
    fund = forms.ModelChoiceField(
        label=label("fund", Opportunity), queryset=Fund.objects.none(), required=False, empty_label="—"
    )
    campaign = forms.ModelChoiceField(
        label=label("campaign", Opportunity), queryset=Campaign.objects.none(), required=False, empty_label="—"
    )
    note = text("note", Opportunity, most=4000)
    version = version()

    def __init__(self, *args, user, keepers, card: Opportunity | None = None, **kwargs):
        if card:
            kwargs["initial"] = first_values(card, self)
        super().__init__(*args, **kwargs)
        owners = {each.pk for each in keepers} | ({card.owner_id} if card else set())
        funds = Fund.objects.visible_to(user).open()
        if card and card.fund_id:
            funds |= Fund.objects.visible_to(user).filter(pk=card.fund_id)
        self.fields["owner"].queryset = User.objects.filter(pk__in=owners).order_by("name")  # type: ignore[attr-defined]
        self.fields["fund"].queryset = funds.order_by("name")  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = Campaign.objects.order_by("-starts_on")  # type: ignore[attr-defined]

    def clean_expected_on(self):
        return sensible(self.cleaned_data["expected_on"])

    def clean_next_on(self):
        return sensible(self.cleaned_data["next_on"])

    def clean(self):
        return insist_next_step(self, super().clean())


def insist_next_step(form, data):
    if data.get("next_on") and not data.get("next_step"):
        form.add_error("next_step", _("Say what is to be done on that day."))
    return data


class NewOpportunityForm(OpportunityForm):
    version = None  # type: ignore[assignment]
    key = key()


class NewOrganisationForm(StyledForm):
    """What is enough to begin with."""

    name = OneLine(label=gettext_lazy("Name of the organisation"), max_length=120)
    kind = forms.ChoiceField(label=label("kind", Organisation), choices=Organisation.Kind)
    credit_code = CreditCodeField()
    industry = forms.ChoiceField(label=label("industry", Organisation), required=False)
    province = forms.ChoiceField(label=label("province", Organisation), required=False)
    key = key()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("industry", [("", "—"), *Industry.choices])
        self.offer("province", [("", "—"), *Province.choices])


class MoveForm(forms.Form):
    """`to` and `version` of services.opportunities.move()."""

    to = forms.ChoiceField(choices=Stage)
    version = version()


class VersionForm(forms.Form):
    version = version()


class StepForm(StyledForm):
    """Arguments of services.opportunities.take_step()."""

    kind = forms.ChoiceField(label=label("kind", OpportunityStep))
    text = text("text", OpportunityStep, most=2000, required=True, rows=3)
    done_on = day(pgettext_lazy("day", "On"), initial=timezone.localdate)
    next_step = OneLine(label=label("next_step", Opportunity), max_length=200, required=False)
    next_on = day(label("next_on", Opportunity), required=False)
    key = key()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("kind", [(kind.value, kind.label) for kind in OpportunityStep.BY_HAND])

    def clean_done_on(self):
        return sensible(self.cleaned_data["done_on"])

    def clean_next_on(self):
        return sensible(self.cleaned_data["next_on"])

    def clean(self):
        return insist_next_step(self, super().clean())


class FileForm(StyledForm):
    """`title`, `key`, and `file` as Sent."""

    title = OneLine(label=gettext_lazy("What it is"), max_length=120)
    file = DocumentField(label=gettext_lazy("Document"))
    key = key()


class LoseForm(StyledForm):
    """Arguments of services.opportunities.lose()."""

    closed_on = day(gettext_lazy("Lost on"), initial=timezone.localdate)
    reason = OneLine(label=label("lost_reason", Opportunity), max_length=300)
    version = version()


class CarryOutForm(StyledForm):
    """`arguments` are those of services.opportunities.carry_out()."""

    closed_on = day(gettext_lazy("Carried out on"), initial=timezone.localdate)
    became = forms.ChoiceField(
        label=gettext_lazy("What came of it"), required=False,
        help_text=gettext_lazy("Gifts and pledges of this partner that no other opportunity led to."),
    )  # fmt: skip
    text = text("text", OpportunityStep, most=2000, rows=3)
    version = version()

    def __init__(self, *args, gifts: list[Gift], pledges: list[Pledge], **kwargs):
        super().__init__(*args, **kwargs)
        self.gifts = {f"gift-{row.pk}": row for row in gifts}
        self.pledges = {f"pledge-{row.pk}": row for row in pledges}
        if not gifts and not pledges:
            del self.fields["became"]
            return
        self.offer("became", [
            ("", _("Nothing in the books yet")),
            (_("Gifts"), [(value, f"{row.received_on:%Y-%m-%d} {said_amount(row.amount_cny)}")
                          for value, row in self.gifts.items()]),
            (_("Pledges"), [(value, f"{row.pledged_on:%Y-%m-%d} {said_amount(row.amount)}")
                            for value, row in self.pledges.items()]),
        ])  # fmt: skip

    @property
    def arguments(self) -> dict:
        said = dict(self.cleaned_data)
        became = said.pop("became", "")
        return said | {"gift": self.gifts.get(became), "pledge": self.pledges.get(became)}


class HandOverForm(StyledForm):
    """Arguments of services.opportunities.hand_over()."""

    owner = forms.ModelChoiceField(label=gettext_lazy("All open opportunities of"), queryset=User.objects.none())
    taker = forms.ModelChoiceField(label=gettext_lazy("go to"), queryset=User.objects.none())

    def __init__(self, *args, keepers, **kwargs):
        super().__init__(*args, **kwargs)
        owners = Opportunity.objects.filter(stage__in=OPEN).values("owner_id")
        self.fields["owner"].queryset = User.objects.filter(pk__in=owners).order_by("name")  # type: ignore[attr-defined]
        takers = User.objects.filter(pk__in=[each.pk for each in keepers]).order_by("name")
        self.fields["taker"].queryset = takers  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean()
        if data.get("owner") and data.get("owner") == data.get("taker"):
            self.add_error("taker", _("Choose somebody else."))
        return data


class LookForm(StyledForm):
    """What the board and the list are asked for: arguments of queries.pipeline.board.found()."""

    words = OneLine(label=gettext_lazy("Title or partner"), max_length=80, required=False)
    owner = forms.ChoiceField(label=label("owner", Opportunity), required=False)
    kind = forms.ChoiceField(label=label("kind", Opportunity), required=False)
    stage = forms.ChoiceField(label=label("stage", Opportunity), required=False)
    stale = forms.BooleanField(label=gettext_lazy("Only stale ones"), required=False)

    def __init__(self, data, *, user, owners: list[User]):
        super().__init__(data, label_suffix="")
        self.user = user
        self.offer(
            "owner", [("", _("Everybody’s")), ("me", _("My own")), *((str(each.pk), str(each)) for each in owners)]
        )
        self.offer("kind", [("", _("All kinds")), *Opportunity.Kind.choices])
        self.offer("stage", [("", _("All stages")), *Stage.choices])

    @property
    def asked(self) -> dict:
        """What is in order of it; the rest is not asked."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if said.get("owner") == "me":
            said["owner"] = self.user.pk
        return said
