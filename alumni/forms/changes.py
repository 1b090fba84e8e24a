"""What a person asks to have changed, and the corrections that need nobody's word."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.intake.cells.names import read_name
from alumni.models import ContactPoint, Degree, Employment
from alumni.models.places import Province

from .people import NameListField, StyledForm, countries, label
from .rows import Places, YearField, normalised, optional


class RequestForm(StyledForm):
    """`wanted` are the values; the key makes a double click one request."""

    statement = forms.CharField(
        label=gettext_lazy("Why, and what shows it"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("The college reads this before it decides."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def wanted(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("statement", "key")}


class NamesForm(RequestForm):
    name = forms.CharField(label=label("name"), max_length=60)
    name_as_written = forms.CharField(
        label=label("name_as_written"), max_length=60, required=False,
        help_text=gettext_lazy("If you write it in traditional characters."),
    )  # fmt: skip
    latin_name = forms.CharField(label=label("latin_name"), max_length=80, required=False)
    former_names = NameListField(
        label=label("former_names"), required=False, help_text=gettext_lazy("Several are separated by a comma.")
    )
    field_order = ["name", "name_as_written", "latin_name", "former_names", "statement"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name == self.initial.get("name"):
            return name
        found = read_name(name)
        if not found.name or found.doubt:
            raise ValidationError(_("Enter your name, such as 王伟 or Wang Wei."))
        return found.name[:60]

    def clean_former_names(self):
        names = self.cleaned_data["former_names"]
        if len(names) > 10 or any(len(name) > 60 for name in names):
            raise ValidationError(_("These are too many, or too long, to be names."))
        return names


class DegreeRequestForm(RequestForm):
    school = forms.TypedChoiceField(label=label("school", Degree), required=False, coerce=int, empty_value=None)
    college = forms.TypedChoiceField(
        label=label("college", Degree), required=False, coerce=int, empty_value=None,
        help_text=gettext_lazy("As on the diploma."),
    )  # fmt: skip
    major = optional(model=Degree, field="major")
    level = forms.ChoiceField(label=label("level", Degree), required=False, choices=[("", "—"), *Degree.Level.choices])
    class_name = optional(model=Degree, field="class_name")
    student_no = optional(model=Degree, field="student_no")
    enrolment_year = YearField(label=label("enrolment_year", Degree), help_text=gettext_lazy("98级 is 1998."))
    graduation_year = YearField(label=label("graduation_year", Degree), help_text=gettext_lazy("02届 is 2002."))
    field_order = [
        "school", "college", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year",
        "statement",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = Places()
        self.offer("school", self.places.schools)
        self.offer("college", self.places.colleges)

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        school, college = data.get("school"), data.get("college")
        if college and not school and college != self.initial.get("college"):
            data["school"] = self.places.school_of[college]
        elif college and school and self.places.school_of[college] != school:
            self.add_error("college", _("This college belongs to another school."))
        first, last = data.get("enrolment_year"), data.get("graduation_year")
        if first and last and last < first:
            self.add_error("graduation_year", _("The graduation cannot come before the enrolment."))
        if not any(data.get(name) for name in self.field_order if name != "statement"):
            raise ValidationError(_("Fill in at least one field."))
        return data


Kind = ContactPoint.Kind


class CorrectionForm(StyledForm):
    """Contacts, job and place; `cleaned_data` are the arguments of services.corrections.save_corrections()."""

    NEW = (Kind.MOBILE, Kind.EMAIL, Kind.WECHAT, Kind.ADDRESS)

    new_mobile = forms.CharField(label=gettext_lazy("Another mobile number"), max_length=60, required=False)
    new_email = forms.CharField(label=gettext_lazy("Another e-mail address"), max_length=254, required=False)
    new_wechat = forms.CharField(label=gettext_lazy("WeChat account"), max_length=60, required=False)
    new_address = forms.CharField(label=gettext_lazy("Postal address"), max_length=254, required=False)
    employer = forms.CharField(label=label("employer", Employment), max_length=120, required=False)
    job_title = forms.CharField(label=label("job_title", Employment), max_length=80, required=False)
    country = forms.ChoiceField(
        label=label("country"), required=False, choices=lambda: [("", "—"), *countries()]
    )  # fmt: skip
    province = forms.ChoiceField(
        label=label("province"), required=False, choices=lambda: [("", "—"), *Province.choices],
        help_text=gettext_lazy("For places in China."),
    )  # fmt: skip
    city = forms.CharField(label=label("city"), max_length=60, required=False)
    ended = forms.TypedMultipleChoiceField(
        label=gettext_lazy("No longer used"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("ended", points)

    def clean(self):
        data = super().clean()
        added = []
        for kind in self.NEW:
            text = (data.get(f"new_{kind}") or "").strip()
            if text:
                try:
                    added.append((str(kind), normalised(kind, text)))
                except ValidationError as error:
                    self.add_error(f"new_{kind}", error)
        if data.get("province") and data.get("country") not in ("", "CN", "HK", "MO", "TW", None):
            self.add_error("province", _("A province belongs to an address in China; the country says otherwise."))
        place = {name: data.get(name, "") for name in ("country", "province", "city")}
        return {
            "ended": data.get("ended", []), "added": added, "place": place, "employer": data.get("employer", ""),
            "job_title": data.get("job_title", ""),
        }  # fmt: skip
