"""What a visitor asks of the directory; each answer has an address of its own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alumni.models.places import COUNTRIES, Province, country_label
from alumni_office.ui.tilemap import LAYOUT
from chapters.models import Chapter
from chapters.queries.directory import STATES


class DirectoryForm(forms.Form):
    q = forms.CharField(label=_("Name or place"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Chapter.Kind.choices], required=False)
    place = forms.CharField(
        label=_("Place"), max_length=2, required=False, widget=forms.Select,
        error_messages={"max_length": _("There is no such place. Choose one from the list.")},
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All states")), *((key, words) for key, (words, _states) in STATES.items())],
        required=False,
    )

    def __init__(self, data, *, countries: list[tuple[str, str]]):
        super().__init__(data)
        asked = (data or {}).get("place", "")
        if asked in COUNTRIES and asked not in dict(countries):
            countries = [*countries, (asked, country_label(asked))]
        self.fields["place"].widget.choices = [
            ("", _("All places")),
            (_("Provinces"), [(one.value, one.label) for one in Province]),
            (_("Countries and regions"), countries),
        ]

    def clean_place(self):
        place = self.cleaned_data["place"]
        if place and place not in LAYOUT and place not in COUNTRIES:
            raise forms.ValidationError(_("There is no such place. Choose one from the list."))
        return place


def place_name(code: str) -> str:
    """A province or country in the reader's language."""
    return str(Province(code).label) if code in LAYOUT else country_label(code)
