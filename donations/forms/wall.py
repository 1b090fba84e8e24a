"""Whom a visitor looks for on the donor wall."""

from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from events.forms.words import OneLine


class FindForm(StyledForm):
    q = OneLine(label=gettext_lazy("Find a name"), max_length=60, required=False)

    def __init__(self, data):
        super().__init__(data, label_suffix="")

    @property
    def words(self) -> str:
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
