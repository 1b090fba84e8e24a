"""What the office writes into a consultation."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College, PersonList, SavedSearch
from alumni_office.saving.forms import first_values
from chapters.models import Chapter
from events.models import Consultation, ConsultationQuestion
from events.models.consultations import MOST_CHOICES
from events.services.consultations import FIELDS

MOST_DAYS = 366
BIGGEST = 2**31 - 1
Circle = Consultation.Circle


def long_text(label, rows=5, most=5000, **options):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, **options)


class MomentField(forms.DateTimeField):
    """A moment to come, by the office's clock, within a year."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value <= timezone.now():
            raise ValidationError(_("Choose a moment that is still to come."))
        if value and value > timezone.now() + timedelta(days=MOST_DAYS):
            raise ValidationError(_("Choose a moment within a year."))


def in_two_weeks():
    return timezone.localtime().replace(hour=23, minute=59) + timedelta(days=14)


class ConsultationForm(StyledForm):
    """`values` are the fields of a draft."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    title_en = forms.CharField(label=gettext_lazy("English title"), max_length=160, required=False)
    why = forms.CharField(
        label=gettext_lazy("Why we ask"), max_length=400,
        help_text=gettext_lazy("In a sentence: what depends on the answers. It stands on top of the mail."),
    )  # fmt: skip
    why_en = forms.CharField(label=gettext_lazy("Why we ask, in English"), max_length=500, required=False)
    text = long_text(gettext_lazy("Text"))
    text_en = long_text(gettext_lazy("Text in English"))
    promise = forms.ChoiceField(
        label=gettext_lazy("What is promised"), choices=Consultation.Promise, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Fixed once it is open. Anonymous answers can be read when it is closed, and are shown only as a number "
            "when they are fewer than five."
        ),
    )  # fmt: skip
    closes_at = MomentField(label=gettext_lazy("Answers until"), initial=in_two_weeks)
    circle = forms.ChoiceField(
        label=gettext_lazy("Who is asked"), choices=Circle,
        help_text=gettext_lazy("Choose the kind here, and which one below. Who belongs to it is fixed on opening."),
    )  # fmt: skip
    search = forms.ChoiceField(label=gettext_lazy("Saved search"), required=False)
    list = forms.ChoiceField(label=gettext_lazy("List"), required=False)
    council = forms.ChoiceField(label=gettext_lazy("Council of"), required=False)
    college = forms.ChoiceField(label=gettext_lazy("Class: college"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("Class: graduation year"), required=False, min_value=1850, max_value=2100
    )
    class_name = forms.CharField(label=gettext_lazy("Class: its name"), required=False, max_length=60)

    SOURCES = {Circle.SEARCH: "search", Circle.LIST: "list", Circle.COUNCIL: "council", Circle.CLASS: "college"}

    def __init__(self, *args, user, consultation: Consultation | None = None, **kwargs):
        if consultation:
            kwargs["initial"] = _initial(consultation, self.SOURCES)
        super().__init__(*args, **kwargs)
        rows = {
            "search": SavedSearch.objects.visible_to(user).order_by("name"),
            "list": PersonList.objects.visible_to(user).order_by("name"),
            "council": Chapter.objects.visible_to(user).living().order_by("kind", "name"),
            "college": College.objects.order_by("name").select_related("school"),
        }
        for name, found in rows.items():
            self.offer(name, [("", "—"), *((str(row.pk), getattr(row, "shown_name", str(row))) for row in found)])
        self.fields["promise"].widget.attrs["class"] = "form-check-input"

    def clean(self):
        data = super().clean()
        source = self.SOURCES.get(data.get("circle"))
        if source and not data.get(source) and source not in self.errors:
            self.add_error(source, _("Choose whom to ask."))
        if source == "college" and not data.get("year") and "year" not in self.errors:
            self.add_error("year", _("A class is named by its college and the year."))
        return data

    @property
    def values(self) -> dict:
        data = self.cleaned_data
        is_class = data["circle"] == Circle.CLASS
        return {name: data[name] for name in FIELDS} | {
            "circle_id": int(data[self.SOURCES[data["circle"]]]),
            "circle_year": data["year"] if is_class else None,
            "circle_class": data["class_name"] if is_class else "",
        }


def _initial(row: Consultation, sources: dict) -> dict:
    values = {name: getattr(row, name) for name in FIELDS} | {sources[Circle(row.circle)]: str(row.circle_id)}
    return values | {"year": row.circle_year, "class_name": row.circle_class, "version": row.version}


class NewConsultationForm(ConsultationForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ChangedConsultationForm(ConsultationForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=BIGGEST)


class LinesField(forms.CharField):
    """A line for each of several texts; a list in Python."""

    def __init__(self, *, longest: int, **kwargs):
        super().__init__(required=False, max_length=MOST_CHOICES * (longest + 2), widget=forms.Textarea(
            attrs={"rows": 5}), **kwargs)  # fmt: skip
        self.longest = longest

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def run_validators(self, value):
        super().run_validators("\n".join(value))

    def validate(self, value):
        super().validate(value)
        if any(len(line) > self.longest for line in value):
            raise ValidationError(_("A line has at most %(most)s characters.") % {"most": self.longest})
        if len(set(value)) < len(value):
            raise ValidationError(_("The same answer stands there twice."))
        if len(value) > MOST_CHOICES:
            raise ValidationError(_("Offer at most %(most)s answers.") % {"most": MOST_CHOICES})


class QuestionForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=ConsultationQuestion.Kind)
    text = forms.CharField(label=gettext_lazy("Question"), max_length=200)
    text_en = forms.CharField(label=gettext_lazy("Question in English"), max_length=240, required=False)
    choices = LinesField(
        label=gettext_lazy("Answers to choose from"), longest=80,
        help_text=gettext_lazy("A line each; only where one or some of several are chosen."),
    )  # fmt: skip
    choices_en = LinesField(
        label=gettext_lazy("Answers in English"), longest=120, help_text=gettext_lazy("In the same order.")
    )
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    order = forms.IntegerField(
        label=pgettext_lazy("of a question", "Place in the list"), min_value=1, max_value=999, initial=10
    )

    def __init__(self, *args, question: ConsultationQuestion | None = None, **kwargs):
        if question:
            kwargs["initial"] = first_values(question, self)
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("kind") not in ConsultationQuestion.CHOOSING:
            return data | {"choices": [], "choices_en": []}
        if len(data.get("choices", [])) < 2 and "choices" not in self.errors:
            self.add_error("choices", _("Offer at least two answers."))
        if len(data.get("choices_en", [])) not in (0, len(data.get("choices", []))) and not self.errors:
            self.add_error("choices_en", _("Write as many as above, in the same order, or none."))
        return data


class ExtendForm(StyledForm):
    closes_at = MomentField(label=gettext_lazy("Answers until"))


class ReportForm(StyledForm):
    report = long_text(
        gettext_lazy("What we did with it"), rows=8,
        help_text=gettext_lazy("For those who were asked: what you learned, and what changes because of it."),
    )  # fmt: skip
    report_en = long_text(gettext_lazy("What we did with it, in English"), rows=8)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=BIGGEST)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report"].required = True

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("report", "report_en")}


class RemindForm(forms.Form):
    times = forms.IntegerField(min_value=0, max_value=BIGGEST, widget=forms.HiddenInput)
