"""What the desk enters about check-in: `cleaned_data` are a service's arguments."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from events.models import Session


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ListForm(StyledForm):
    name = forms.CharField(label=pgettext_lazy("of a list", "Name"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=80, required=False)
    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("Part of the event"), required=False,
        empty_label=gettext_lazy("The whole event"),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, event, **more):
        super().__init__(*args, **more)
        self.fields["session"].queryset = event.sessions.order_by("starts_at", "pk")


class PassForm(StyledForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the volunteer’s account"), max_length=254,
        help_text=gettext_lazy("The volunteer signs up on the site first, without any role."),
    )  # fmt: skip
    day = forms.DateField(
        label=pgettext_lazy("of a pass", "Day"), widget=DayInput,
        help_text=gettext_lazy("The pass is good for this event and this day alone, by the clock of the event."),
    )  # fmt: skip


class PrintForm(forms.Form):
    """`part`: of so many people each; `code`: one registration alone."""

    part = forms.IntegerField(min_value=1, max_value=1000, required=False)
    code = forms.CharField(max_length=12, required=False)
