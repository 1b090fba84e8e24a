"""What an officer types about one person; `cleaned_data` holds values as the models store them."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.intake.cells.names import read_name
from alumni.models import Alumnus, Consent, Interaction
from alumni.models.people import PARTIAL_DATE
from alumni.models.places import COUNTRIES, Industry, Province, country_label

NAMES = re.compile(r"[,，、;；\n]")
# What neither a line nor a text may hold: no header of a mail, no feed and no office file takes it.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# What a line may not hold beside them: ends of lines, and marks that turn the direction of writing.
BREAKS = re.compile("[\n\r\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")


# Of which a line may not be made alone: nobody could read it, nor press a link of that name.
UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)


def choices(field_name: str, model=Alumnus, *, empty: bool = False):
    found = model._meta.get_field(field_name).choices
    return [("", "—"), *found] if empty else found


def label(field_name: str, model=Alumnus):
    return capfirst(model._meta.get_field(field_name).verbose_name)


def countries() -> list[tuple[str, str]]:
    """All countries by name, China first."""
    rest = ((code, country_label(code)) for code in COUNTRIES if code != "CN")
    return [("CN", country_label("CN")), *sorted(rest, key=lambda choice: choice[1])]


def one_line(value) -> None:
    if isinstance(value, str) and (CONTROLS.search(value) or BREAKS.search(value) or UNSEEN.fullmatch(value)):
        raise ValidationError(_("This is one line of text, without characters that cannot be seen."), code="one_line")


DASHES = BLANK_CHOICE_DASH[0][1]  # what Django shows for nothing


class StyledForm(forms.Form):
    """Widgets carry the desk's class names; admin/alumni/form_fields.html draws the fields. A line with what cannot
    be seen is refused; of a longer text, which people paste from elsewhere, that is left out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.BooleanField):
                field.widget.attrs["class"] = "form-check-input"
            elif isinstance(field.widget, forms.RadioSelect):
                pass  # each circle stands beside its word, and all of them in no box
            elif isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            elif not field.widget.is_hidden:
                field.widget.attrs["class"] = "form-control"
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
                field.empty_label = "—"
            if isinstance(field, forms.CharField) and not (
                isinstance(field.widget, forms.Textarea) or field.widget.is_hidden
            ):
                field.validators.append(one_line)

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and isinstance(self.fields[name].widget, forms.Textarea):
                self.cleaned_data[name] = CONTROLS.sub("", value)

    def offer(self, name: str, choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PartialDateField(forms.CharField):
    """A year, a year and a month, or a day: 1976, 1976-09, 1976-09-23."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, required=False, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        parts = [part for part in re.split(r"[-/.年月日]", text) if part]
        if not parts:
            return ""
        found = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
        if not re.match(PARTIAL_DATE, found) or not _is_a_day(found):
            raise ValidationError(
                _("Enter a year, a year and a month, or a date, such as 1976, 1976-09 or 1976-09-23.")
            )
        if found > timezone.localdate().isoformat():
            raise ValidationError(_("This date lies in the future."))
        return found


def _is_a_day(found: str) -> bool:
    try:
        return len(found) < 10 or bool(date.fromisoformat(found))
    except ValueError:
        return False


class NameListField(forms.CharField):
    """Several names in one line; a list in Python."""

    def prepare_value(self, value):
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        names = (name.strip() for name in NAMES.split(super().to_python(value)))
        return [name for name in dict.fromkeys(names) if name]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class PersonForm(StyledForm):
    name = forms.CharField(
        label=label("name"), max_length=60, help_text=gettext_lazy("As registered, in simplified characters.")
    )
    name_as_written = forms.CharField(
        label=label("name_as_written"), max_length=60, required=False,
        help_text=gettext_lazy("Where it differs, such as 葉國華 for 叶国华."),
    )  # fmt: skip
    latin_name = forms.CharField(label=label("latin_name"), max_length=80, required=False)
    former_names = NameListField(
        label=label("former_names"), required=False, help_text=gettext_lazy("Several are separated by a comma.")
    )
    kind = forms.ChoiceField(label=label("kind"), choices=Alumnus.Kind)
    gender = forms.ChoiceField(label=label("gender"), choices=lambda: choices("gender", empty=True), required=False)
    birth_date = PartialDateField(label=label("birth_date"), help_text=gettext_lazy("1976, 1976-09 or 1976-09-23."))
    life = forms.ChoiceField(label=label("life"), choices=Alumnus.Life)
    tier = forms.ChoiceField(label=label("tier"), choices=Alumnus.Tier)
    verified = forms.BooleanField(label=gettext_lazy("The office has verified this record"), required=False)
    country = forms.ChoiceField(
        label=label("country"), required=False,
        choices=lambda: [("", "—"), *countries()],
    )  # fmt: skip
    province = forms.ChoiceField(
        label=label("province"), choices=lambda: [("", "—"), *Province.choices], required=False,
        help_text=gettext_lazy("For places in China."),
    )  # fmt: skip
    city = forms.CharField(label=label("city"), max_length=60, required=False)
    industry = forms.ChoiceField(
        label=label("industry"), choices=lambda: [("", "—"), *Industry.choices], required=False
    )
    ethnicity = forms.CharField(label=label("ethnicity"), max_length=20, required=False)
    native_place = forms.CharField(label=label("native_place"), max_length=60, required=False)
    notes = forms.CharField(
        label=label("notes"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everyone who may see this person reads them: no telephone numbers here."),
    )  # fmt: skip

    def __init__(self, *args, may_see_contacts: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_see_contacts:
            del self.fields["birth_date"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name == self.initial.get("name"):
            return name
        found = read_name(name)
        # What the reader cannot make out (a nickname, a foreign name) is kept as it was typed.
        return found.name if found.name and not found.doubt else " ".join(name.split())

    def clean(self):
        data = super().clean()
        if data.get("province") and data.get("country") not in ("", "CN", "HK", "MO", "TW", None):
            self.add_error("province", _("A province belongs to an address in China; the country says otherwise."))
        return data


class InteractionForm(StyledForm):
    kind = forms.ChoiceField(label=label("kind", Interaction), choices=Interaction.Kind)
    happened_on = forms.DateField(
        label=label("happened_on", Interaction), initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False,
    )  # fmt: skip
    summary = forms.CharField(
        label=label("summary", Interaction), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What was said and what was promised, in a sentence or two."),
    )  # fmt: skip

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("A contact made cannot lie in the future."))
        return day


class ConsentForm(StyledForm):
    purpose = forms.ChoiceField(label=label("purpose", Consent), choices=Consent.Purpose)
    channel = forms.ChoiceField(label=label("channel", Consent), choices=Consent.Channel)
    given = forms.TypedChoiceField(
        label=gettext_lazy("Answer"), coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Given")), ("no", gettext_lazy("Withdrawn or refused"))],
    )  # fmt: skip
    wording = forms.CharField(
        label=gettext_lazy("How it was said"), max_length=500, required=False,
        help_text=gettext_lazy("Where and when the person said so; it stays on record."),
    )  # fmt: skip


class ArchiveForm(StyledForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("It stays on record. The person can be restored at any time."),
    )  # fmt: skip


class TagForm(StyledForm):
    tag = forms.CharField(label=gettext_lazy("Tag"), max_length=40)

    def clean_tag(self):
        return " ".join(self.cleaned_data["tag"].split())
