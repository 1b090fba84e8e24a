"""What is typed about the club. Names of fields are arguments of the services."""

from datetime import date
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from stdnum.cn import uscc

from alumni.forms.people import StyledForm
from alumni.models.places import Industry, Province
from alumni_office.accounts.models import User
from alumni_office.saving.forms import first_values
from donations.models import ClubMembership, ClubSeat, ClubTier, Organisation, OrganisationPerson
from donations.queries import companies
from events.forms.words import OneLine, label

MOST_YEARS = 2100


def day(text, *, required=True, initial=None) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=text, required=required, initial=initial, widget=widget)


def key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def text(name: str, model, *, most: int, required=False, rows=4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label(name, model), max_length=most, required=required, widget=widget)


class CreditCodeField(forms.CharField):
    """The code in capitals; its last character is a check of the others (GB 32100-2015)."""

    def __init__(self):
        super().__init__(label=label("credit_code", Organisation), max_length=18, required=False)

    def clean(self, value):
        found = super().clean(value).upper().replace(" ", "")
        if found and not uscc.is_valid(found):
            raise ValidationError(_("This is no unified social credit code: look at its 18 characters again."))
        return found


class ApplyForm(StyledForm):
    """`arguments` are those of services.club.apply()."""

    which = gettext_lazy("Say which organisation you run.")
    what = gettext_lazy("Say what you are in it.")

    tier = forms.ModelChoiceField(label=label("tier", ClubMembership), queryset=ClubTier.objects.none())
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("The organisation that you run"), queryset=Organisation.objects.none(), required=False,
        empty_label=gettext_lazy("One that is not in this list"),
    )  # fmt: skip
    name = OneLine(
        label=gettext_lazy("Its full name"), max_length=120, required=False,
        help_text=gettext_lazy("Only for an organisation that is not in the list."),
    )  # fmt: skip
    credit_code = CreditCodeField()
    industry = forms.ChoiceField(label=label("industry", Organisation), required=False)
    province = forms.ChoiceField(label=label("province", Organisation), required=False)
    part = forms.ChoiceField(label=gettext_lazy("What you are in it"), required=False)
    title = OneLine(label=label("title", OrganisationPerson), max_length=80, required=False)
    statement = text("statement", ClubMembership, most=2000)
    key = key()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        offered = ClubTier.objects.filter(is_offered=True)
        if len(offered) == 1:  # nothing to choose
            self.fields["tier"].empty_label = None  # type: ignore[attr-defined]
        self.fields["tier"].queryset = offered  # type: ignore[attr-defined]
        mine = companies.run_by(person)
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        if not mine:
            del self.fields["organisation"]
            self.fields["name"].help_text = ""
        self.offer("industry", [("", "—"), *Industry.choices])
        self.offer("province", [("", "—"), *Province.choices])
        self.offer("part", [(part.value, part.label) for part in OrganisationPerson.RUNS])

    def clean(self):
        data = super().clean()
        if not data.get("organisation"):
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", self.which)
            if not data.get("part") and "part" not in self.errors:
                self.add_error("part", self.what)
        return data

    @property
    def arguments(self) -> dict:
        said = dict(self.cleaned_data)
        company = {name: said.pop(name) for name in ("name", "credit_code", "industry", "province", "part", "title")}
        organisation = said.pop("organisation", None)
        return said | {"organisation": organisation, "company": None if organisation else company}


class OpenForm(StyledForm):
    """Arguments of services.club.open_up()."""

    about = text("about", Organisation, most=2000, rows=5)
    about_en = text("about_en", Organisation, most=3000, rows=5)
    website = forms.URLField(
        label=label("website", Organisation), max_length=200, required=False, assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
    )  # fmt: skip


