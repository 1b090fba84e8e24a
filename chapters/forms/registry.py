"""What the office types about a chapter."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.saving.versions import ChangedMeanwhile
from chapters.models import Chapter, Document
from chapters.models.zones import HOME, TIME_ZONES
from chapters.queries import places

from .fields import in_words
from .founding import ZONES, abroad
from .naming import read_name
from .placing import OF_KIND, Kind, PlaceForm
from .uploads import DocumentField

Recognition, Civil = Chapter.Recognition, Chapter.Civil
EARLIEST, LONGEST_RIGHT = 1850, 30  # years: what lies beyond is a slip of the pen
EXISTED = [Recognition.FOUNDED, Recognition.ACTIVE, Recognition.DORMANT, Recognition.REVIVED]


def text(name, *, rows=0, **more):
    column = Chapter._meta.get_field(name)
    widget = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    return forms.CharField(
        label=capfirst(column.verbose_name), max_length=column.max_length, **{"required": False, **widget, **more}
    )


def day(label, **more) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, localize=False, widget=widget, **more)


class ChapterForm(PlaceForm):
    """Name, place and contact of a chapter. `values()` are what is stored."""

    name = text("name", required=True, help_text=gettext_lazy("Place, school, 校友会: nothing more."))
    name_en = text("name_en")
    founded_on = day(gettext_lazy("Founded on"), required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=TIME_ZONES, error_messages=ZONES, initial=HOME,
        help_text=gettext_lazy("The chapter’s days and terms go by the clock of its place."),
    )  # fmt: skip
    introduction = text("introduction", rows=5)
    introduction_en = text("introduction_en", rows=5)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, max_length=254)
    phone = text("phone")
    address = text("address")
    website = forms.URLField(label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https")
    wechat_account = text("wechat_account")
    admission = forms.ChoiceField(label=gettext_lazy("Who becomes a member"), choices=Chapter.Admission)

    def __init__(self, *args, kind: str, chapter: Chapter | None = None, **kwargs):
        super().__init__(*args, kind=kind, **kwargs)
        self.chapter = chapter
        if kind == Kind.OVERSEAS:
            self.offer("time_zone", abroad(str(self["country"].value() or "")))
        self.fields["email"].help_text = gettext_lazy("The chapter’s public contact, no person’s.")
        self.order_fields(["name", "name_en", *OF_KIND[Kind(self.kind)], "founded_on"])

    def clean_founded_on(self):
        founded = self.cleaned_data["founded_on"]
        if founded and founded > timezone.localdate():
            raise ValidationError(_("A chapter cannot have been founded in the future."))
        return not_long_ago(founded)

    def clean(self):
        data = super().clean()
        if self._needs_founding and not data.get("founded_on") and "founded_on" not in self.errors:
            self.add_error("founded_on", _("Say when it was founded, as far as it is known."))
        if not self.is_placed:
            return data
        if data.get("name"):
            self._check_name(data)
        others = places.standing(self.place).exclude(pk=self.chapter.pk if self.chapter else None)
        if self.kind != Chapter.Kind.INDUSTRY and self._is_alive and (other := others.first()):
            self.add_error(self.field_of_place, place_taken(other.name))
        return data

    def _check_name(self, data):
        try:
            data["name"] = name = read_name(data["name"], self.place)
        except ValidationError as error:
            self.add_error("name", error)
            return
        others = Chapter.objects.exclude(recognition=Recognition.DISSOLVED).filter(name=name)
        if self._is_alive and others.exclude(pk=self.chapter.pk if self.chapter else None).exists():
            self.add_error("name", name_taken(name))

    @property
    def _is_alive(self) -> bool:
        """Dissolved chapters leave their place and name to others."""
        return self.chapter is None or self.chapter.recognition != Recognition.DISSOLVED

    @property
    def _needs_founding(self) -> bool:
        return self.chapter is not None and self.chapter.recognition in EXISTED

    @property
    def field_of_place(self) -> str:
        return OF_KIND[Kind(self.kind)][-1]

    @property
    def values(self) -> dict:
        """What is written into the row."""
        placed = {name: value for name, value in self.place.items() if name != "kind"}
        return {name: self.cleaned_data[name] for name in STORED} | placed


class EditForm(ChapterForm):
    """A chapter on record, as its reader saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    differences: list = []

    def show_changed(self, changed: ChangedMeanwhile) -> None:
        """Somebody else saved: show what stands there now beside what was typed, which stays."""
        self.data = {**self.data, "version": changed.row.version}  # type: ignore[attr-defined]
        self.differences = changed.differences
        self.add_error(None, _("Somebody else changed this chapter meanwhile. Nothing of yours is lost: compare, and "
                               "save again."))  # fmt: skip


