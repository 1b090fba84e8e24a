"""What an applicant, an initiator and the office type when a chapter is founded."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models.places import country_label
from chapters.models import Application, Document, Seat
from chapters.models.zones import HOME, TIME_ZONES, ZONES_OF
from chapters.queries import nominating, places

from .council import LONGEST_TERM
from .fields import in_words
from .naming import read_name
from .placing import Kind, PlaceForm
from .uploads import DocumentField

ZONES = {"invalid_choice": gettext_lazy("We know no such time zone: choose one of the list.")}


def abroad(country: str) -> list:
    """The zones of chapters abroad, those of the country first: nobody takes the university's by not choosing."""
    there = [(name, name.replace("_", " ")) for name in ZONES_OF.get(country, []) if name in dict(TIME_ZONES)]
    others = [zone for zone in TIME_ZONES if zone[0] != HOME and zone not in there]
    if not there:
        return [("", "—"), *others]
    return [("", "—"), (country_label(country), there), (_("Other time zones"), others)]


class FoundForm(PlaceForm):
    """`place` and `key` are arguments of founding.start."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    another = forms.BooleanField(widget=forms.HiddenInput, required=False)


class ReviveForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class VersionForm(StyledForm):
    """A form that says which version of the row its reader saw; `differences` is what somebody else saved since."""

    differences: list = []

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class DraftForm(VersionForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the chapter"), max_length=80, required=False,
        help_text=gettext_lazy("Place, school, 校友会: nothing more."),
    )  # fmt: skip
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=120, required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=TIME_ZONES, error_messages=ZONES,
        help_text=gettext_lazy("The chapter’s days and terms go by the clock of its place."),
    )  # fmt: skip
    plan = forms.CharField(
        label=gettext_lazy("Why, who, and what for"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Why a chapter is founded here, who is behind it, and what it plans in its first year."),
    )  # fmt: skip

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        if application.kind != Kind.OVERSEAS:
            del self.fields["time_zone"]
        else:
            self.offer("time_zone", abroad(application.country))
            zones = ZONES_OF.get(application.country, [])
            if len(zones) == 1 and self.initial.get("time_zone") == HOME:
                self.initial["time_zone"] = zones[0]
        if application.is_revival:
            del self.fields["name"]
            del self.fields["name_en"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        return read_name(name, places.place_of(self.application)) if name.strip() else ""


class InviteForm(StyledForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254,
        help_text=gettext_lazy("The invitation goes there; the address is used for nothing else."),
    )  # fmt: skip

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class UploadForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    file = DocumentField(label=gettext_lazy("File"))

    def __init__(self, *args, kinds: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("kind", [(kind, Document.Kind(kind).label) for kind in kinds])


class ReplyForm(StyledForm):
    reply = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class ReportForm(VersionForm):
    met_on = forms.DateField(
        label=gettext_lazy("Day of the founding meeting"), localize=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    met_at = forms.CharField(label=gettext_lazy("Place of the meeting"), max_length=120)
    present = forms.IntegerField(label=gettext_lazy("People present"), min_value=1, max_value=100_000)
    report = forms.CharField(
        label=gettext_lazy("What happened"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Who spoke, what was decided, how the council was elected."),
    )  # fmt: skip
    term_starts_on = forms.DateField(
        label=gettext_lazy("The first term begins on"), localize=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    term_ends_on = forms.DateField(
        label=gettext_lazy("and ends on"), localize=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_met_on(self):
        day, letter = self.cleaned_data["met_on"], self.application.commissioned_on
        if day > self.application.today():
            raise ValidationError(_("The meeting cannot lie in the future."))
        if letter and day < letter:
            raise ValidationError(
                _("The meeting comes after the letter of commission of %(day)s.") % {"day": in_words(letter)}
            )
        return day

    def clean(self):
        data = super().clean()
        met, start, end = (data.get(name) for name in ("met_on", "term_starts_on", "term_ends_on"))
        if met and start and start < met:
            self.add_error("term_starts_on", _("The term cannot begin before the council was elected."))
        if start and end and end <= start:
            self.add_error("term_ends_on", _("The term ends after it has begun."))
        elif start and end and end.year > start.year + LONGEST_TERM:
            self.add_error("term_ends_on", _("No term is longer than ten years. Look at the year again."))
        if met and start and start.year > met.year + 1:
            self.add_error("term_starts_on", _("Look at the year again."))
        present, elected = data.get("present"), self.application.nominees.values("alumnus").distinct().count()
        if present and present < elected:
            self.add_error("present", _("Fewer people were present than stand on the council."))
        return data


class NomineeForm(StyledForm):
    """Somebody of the founding, or somebody named by what only friends know: nobody is looked up here."""

    seat = forms.ChoiceField(
        label=gettext_lazy("Post on the council"),
        choices=[choice for choice in Seat.choices if choice[0] != Seat.OTHER],
    )
    known = forms.TypedChoiceField(
        label=gettext_lazy("Applicant or initiator"), coerce=int, empty_value=None, required=False
    )
    name = forms.CharField(label=gettext_lazy("Or another alumnus: name"), max_length=60, required=False)
    proof = forms.CharField(
        label=gettext_lazy("and number of the alumni card, or e-mail of the account"), max_length=254, required=False,
        help_text=gettext_lazy("Ask the person for it: we show you nobody who has not told you."),
    )  # fmt: skip

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("known", [("", "—"), *nominating.of_founding(application)])

    def clean(self):
        data = super().clean()
        data["person"] = None
        if data.get("known"):
            data["person"] = nominating.of_key(data["known"])
        elif not data.get("name") or not data.get("proof"):
            self.add_error("known", _("Choose somebody, or enter a name with a card number or an e-mail."))
        return data


class AnswerForm(VersionForm):
    answer = forms.CharField(
        label=gettext_lazy("Words for the applicant"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They are sent by mail and stay on the applicant’s page."),
    )  # fmt: skip


class RefusalForm(AnswerForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = gettext_lazy("Reason")
