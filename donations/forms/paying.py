"""Which pledge of the donor a gift pays, and which of its instalments: of the form in which a gift is entered."""

from decimal import Decimal

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.money.amounts import said
from donations.models import Fund, Instalment, Pledge

TAKEN_OVER = ("campaign", "college", "agreement")  # of the pledge, where the form says nothing


class PledgeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return _("%(code)s · %(fund)s · %(owed)s still owed") % {
            "code": obj.code, "fund": obj.fund, "owed": said(obj.owed),
        }  # fmt: skip


class InstalmentChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return _("%(day)s · %(owed)s still owed · %(code)s") % {
            "day": f"{obj.due_on:%Y-%m-%d}", "owed": said(obj.owed), "code": obj.pledge.code,
        }  # fmt: skip


class PaysPledge(StyledForm):
    """`pledge` and `instalments` of pledges.enter_gift(), where the donor has open pledges: `offer_pledges` first."""

    pledge = PledgeChoice(
        label=pgettext_lazy("gift", "Pledge"), queryset=Pledge.objects.none(), required=False, empty_label="—",
    )  # fmt: skip
    instalments = InstalmentChoice(
        label=gettext_lazy("Only these instalments"), queryset=Instalment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none, and it pays the oldest ones that are still owed."),
    )  # fmt: skip

    @property
    def has_pledges(self) -> bool:
        return "pledge" in self.fields

    def offer_pledges(self, rows: QuerySet[Pledge]) -> None:
        found = list(rows)
        if not found:
            del self.fields["pledge"], self.fields["instalments"]
            return
        owing = Instalment.objects.owing().filter(pledge__in=found)
        self.fields["pledge"].queryset = rows  # type: ignore[attr-defined]
        self.fields["instalments"].queryset = owing.select_related("pledge").order_by("pledge", "due_on")  # type: ignore[attr-defined]
        self.fields["instalments"].widget.attrs["class"] = "form-check-input"

    def settle_pledge(self, data: dict) -> Pledge | None:
        """The pledge that was named, by itself or by its instalments; what it says stands where the form is silent."""
        pledge, chosen = data.get("pledge"), list(data.get("instalments") or [])
        data["instalments"] = [row.pk for row in chosen]
        of = {row.pledge_id for row in chosen}
        if chosen and pledge is None and "pledge" not in self.errors:
            pledge = data["pledge"] = chosen[0].pledge
        if pledge and of - {pledge.pk}:
            self.add_error("instalments", _("These instalments are of another pledge."))
        if pledge:
            data |= {name: data.get(name) or getattr(pledge, name) for name in TAKEN_OVER}
        return pledge

    def insist_on_fund(self, pledge: Pledge, funds: list[Fund]) -> None:
        if funds and pledge.fund_id not in [fund.pk for fund in funds]:
            self.add_error(
                "pledge", _("This pledge is for “%(fund)s”, and no part of the gift is.") % {"fund": pledge.fund}
            )


def as_pledged(pledge: Pledge) -> dict:
    """What a gift that pays the next instalment is likely to be."""
    due = pledge.instalments.owing().first()
    first = {"pledge": pledge.pk, "fund_1": pledge.fund_id, "amount": due.owed if due else Decimal(0)}
    return first | {name: getattr(pledge, f"{name}_id") for name in TAKEN_OVER}
