"""Appointing somebody who speaks for a class; choosing whose liaisons are listed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.models import College, Degree

from .people import StyledForm


class LiaisonForm(StyledForm):
    degree = forms.ModelChoiceField(label=_("Class"), queryset=Degree.objects.none())
    agreed = forms.BooleanField(
        label=_("The person agreed to be asked about classmates"),
        error_messages={"required": _("Ask the person first.")},
    )

    def __init__(self, *args, degrees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["degree"].queryset = degrees


class LiaisonFilter(StyledForm):
    college = forms.ModelChoiceField(
        label=_("College"), queryset=College.objects.none(), required=False, empty_label=_("All colleges")
    )
    past = forms.BooleanField(label=_("Those who ended"), required=False)

    def __init__(self, *args, colleges, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = colleges
