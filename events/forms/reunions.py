"""What is typed about class reunions; `cleaned_data` are arguments of services.reunions."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alumni.forms.circle import KeyedForm
from alumni.forms.people import StyledForm
from alumni.models import College
from events.models import Classmate, ClassReunion, Event, Kind, Place, Wish
from events.models.reunions import MOST_SEATS

AHEAD = timedelta(days=3 * 366)


def return_days():
    """Return Days that people may know of and that are still to come."""
    return Event.objects.listed().coming().filter(kind=Kind.RETURN_DAY).order_by("starts_at")


class ChangeForm(StyledForm):
    """Arguments of services.reunions.change_booking(): of a confirmed reunion the day stays as it is."""

    event = forms.ModelChoiceField(
        label=_("Part of a Return Day"), queryset=Event.objects.none(), required=False,
        empty_label=_("No, a day of our own"),
    )  # fmt: skip
    day = forms.DateField(label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    expected = forms.IntegerField(
        label=_("How many people do you expect?"), min_value=1, max_value=5000,
        help_text=_("With those who come along. A guess is enough; you can change it later."),
    )  # fmt: skip
    wishes = forms.MultipleChoiceField(
        label=_("What would you like to do?"), choices=Wish, required=False, widget=forms.CheckboxSelectMultiple
    )
    wish_text = forms.CharField(
        label=_("Anything else about the programme"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Which teacher, which lesson, who needs a wheelchair …"),
    )  # fmt: skip

    def __init__(self, *args, fixed=False, **kwargs):
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["event"], self.fields["day"]
        else:
            self.fields["event"].queryset = return_days()
            self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if day <= today:
            raise forms.ValidationError(gettext("Choose a day that is still to come."))
        if day > today + AHEAD:
            raise forms.ValidationError(gettext("Choose a day within the next three years."))
        return day

    def clean(self):
        data = super().clean()
        event, day = data.get("event"), data.get("day")
        if event and day:
            first, last = (timezone.localtime(at, event.zone).date() for at in (event.starts_at, event.ends_at))
            if not first <= day <= last:
                self.add_error("day", gettext("This Return Day is on %(day)s.") % {"day": first.isoformat()})
        return data


class BookForm(ChangeForm, KeyedForm):
    """Arguments of services.reunions.book_day()."""

    whole_year = forms.TypedChoiceField(
        label=_("For whom?"), choices=[("0", _("My class")), ("1", _("The whole year of my college"))], initial="0",
        coerce=lambda value: value == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ["whole_year", "event", "day", "expected", "wishes", "wish_text", "key"]


class DeskBookForm(BookForm):
    """The same, as the contact person says it on the telephone."""

    labels = {
        "expected": _("How many people are expected?"), "wishes": _("What would they like to do?"),
        "event": _("Part of a Return Day"), "whole_year": _("For whom?"),
    }  # fmt: skip

    def __init__(self, *args, degree, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
        self.fields["event"].empty_label = _("No, a day of their own")
        self.fields["expected"].help_text = _("With those who come along. A guess is enough.")
        which = degree.class_name or degree.major
        self.fields["whole_year"].choices = [("0", which), ("1", _("The whole year of the college"))]


class CancelForm(StyledForm):
    reason = forms.CharField(
        label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who was invited reads it as you write it."),
    )  # fmt: skip


class AnswerForm(StyledForm):
    """Arguments of services.reunions.answer()."""

    answer = forms.ChoiceField(
        label=_("Do you come?"), widget=forms.RadioSelect,
        choices=[("coming", _("Yes, I come")), ("unsure", _("I do not know yet")), ("not_coming", _("No, I cannot"))],
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("How many are you, with those who come along?"), min_value=1, max_value=MOST_SEATS, initial=1,
    )  # fmt: skip
    word = forms.CharField(
        label=_("A word to your class"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The contact person and the college read it with your answer."),
    )  # fmt: skip


class MarkForm(KeyedForm):
    """Arguments of services.reunions.mark()."""

    answer = forms.ChoiceField(
        label=_("What did you hear?"), choices=[each for each in Classmate.Answer.choices if each[0] != "none"]
        + [("none", _("Nothing yet"))],
    )  # fmt: skip
    word = forms.CharField(
        label=_("What you know"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Of somebody who is not found: whom to ask, where the person went. The college reads it."),
    )  # fmt: skip


class InviteForm(forms.Form):
    people = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(pk, pk) for pk in offered]


class ConfirmForm(StyledForm):
    """Arguments of services.reunions.confirm_reunion()."""

    place = forms.ModelChoiceField(label=_("Hall"), queryset=Place.objects.none(), required=False)
    hall = forms.CharField(label=_("Hall, in words"), max_length=120, required=False)
    teacher = forms.CharField(label=_("Teacher"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(closed_at__isnull=True).order_by("name")

    def clean(self):
        data = super().clean()
        if not (data.get("place") or data.get("hall")):
            self.add_error("hall", gettext("Choose a hall, or say in words where the class meets."))
        return data


class DeclineForm(StyledForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The contact person reads it as you write it."),
    )  # fmt: skip


class ReunionFilter(StyledForm):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ClassReunion.State.choices])
    college = forms.ModelChoiceField(
        label=_("College"), queryset=College.objects.none(), required=False, empty_label=_("All colleges")
    )
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    def __init__(self, *args, colleges, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = colleges
