"""What is typed from an application on paper. Names of fields are arguments of the services."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from donations.models import ClubMembership, ClubPaper, ClubTier

from .club import ApplyForm, day, sensible, text
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