class EnterForm(ChapterForm):
    """A chapter that exists already, in whatever state."""

    recognition = forms.ChoiceField(
        label=gettext_lazy("Recognition"), choices=Recognition, initial=Recognition.ACTIVE,
        help_text=gettext_lazy("As it is today; from then on each step is recorded."),
    )  # fmt: skip
    recognition_since = day(gettext_lazy("In this state since"), initial=timezone.localdate)
    civil = forms.ChoiceField(label=gettext_lazy("Civil registration"), choices=Civil, initial=Civil.NONE)
    civil_number = text("civil_number")
    civil_authority = text("civil_authority")
    civil_since = day(gettext_lazy("Registered on"), required=False)

    def clean_recognition_since(self):
        return not_in_the_future(self.cleaned_data["recognition_since"])

    def clean_civil_since(self):
        return not_in_the_future(self.cleaned_data["civil_since"])

    def clean(self):
        data = super().clean()
        founded, since = data.get("founded_on"), data.get("recognition_since")
        if founded and since and since < founded and self._needs_founding:
            self.add_error("recognition_since", _("The chapter cannot be in this state before it was founded."))
        if data.get("civil") == Civil.REGISTERED:
            for name, sentence in REGISTERED_NEEDS.items():
                if not data.get(name):
                    self.add_error(name, sentence)
        return data

    @property
    def _is_alive(self) -> bool:
        return self.cleaned_data.get("recognition") != Recognition.DISSOLVED

    @property
    def _needs_founding(self) -> bool:
        return self.cleaned_data.get("recognition") in EXISTED

    @property
    def values(self) -> dict:
        return super().values | {"kind": self.kind} | {name: self.cleaned_data[name] for name in FACTS}


class StepForm(StyledForm):
    """One step of one of the two facts; `earliest` is the day of the step before."""

    happened_on = day(gettext_lazy("Date"), initial=timezone.localdate)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays in the chapter’s history for good."),
    )  # fmt: skip
    number = forms.CharField(label=gettext_lazy("Registration number"), max_length=40)
    authority = forms.CharField(label=gettext_lazy("Registry"), max_length=80)
    file = DocumentField(label=gettext_lazy("Document"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=10)  # the state that the reader saw

    def __init__(self, *args, to: str, earliest=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        if to != Civil.REGISTERED:
            del self.fields["number"]
            del self.fields["authority"]

    def clean_happened_on(self):
        happened = not_in_the_future(self.cleaned_data["happened_on"])
        if self.earliest and happened < self.earliest:
            raise ValidationError(
                _("The step before was on %(day)s: this one cannot come earlier.") % {"day": in_words(self.earliest)}
            )
        return happened


class LicenceForm(StyledForm):
    """The right to the name, for a time."""

    from_on = day(gettext_lazy("Granted from"))
    until_on = day(gettext_lazy("Until"))
    with_logo = forms.BooleanField(label=gettext_lazy("The logo as well"), required=False, initial=True)
    file = DocumentField(label=gettext_lazy("Document"), required=False)

    def clean(self):
        data = super().clean()
        start, end = data.get("from_on"), data.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", _("The right ends after it has begun."))
        elif start and end and (start.year < EARLIEST or end.year > start.year + LONGEST_RIGHT):
            self.add_error("until_on", _("Look at the year again."))
        return data


class FileForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Document.Kind)
    file = DocumentField(label=gettext_lazy("File"))


STORED = [
    "name", "name_en", "founded_on", "time_zone", "introduction", "introduction_en", "email", "phone", "address",
    "website", "wechat_account", "admission",
]  # fmt: skip
FACTS = ["recognition", "recognition_since", "civil", "civil_number", "civil_authority", "civil_since"]
REGISTERED_NEEDS = {
    "civil_number": gettext_lazy("A registered chapter has a number."),
    "civil_authority": gettext_lazy("Say which registry it is registered with."),
    "civil_since": gettext_lazy("Say since when it is registered."),
}


def not_in_the_future(found):
    if found and found > timezone.localdate():
        raise ValidationError(_("This day lies in the future."))
    return not_long_ago(found)


def not_long_ago(found):
    if found and found.year < EARLIEST:
        raise ValidationError(_("Look at the year again."))
    return found


def place_taken(name: str) -> str:
    return _("%(name)s stands for this already.") % {"name": name}


def name_taken(name: str) -> str:
    return _("There is a chapter called %(name)s already.") % {"name": name}
