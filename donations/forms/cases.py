"""What is typed about a case, at the desk and by the one who answers."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.accounts.models import User
from alumni_office.money.fields import AmountField
from chapters.forms.uploads import DocumentField
from donations.models import CaseFile, CaseOutcome, CaseStep, NeedCase, Organisation, StandingOffer
from donations.models.needs import NEEDED_CHOICES
from donations.queries.cases import organisations_of
from donations.queries.keepers import keepers
from events.forms.parts import key
from events.forms.words import OneLine

from .fields import RowField, not_ahead, of_our_time
from .needs import MOST, chosen, day, label, long


class StepForm(StyledForm):
    """Arguments of services.cases.add_step()."""

    what = OneLine(label=label("what", CaseStep), max_length=200)
    assignee = RowField(
        label=label("assignee", CaseStep), queryset=User.objects.none(), required=False,
        empty_label=gettext_lazy("The one who answered"),
        help_text=gettext_lazy("The one who answered sees all steps on the own page."),
    )  # fmt: skip
    due_on = day("due_on", CaseStep)
    key = key()

    def clean_due_on(self):
        return of_our_time(self.cleaned_data["due_on"])

    def __init__(self, *args, case: NeedCase, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = keepers(case.need.department.college_id)  # type: ignore[attr-defined]


class FollowForm(StyledForm):
    owner = RowField(label=label("owner", NeedCase), queryset=User.objects.none())

    def __init__(self, *args, case: NeedCase, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = keepers(case.need.department.college_id)  # type: ignore[attr-defined]


class OutcomeForm(StyledForm):
    """Arguments of services.cases.add_outcome()."""

    kind = forms.ChoiceField(label=label("kind", CaseOutcome), choices=CaseOutcome.Kind.choices)
    number = forms.IntegerField(label=label("number", CaseOutcome), min_value=1, max_value=MOST, initial=1)
    amount_cny = AmountField(
        label=label("amount_cny", CaseOutcome), required=False,
        help_text=gettext_lazy("As it was said; a gift of money is entered and counted as a gift besides."),
    )  # fmt: skip
    happened_on = day("happened_on", CaseOutcome)
    said_to = OneLine(
        label=label("said_to", CaseOutcome), max_length=120,
        help_text=gettext_lazy("Who of the university was told so, and knows: a name or an office."),
    )  # fmt: skip
    text = OneLine(label=label("text", CaseOutcome), max_length=400, required=False)
    key = key()

    def __init__(self, *args, shows_amounts: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate
        if not shows_amounts:
            del self.fields["amount_cny"]

    def clean_happened_on(self):
        return not_ahead(self.cleaned_data["happened_on"])


class ToldForm(StyledForm):
    told = long(
        "told", NeedCase,
        help_text=gettext_lazy("What came of it, and thanks: it is mailed to the one who answered and stands on "
                               "the own page."),
    )  # fmt: skip


class FileForm(StyledForm):
    """Arguments of services.cases.add_file(), but for `sent`, which holds the upload."""

    title = OneLine(label=label("title", CaseFile), max_length=120)
    sent = DocumentField(label=label("file", CaseFile))
    key = key()


def _organisations(form, person) -> None:
    rows = organisations_of(person)
    form.fields["organisation"].queryset = rows
    if not rows:
        form.fields["organisation"].widget = forms.HiddenInput()


class AnswerForm(StyledForm):
    """Arguments of services.cases.answer()."""

    organisation = RowField(
        label=gettext_lazy("For whom you answer"), queryset=Organisation.objects.none(), required=False,
        empty_label=gettext_lazy("For myself"),
    )  # fmt: skip
    text = long(
        "text",
        NeedCase,
        rows=6,
        help_text=gettext_lazy("What you can do, how much and from when on, and how we best talk about it."),
    )
    key = key()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        _organisations(self, person)


class OfferForm(StyledForm):
    """Arguments of services.cases.make_offer()."""

    kind = forms.ChoiceField(label=gettext_lazy("What you can give"), choices=NEEDED_CHOICES)
    text = long(
        "text", StandingOffer, rows=4,
        help_text=gettext_lazy("In a sentence or two: five internships each summer in Jinan, a lecture on patents."),
    )  # fmt: skip
    organisation = RowField(
        label=gettext_lazy("For whom you offer"), queryset=Organisation.objects.none(), required=False,
        empty_label=gettext_lazy("For myself"),
    )  # fmt: skip
    industry = chosen("industry", StandingOffer)
    province = chosen("province", StandingOffer)
    city = OneLine(label=label("city", StandingOffer), max_length=40, required=False)
    key = key()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        _organisations(self, person)
