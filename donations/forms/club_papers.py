"""What is typed from an application on paper. Names of fields are arguments of the services."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from donations.models import ClubCorrection, ClubMembership, ClubPaper, ClubTier, Organisation
from donations.queries import companies
from events.forms.words import OneLine

from .club import ApplyForm, day, sensible, text, version
from .fields import DocumentField
from .fields import label as words


class PaperForm(ApplyForm):
    """`arguments` are those of services.club.enter_paper()."""

    which = gettext_lazy("Say which organisation the person runs.")
    what = gettext_lazy("Say what the person is in it.")

    applied_on = day(gettext_lazy("Day of the application, as on the paper"), initial=timezone.localdate)
    met = text("met", ClubPaper, most=2000, required=True, rows=3)
    file = DocumentField(label=words("file", ClubPaper))
    decided_on = day(gettext_lazy("Day on which the council admitted"), required=False)
    from_on = day(words("from_on", ClubMembership), required=False)
    until_on = day(gettext_lazy("Until, where not as the tier says"), required=False)
    field_order = [
        "tier", "met", "organisation", "name", "credit_code", "industry", "province", "part", "title", "statement",
        "applied_on", "decided_on", "from_on", "until_on", "file", "key",
    ]  # fmt: skip

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, person=person, **kwargs)
        tiers = ClubTier.objects.all()  # what was offered then may be offered no more
        self.fields["tier"].queryset = tiers  # type: ignore[attr-defined]
        said = {
            "part": gettext_lazy("What the person is in it"),
            "statement": gettext_lazy("Why the person wants to join"),
            "name": gettext_lazy("Full name of the organisation"),
            "organisation": gettext_lazy("The organisation that the person runs"),
        }
        for name, label in said.items():
            if name in self.fields:
                self.fields[name].label = label
        self.fields["name"].help_text = gettext_lazy(
            "One that is on record is found by its code, or by its name where only one has it; else it is entered."
        )
        self.fields["decided_on"].help_text = gettext_lazy("Empty: it waits for the council’s decision.")
        self.fields["from_on"].help_text = gettext_lazy("Empty: from the day of the decision.")

    clean_applied_on = lambda self: sensible(self.cleaned_data["applied_on"])  # noqa: E731
    clean_decided_on = lambda self: sensible(self.cleaned_data["decided_on"])  # noqa: E731
    clean_from_on = lambda self: sensible(self.cleaned_data["from_on"])  # noqa: E731
    clean_until_on = lambda self: sensible(self.cleaned_data["until_on"])  # noqa: E731


class CorrectionForm(StyledForm):
    """Arguments of services.club.correct_paper(); of the days of a decision and a term what the membership has."""

    tier = forms.ModelChoiceField(label=words("tier", ClubMembership), queryset=ClubTier.objects.all())
    organisation = forms.ModelChoiceField(
        label=words("organisation", ClubMembership), queryset=Organisation.objects.none()
    )
    statement = text("statement", ClubMembership, most=2000)
    applied_on = day(gettext_lazy("Day of the application, as on the paper"))
    decided_on = day(words("decided_on", ClubMembership))
    from_on = day(words("from_on", ClubMembership))
    until_on = day(words("until_on", ClubMembership))
    met = text("met", ClubPaper, most=2000, required=True, rows=3)
    conditions = text("conditions", ClubPaper, most=2000, required=True)
    file = DocumentField(label=gettext_lazy("Another scan in place of this one"), required=False)
    reason = OneLine(label=gettext_lazy("Why it is corrected"), max_length=300)
    version = version()

    def __init__(self, *args, paper: ClubPaper, is_free: bool, **kwargs):
        row = paper.membership
        names = ("tier", "organisation", "statement", "decided_on", "from_on", "until_on", "version")
        kwargs["initial"] = {name: getattr(row, name) for name in names} | {
            "applied_on": timezone.localdate(row.applied_at), "met": paper.met, "conditions": paper.conditions,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        mine = companies.run_by(row.alumnus) | Organisation.objects.filter(pk=row.organisation_id)
        self.fields["organisation"].queryset = mine.distinct()  # type: ignore[attr-defined]
        self.fields["statement"].label = gettext_lazy("Why the person wants to join")
        self.fields["conditions"].help_text = gettext_lazy(
            "With another tier, and left as they are: those of that tier."
        )
        if is_free:
            del self.fields["reason"]
        if row.decided != ClubMembership.Decided.MEETING:  # the day of the last vote is nobody's to type
            del self.fields["decided_on"]
        if row.from_on is None:
            del self.fields["from_on"], self.fields["until_on"]

    clean_applied_on = lambda self: sensible(self.cleaned_data["applied_on"])  # noqa: E731
    clean_decided_on = lambda self: sensible(self.cleaned_data["decided_on"])  # noqa: E731
    clean_from_on = lambda self: sensible(self.cleaned_data["from_on"])  # noqa: E731
    clean_until_on = lambda self: sensible(self.cleaned_data["until_on"])  # noqa: E731

    def clean(self):
        return {"reason": ""} | super().clean()


# What a correction says of each field.
SAID = (
    {
        "applied_at": gettext_lazy("Day of the application, as on the paper"),
        "file": gettext_lazy("The scan"),
    }
    | {name: words(name, ClubPaper) for name in ("met", "conditions")}
    | {
        name: words(name, ClubMembership)
        for name in ("tier", "organisation", "statement", "decided_on", "from_on", "until_on")
    }
)


def said(correction: ClubCorrection) -> list[tuple]:
    """(what, as it was, as it is) of each field that was put right."""
    return [(SAID[name], before, after) for name, before, after in correction.changes]
