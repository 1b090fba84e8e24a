from django import forms
from django.utils.translation import gettext_lazy as _


class CollegeSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name of a college, department or school"),
        help_text=_("As it was called then, or is called now. Part of the name is enough."),
        max_length=60,
        required=False,
    )
