"""What the desk enters about a congress: `cleaned_data` are a service's arguments."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from chapters.models import Congress, Election, Motion, Seat

from .council import LONGEST_TERM

MOST = 1_000_000
EARLIEST, LATEST = 1900, 2100  # years
LONGEST = 31  # days of a congress
# The association's posts; one of a chapter's own is none of them.
SEATS = [(seat.value, seat.label) for seat in Seat if seat != Seat.OTHER]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PlanForm(StyledForm):
    name = forms.CharField(label=pgettext_lazy("congress", "Name"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=160, required=False)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    place = forms.CharField(label=pgettext_lazy("where it is held", "Place"), max_length=160, required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"), min_value=1, max_value=100_000,
        help_text=gettext_lazy("How many delegates come if every seat is filled."),
    )  # fmt: skip
    least = forms.IntegerField(
        label=gettext_lazy("At least for each chapter and college"), min_value=0, max_value=1000, initial=1
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Counted by"), choices=Congress.Basis, initial=Congress.Basis.ALUMNI,
        help_text=gettext_lazy("By what the seats above the floor are shared out."),
    )  # fmt: skip
    term_ends_on = forms.DateField(
        label=gettext_lazy("The elected council serves until"), widget=DayInput,
        help_text=gettext_lazy("Its term begins on the last day of the congress."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        first, last, term = data.get("starts_on"), data.get("ends_on"), data.get("term_ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        if first and not EARLIEST <= first.year <= LATEST:
            self.add_error("starts_on", _("Look at the year again."))
        if first and last and (last - first).days > LONGEST:
            self.add_error("ends_on", _("No congress is longer than a month. Look at the dates again."))
        if last and term and term <= last:
            self.add_error("term_ends_on", _("The council’s term ends after the congress."))
        elif last and term and term.year > last.year + LONGEST_TERM:
            self.add_error("term_ends_on", _("No term is longer than ten years. Look at the year again."))
        return data


class NewPlanForm(PlanForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CountForm(forms.Form):
    keep_adjusted = forms.BooleanField(label=gettext_lazy("Keep what was adjusted by hand"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keep_adjusted"].widget.attrs["class"] = "form-check-input"


class QuotaForm(StyledForm):
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=0, max_value=100_000)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, required=False,
        help_text=gettext_lazy("Needed when it differs from the rule; it is shown beside the quota."),
    )  # fmt: skip


class SearchForm(StyledForm):
    """In the address: who is looked for."""

    q = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


class ArrivalForm(SearchForm):
    q = forms.CharField(
        label=gettext_lazy("Number or name"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip


class PersonForm(forms.Form):
    person = forms.IntegerField(min_value=1, max_value=2**62)


class RefusalForm(StyledForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is sent by mail. Name nobody else in it."),
    )  # fmt: skip


class MotionForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Motion.Kind)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    title_en = forms.CharField(label=gettext_lazy("English title"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everybody can read it once the vote is written."),
    )  # fmt: skip


class NewMotionForm(MotionForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def _count(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )


class CorrectionForm(StyledForm):
    """A count; once it was written, also why it is corrected."""

    correction = forms.CharField(
        label=gettext_lazy("Why the count is corrected"), max_length=300,
        help_text=gettext_lazy("The earlier count stays in the history."),
    )  # fmt: skip

    def __init__(self, *args, is_correction: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["correction"]
        else:
            self.order_fields([name for name in self.fields if name != "correction"])


class VoteForm(CorrectionForm):
    votes_for = _count(gettext_lazy("For"))
    votes_against = _count(gettext_lazy("Against"))
    abstentions = _count(gettext_lazy("Abstentions"))


class ElectionForm(StyledForm):
    seat = forms.ChoiceField(label=pgettext_lazy("council", "Post"), choices=SEATS)
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=1000, initial=1)


class BallotForm(CorrectionForm):
    """The valid ballots, and a field for each candidate named votes-<key>."""

    ballots = _count(gettext_lazy("Valid ballots"))

    def __init__(self, *args, election: Election, candidates, **kwargs):
        super().__init__(*args, is_correction=election.voted_at is not None, **kwargs)
        correction = self.fields.pop("correction", None)
        for one in candidates:
            field = _count(str(one))
            field.initial, field.widget.attrs["class"] = one.votes, "form-control"
            self.fields[f"votes-{one.pk}"] = field
        self.fields["ballots"].initial = election.ballots
        if correction:
            self.fields["correction"] = correction

    def clean(self):
        data = super().clean()
        names = [name for name in self.fields if name.startswith("votes-")]
        data["votes"] = {int(name.removeprefix("votes-")): data.pop(name) for name in names if name in data}
        return data
