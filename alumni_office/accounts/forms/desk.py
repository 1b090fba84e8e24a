from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import queries
from ..models import RoleGrant, User
from ..roles import DEFINITIONS, Role


class EmailCleaned:
    """An address is kept in lower case, so that it is one address however it is typed."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class UserAddForm(EmailCleaned, BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class PasswordForm(AdminPasswordChangeForm):
    usable_password = None  # everyone at the desk signs in with a password


class UserEditForm(EmailCleaned, forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "name", "is_staff", "is_active"]


class RoleGrantForm(forms.ModelForm):
    class Meta:
        model = RoleGrant
        fields = ["role", "college", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # the cells of an inline table have no labels of their own
            field.widget.attrs["aria-label"] = str(field.label)
        if self.instance.pk:  # what was granted stays as it was granted; only its last day moves
            for name in self.fields:
                self.fields[name].disabled = name != "ends_on" or bool(self.instance.ended_at)

    def clean(self):
        data = super().clean()
        definition = DEFINITIONS.get(data.get("role"))
        if definition and definition.needs_college and not data.get("college"):
            self.add_error("college", _("A college officer needs a college."))
        if definition and not definition.needs_college and data.get("college"):
            self.add_error("college", _("This role is for the whole university: leave the college empty."))
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end lies before the beginning."))
        elif ends_on and "ends_on" in self.changed_data and ends_on < timezone.localdate():
            self.add_error("ends_on", _("The last day is today or later. To end a role at once, choose “End now”."))
        return data


def role_sentences() -> list[tuple[str, str]]:
    return [(str(Role(role).label), str(definition.sentence)) for role, definition in DEFINITIONS.items()]


class TakerForm(forms.Form):
    taker = forms.ModelChoiceField(User.objects.none(), label=_("Who takes over"), empty_label=_("Choose a colleague"))

    def __init__(self, *args, leaver, needed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = queries.takers(leaver)
        if not needed:
            del self.fields["taker"]


class LookForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For example: the person asked for help by telephone.")
    )
