from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from publications.services.sending.preparing import ascii_address


class ScheduleForm(StyledForm):
    at = forms.DateTimeField(
        label=gettext_lazy("Send at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise ValidationError(_("This moment is over: choose a later one, or send now."))
        if at > timezone.now() + timedelta(days=366):
            raise ValidationError(_("This is more than a year away."))
        return at


class SpeedForm(StyledForm):
    per_minute = forms.IntegerField(
        label=gettext_lazy("At most a minute"), required=False, min_value=1, max_value=1_000_000,
        help_text=gettext_lazy("Empty: as fast as the mail server takes them"),
    )  # fmt: skip


class HoldForm(StyledForm):
    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def clean_address(self):
        """As it is written to: its domain in ASCII."""
        address = ascii_address(self.cleaned_data["address"])
        if not address:
            raise ValidationError(_("No mail can be sent to this address."))
        return address


class DecisionForm(forms.Form):
    """A person's word on a letter in doubt."""

    arrived = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")
