"""What alumni type to find each other and to write."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni.models import College
from alumni.models.places import Industry

from .people import StyledForm


class ClassmateForm(StyledForm):
    """Arguments of queries.circle.classmates()."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=40, required=False)
    year = forms.IntegerField(
        label=_("Year of enrolment or graduation"), min_value=1900, max_value=2100, required=False
    )
    college = forms.ModelChoiceField(
        label=_("College"), queryset=College.objects.none(), required=False, empty_label=_("Any")
    )
    class_name = forms.CharField(label=_("Class"), max_length=40, required=False)
    place = forms.CharField(label=_("City, province or country"), max_length=40, required=False)
    industry = forms.ChoiceField(label=_("Trade"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = College.objects.select_related("school").order_by("school__name", "name")
        self.offer("industry", [("", _("Any")), *Industry.choices])


class KeyedForm(StyledForm):
    """A form that may be sent twice and is acted on once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class OneLine(forms.CharField):
    def clean(self, value):
        return " ".join(super().clean(value).split())


class MessageForm(KeyedForm):
    """Arguments of services.messages.send_message()."""

    subject = OneLine(label=_("Subject"), max_length=120)
    text = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 9}))


class HintForm(KeyedForm):
    """Arguments of services.hints.tell_of_classmate()."""

    statement = forms.CharField(
        label=_("What do you know?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Where the person lives or works now, or whom to ask. Only the college and the office read it."),
    )  # fmt: skip
