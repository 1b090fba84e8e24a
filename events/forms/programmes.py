"""What is typed about programmes, shifts, volunteers and their hours. Names of fields are arguments of the services."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from events.models import Event, Programme, Shift, Volunteer, academic_year
from events.services.programmes.volunteers import Line

from .times import HoursForm, hour, offer_places, places, zone_field
from .words import OneLine, label

MOST_LINES = 500
LONGEST = timedelta(hours=24)
NUMBER = re.compile(r"[0-9A-Za-z-]{3,20}")


def long_text(name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label(name, Programme), max_length=5000, required=False, widget=widget)


def day(name: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label(name, Programme), widget=widget)


def version():
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def key():
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def initial_of(row, fields) -> dict:
    return {name: getattr(row, name) for name in fields if hasattr(row, name)}


class ProgrammeForm(StyledForm):
    """Arguments of services.programmes.save_programme()."""

    kind = forms.ChoiceField(label=label("kind", Programme), choices=Programme.Kind)
    title = OneLine(label=label("title", Programme), max_length=120)
    title_en = OneLine(label=label("title_en", Programme), max_length=160, required=False)
    event = forms.ModelChoiceField(
        label=label("event", Programme), queryset=Event.objects.none(), required=False, empty_label="—"
    )
    starts_on = day("starts_on")
    ends_on = day("ends_on")
    time_zone = zone_field()
    text = long_text("text")
    text_en = long_text("text_en")
    version = version()

    def __init__(self, *args, user, programme: Programme | None = None, **kwargs):
        if programme:
            kwargs["initial"] = initial_of(programme, self.base_fields)
        super().__init__(*args, **kwargs)
        offered = Event.objects.visible_to(user).filter(starts_at__gte=timezone.now() - timedelta(days=400))
        if programme and programme.event_id:
            offered |= Event.objects.visible_to(user).filter(pk=programme.event_id)
        self.fields["event"].queryset = offered.order_by("-starts_at")  # type: ignore[attr-defined]

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and not 0 <= (last - first).days <= 400:
            self.add_error("ends_on", _("The last day lies on or after the first, and within a year or so."))
        if first and not 1980 <= first.year <= 2100:
            self.add_error("starts_on", _("Look at the year again."))
        return data


class NewProgrammeForm(ProgrammeForm):
    version = None  # type: ignore[assignment]
    key = key()


class ShiftForm(HoursForm):
    """Arguments of services.programmes.save_shift()."""

    role = OneLine(label=label("role", Shift), max_length=80)
    role_en = OneLine(label=label("role_en", Shift), max_length=120, required=False)
    starts_at = hour("starts_at", model=Shift, required=True)
    ends_at = hour("ends_at", model=Shift, required=True)
    place = places()
    where = forms.CharField(label=label("where", Shift), max_length=200, required=False)
    where_en = forms.CharField(label=label("where_en", Shift), max_length=200, required=False)
    wanted = forms.IntegerField(label=label("wanted", Shift), min_value=1, max_value=500, initial=2)
    version = version()

    def __init__(self, *args, programme: Programme, shift: Shift | None = None, **kwargs):
        if shift:
            kwargs["initial"] = initial_of(shift, self.base_fields)
        super().__init__(*args, **kwargs)
        self.use_zone(programme.time_zone)
        offer_places(self.fields["place"], shift.place_id if shift else None)

    def clean(self):
        data = super().clean()
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at - starts_at > LONGEST:
            self.add_error("ends_at", _("A shift lasts a day at most: add one for each day."))
        return data


class NewShiftForm(ShiftForm):
    version = None  # type: ignore[assignment]
    key = key()


class NumberField(forms.CharField):
    def __init__(self):
        super().__init__(label=label("student_number", Volunteer), max_length=20)

    def clean(self, value):
        found = super().clean(value).upper()
        if not NUMBER.fullmatch(found):
            raise ValidationError(_("A student number has 3 to 20 letters and digits."))
        return found


def this_year() -> int:
    return academic_year(timezone.localdate())


def year_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Member in the academic year that began in"), initial=this_year, min_value=1980,
        max_value=2100,
    )  # fmt: skip


class VolunteerForm(StyledForm):
    """Arguments of services.programmes.save_volunteer()."""

    name = OneLine(label=pgettext_lazy("of a person", "Name"), max_length=80)
    student_number = NumberField()
    college = forms.ModelChoiceField(
        label=label("college", Volunteer), queryset=College.objects.none(), required=False, empty_label="—"
    )
    phone = OneLine(label=label("phone", Volunteer), max_length=30, required=False)
    email = forms.EmailField(label=label("email", Volunteer), max_length=254, required=False)
    version = version()

    def __init__(self, *args, volunteer: Volunteer | None = None, **kwargs):
        if volunteer:
            kwargs["initial"] = initial_of(volunteer, self.base_fields)
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = College.objects.order_by("name")  # type: ignore[attr-defined]


class NewVolunteerForm(VolunteerForm):
    version = None  # type: ignore[assignment]
    year = year_field()


class MemberForm(forms.Form):
    year = forms.IntegerField(min_value=1980, max_value=2100)


class PasteForm(StyledForm):
    """Lines as they come out of a sheet; all are taken, or none."""

    lines = forms.CharField(
        label=gettext_lazy("Volunteers, a line each"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Name, student number, college, telephone, e-mail: separated by tabs or commas; the last three may be "
            "left out. Whoever is entered already becomes a member of the year."
        ),
    )  # fmt: skip
    year = year_field()

    def clean_lines(self) -> list[Line]:
        colleges = {each.name: each for each in College.objects.all()}
        texts = [(number, text) for number, text in enumerate(self.cleaned_data["lines"].splitlines(), 1)
                 if text.strip()]  # fmt: skip
        if len(texts) > MOST_LINES:
            raise ValidationError(_("These are more than %(most)d lines: paste fewer at once.") % {"most": MOST_LINES})
        found, wrong = [], []
        for number, text in texts:
            try:
                found.append(_line(text, colleges))
            except ValidationError as error:
                wrong.append(_("Line %(number)d: %(why)s") % {"number": number, "why": error.messages[0]})
        if wrong:
            raise ValidationError(wrong[:20])
        return found


def _line(text: str, colleges: dict[str, College]) -> Line:
    parts = [" ".join(part.split()) for part in re.split(r"[\t,，]", text)]
    name, number, college, phone, email, *more = [*parts, *[""] * 5][: max(5, len(parts))]
    if more or not name or not number:
        raise ValidationError(_("there should be a name, a student number and at most three more."))
    if len(name) > 80 or len(phone) > 30 or len(email) > 254:
        raise ValidationError(_("something is too long."))
    if college and college not in colleges:
        raise ValidationError(_("there is no college “%(name)s”.") % {"name": college})
    if email:
        EmailValidator(_("“%(value)s” is no e-mail address."))(email)
    return Line(name, NumberField().clean(number), colleges.get(college), phone, email)


class MoveForm(forms.Form):
    to = forms.ChoiceField(choices=Programme.State)


class AssignForm(StyledForm):
    student_number = NumberField()


class AttendanceForm(forms.Form):
    came = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")


class HoursConfirmForm(StyledForm):
    """`minutes` and `reason` are arguments of services.programmes.confirm_hours()."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours"), min_value=Decimal("0.1"), max_value=24, max_digits=3, decimal_places=1
    )
    reason = OneLine(label=gettext_lazy("Why the hours are corrected"), max_length=300, required=False)

    @property
    def minutes(self) -> int:
        return int(self.cleaned_data["hours"] * 60)


class VoidForm(StyledForm):
    reason = OneLine(label=gettext_lazy("Why it is void"), max_length=300)
