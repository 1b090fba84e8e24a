from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import User


class AccountForm(forms.ModelForm):
    """What people say of themselves. The names of staff stand in the office's records: the office changes those."""

    language = forms.ChoiceField(
        label=_("Language of our mails"),
        required=False,
        choices=[("", _("As the site’s default")), *settings.LANGUAGES],
    )

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": pgettext_lazy("person", "Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_staff:
            del self.fields["name"]
        else:
            self.fields["name"].required = True
