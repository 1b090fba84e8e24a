"""What the directory of alumni companies is asked for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models.places import Industry, Province
from donations.models import Organisation
from events.forms.words import OneLine, label


class DirectoryForm(StyledForm):
    """`asked` are arguments of queries.companies.opened()."""

    words = OneLine(label=gettext_lazy("Name or what it does"), max_length=80, required=False)
    industry = forms.ChoiceField(label=label("industry", Organisation), required=False)
    province = forms.ChoiceField(label=label("province", Organisation), required=False)

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.offer("industry", [("", _("All trades")), *Industry.choices])
        self.offer("province", [("", _("All provinces")), *Province.choices])

    @property
    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