class VoteForm(StyledForm):
    """Arguments of services.club.vote()."""

    is_yes = forms.TypedChoiceField(
        label=gettext_lazy("My vote"), choices=[("1", gettext_lazy("In favour")), ("0", gettext_lazy("Against"))],
        coerce=lambda value: value == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    note = OneLine(label=gettext_lazy("A word to the office"), max_length=300, required=False)


class AdmitForm(StyledForm):
    decided_on = day(gettext_lazy("Day of the meeting"), initial=timezone.localdate)
    from_on = day(label("from_on", ClubMembership), initial=timezone.localdate)
    until_on = day(gettext_lazy("Until, where not as the tier says"), required=False)

    def clean_from_on(self):
        return sensible(self.cleaned_data["from_on"])

    def clean_until_on(self):
        return sensible(self.cleaned_data["until_on"])


class DeclineForm(StyledForm):
    decided_on = day(gettext_lazy("Day of the meeting"), initial=timezone.localdate)
    reason = OneLine(
        label=label("reason", ClubMembership), max_length=300, help_text=gettext_lazy("The applicant reads it.")
    )


class RenewForm(StyledForm):
    decided_on = day(gettext_lazy("Day of the meeting"), initial=timezone.localdate)
    until_on = day(gettext_lazy("Until, where not as the tier says"), required=False)
    seen_until = forms.DateField(widget=forms.HiddenInput)

    def clean_until_on(self):
        return sensible(self.cleaned_data["until_on"])


class EndForm(StyledForm):
    ended_on = day(label("ended_on", ClubMembership), initial=timezone.localdate)
    reason = OneLine(label=label("reason", ClubMembership), max_length=300)


def sensible(found: date | None) -> date | None:
    if found and not 1980 <= found.year <= MOST_YEARS:
        raise ValidationError(_("Look at the year again."))
    return found


class TierForm(StyledForm):
    """Arguments of services.club.save_tier()."""

    name = OneLine(label=label("name", ClubTier), max_length=60)
    name_en = OneLine(label=label("name_en", ClubTier), max_length=80, required=False)
    conditions = text("conditions", ClubTier, most=2000, required=True)
    conditions_en = text("conditions_en", ClubTier, most=3000)
    fee_note = OneLine(label=label("fee_note", ClubTier), max_length=200, required=False)
    fee_note_en = OneLine(label=label("fee_note_en", ClubTier), max_length=300, required=False)
    years = forms.IntegerField(label=label("years", ClubTier), min_value=1, max_value=20, initial=3)
    order = forms.IntegerField(label=label("order", ClubTier), min_value=0, max_value=999, initial=10)
    is_offered = forms.BooleanField(label=label("is_offered", ClubTier), required=False, initial=True)
    version = version()

    def __init__(self, *args, tier: ClubTier | None = None, **kwargs):
        if tier:
            kwargs["initial"] = first_values(tier, self)
        super().__init__(*args, **kwargs)


class NewTierForm(TierForm):
    version = None  # type: ignore[assignment]
    key = key()


class SeatForm(StyledForm):
    """`arguments` are those of services.club.fill_seat()."""

    who = forms.ChoiceField(label=gettext_lazy("Who sits in the council"))
    title = OneLine(label=label("title", ClubSeat), max_length=80, required=False)
    from_on = day(pgettext_lazy("day", "From"), initial=timezone.localdate)
    until_on = day(label("until_on", ClubSeat), required=False)

    def __init__(self, *args, keepers, **kwargs):
        super().__init__(*args, **kwargs)
        rows = ClubMembership.objects.of_people().live().select_related("alumnus", "organisation")
        self.members = {f"member-{row.alumnus_id}": row for row in rows.order_by("alumnus__name")}
        self.keepers: dict[str, User] = {f"user-{user.pk}": user for user in keepers}
        self.offer("who", [
            (_("Members of the club"), [(value, str(row)) for value, row in self.members.items()]),
            (_("Colleagues"), [(value, str(user)) for value, user in self.keepers.items()]),
        ])  # fmt: skip

    @property
    def arguments(self) -> dict:
        said = dict(self.cleaned_data)
        who = said.pop("who")
        member = self.members.get(who)
        return said | {"alumnus": member.alumnus if member else None, "user": self.keepers.get(who)}
