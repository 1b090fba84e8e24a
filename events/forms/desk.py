"""What is asked at the desk beside the parts of an event: filters, the copy, the end; series and places."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from events.models import Event, Kind, Place, Series
from events.services.copying import Part

from .words import OneLine, label

SPANS = [
    ("coming", pgettext_lazy("events", "Coming")),
    ("drafts", pgettext_lazy("events", "Drafts")),
    ("past", pgettext_lazy("events", "Past")),
    ("cancelled", pgettext_lazy("events", "Cancelled")),
]
TAKE = [
    (Part.WORDS.value, gettext_lazy("Words: the sentence, the text, the fee")),
    (Part.PLACE.value, gettext_lazy("Place")),
    (Part.SESSIONS.value, gettext_lazy("Parts, with their hours and seats, without speakers")),
    (Part.TICKETS.value, gettext_lazy("Kinds of tickets")),
    (Part.QUESTIONS.value, gettext_lazy("Questions")),
]


class FilterForm(StyledForm):
    span = forms.ChoiceField(choices=SPANS, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=label("kind"), choices=[("", gettext_lazy("All kinds")), *Kind.choices], required=False
    )
    series = forms.ModelChoiceField(
        label=label("series"), queryset=Series.objects.order_by("order", "name"), required=False,
        empty_label=gettext_lazy("All series"),
    )  # fmt: skip
    host = forms.ChoiceField(label=pgettext_lazy("event", "Held by"), required=False)
    words = forms.CharField(label=label("title"), max_length=60, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("host", [("", _("All hosts")), *hosts_of_events(user)])


def hosts_of_events(user) -> list[tuple[str, str]]:
    """Who holds, or held, something that `user` may see."""
    rows = Event.objects.visible_to(user).order_by()
    colleges = rows.filter(college__isnull=False).values_list("college_id", "college__name").distinct()
    chapters = rows.filter(chapter__isnull=False).values_list("chapter_id", "chapter__name").distinct()
    return [
        ("office", _("The alumni office")),
        *sorted(((f"college:{pk}", name) for pk, name in colleges), key=lambda pair: pair[1]),
        *sorted(((f"chapter:{pk}", name) for pk, name in chapters), key=lambda pair: pair[1]),
    ]


class CopyForm(StyledForm):
    """Arguments of services.copying.copy_event()."""

    starts_on = forms.DateField(
        label=gettext_lazy("The first day of the new one"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Hours stay; every other date moves by as many days."),
    )  # fmt: skip
    take = forms.MultipleChoiceField(
        label=gettext_lazy("Take along"), choices=TAKE, required=False, widget=forms.CheckboxSelectMultiple,
        initial=[value for value, _label in TAKE],
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"].widget.attrs["class"] = "form-check-input"

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if not 1901 <= day.year <= timezone.localdate().year + 10:
            raise forms.ValidationError(_("Look at the year again."))
        return day


class CancelForm(StyledForm):
    reason = OneLine(
        label=gettext_lazy("Why?"), max_length=300,
        help_text=gettext_lazy("It stands on the public page and in the mail to everybody registered."),
    )  # fmt: skip


class MessageForm(StyledForm):
    """Arguments of services.notices.say()."""

    subject = OneLine(label=gettext_lazy("Subject"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Each mail begins with the name of who is registered, and ends with the link to the own "
                               "registration and the name of the host."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SeriesForm(StyledForm):
    """Arguments of services.planning.save_series()."""

    kind = forms.ChoiceField(label=label("kind", Series), choices=Kind.choices)
    name = OneLine(label=label("name", Series), max_length=120)
    name_en = OneLine(label=label("name_en", Series), max_length=160, required=False)
    about = forms.CharField(
        label=label("about", Series), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    about_en = forms.CharField(
        label=label("about_en", Series), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    order = forms.IntegerField(label=label("order", Series), min_value=0, max_value=999, initial=10)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)


class PlaceForm(StyledForm):
    """Arguments of services.planning.save_place()."""

    name = OneLine(label=label("name", Place), max_length=120)
    name_en = OneLine(label=label("name_en", Place), max_length=160, required=False)
    address = OneLine(label=label("address", Place), max_length=200, required=False)
    address_en = OneLine(label=label("address_en", Place), max_length=200, required=False)
    capacity = forms.IntegerField(label=label("capacity", Place), min_value=1, max_value=1_000_000, required=False)
    step_free = forms.BooleanField(label=label("step_free", Place), required=False)
    is_closed = forms.BooleanField(label=gettext_lazy("Not offered any more"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
