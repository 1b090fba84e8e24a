"""For which place, trade or college."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm, countries
from alumni.forms.rows import Places
from alumni.models import College
from alumni.models.places import OF_CHINA, Industry, Province
from chapters.models.places import Placed
from chapters.queries import places

Kind = Placed.Kind
OF_KIND = {
    Kind.REGIONAL: ["province", "city"],
    Kind.OVERSEAS: ["country", "city"],
    Kind.INDUSTRY: ["industry"],
    Kind.COLLEGE: ["college"],
}
NOWHERE = {"province": "", "country": "", "city": "", "industry": "", "college": None}


class PlaceForm(StyledForm):
    """The fields of one kind of chapter; `place` holds the six columns when the form is valid."""

    province = forms.ChoiceField(label=gettext_lazy("Province"), choices=lambda: [("", "—"), *Province.choices])
    country = forms.ChoiceField(label=gettext_lazy("Country or region"))
    city = forms.CharField(
        label=gettext_lazy("City"), max_length=60, required=False,
        help_text=gettext_lazy("Leave it empty for the whole province or country."),
    )  # fmt: skip
    industry = forms.ChoiceField(label=gettext_lazy("Trade"), choices=lambda: [("", "—"), *Industry.choices])
    college = forms.TypedChoiceField(label=gettext_lazy("College"), coerce=int, empty_value=None)

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in NOWHERE:
            if name not in OF_KIND[Kind(kind)]:
                del self.fields[name]
        if "country" in self.fields:
            self.offer("country", [("", "—"), *((code, name) for code, name in countries() if code not in CHINA)])
        if "college" in self.fields:
            self.offer("college", Places().colleges)

    def clean_college(self):
        return College.objects.filter(pk=self.cleaned_data["college"]).first()

    def clean(self):
        data = super().clean()
        if self.is_placed:
            data["city"] = places.plain_city(self.place)
            if places.is_elsewhere(self.place):
                self.add_error("city", _("%(city)s lies in another province.") % {"city": data["city"]})
        return data

    @property
    def is_placed(self) -> bool:
        return all(self.cleaned_data.get(name) is not None for name in OF_KIND[Kind(self.kind)])

    @property
    def place(self) -> dict:
        return {"kind": self.kind, **{name: self.cleaned_data.get(name) or empty for name, empty in NOWHERE.items()}}


CHINA = {"CN", *OF_CHINA}
