"""What departments type of their needs; `cleaned_data` are the arguments of services.needs."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College
from alumni_office.money.fields import AmountField
from chapters.models import Chapter
from donations.models import Department, Fund, Need
from donations.models.needs import LONGEST, NEEDED_CHOICES, OFFERED_CHOICES
from donations.queries.keepers import keepers
from events.forms.parts import key, version
from events.forms.words import OneLine

from .fields import RowField

MOST = 1_000_000
KINDS = [
    (gettext_lazy("We need"), NEEDED_CHOICES),
    (gettext_lazy("We can offer"), OFFERED_CHOICES),
]
Audience = Need.Audience
# The field that narrows an audience, and what is said where it is empty.
NARROWS = {
    Audience.TRADE: ("industry", gettext_lazy("Say of which trade.")),
    Audience.REGION: ("province", gettext_lazy("Say in which province.")),
    Audience.COLLEGE: ("college", gettext_lazy("Say of which college.")),
    Audience.CHAPTER: ("chapter", gettext_lazy("Say of which chapter.")),
}


def label(name: str, model=Need):
    return capfirst(model._meta.get_field(name).verbose_name)


def day(name: str, model=Need, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label(name, model), widget=widget, **options)


def chosen(name: str, model=Need, **options) -> forms.ChoiceField:
    found = model._meta.get_field(name).choices
    return forms.ChoiceField(label=label(name, model), choices=[("", "—"), *found], required=False, **options)


def long(name: str, model=Need, *, rows: int = 5, **options) -> forms.CharField:
    field = model._meta.get_field(name)
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label(name, model), max_length=field.max_length, widget=widget, **options)


class NeedForm(StyledForm):
    """Arguments of services.needs.create(), or with a version of save()."""

    department = RowField(label=label("department"), queryset=Department.objects.none())
    kind = forms.ChoiceField(label=label("kind"), choices=KINDS)
    title = OneLine(label=label("title"), max_length=100)
    title_en = OneLine(label=label("title_en"), max_length=160, required=False)
    text = long("text", help_text=gettext_lazy("For whom or what it is, how much, by when, and what you give for it."))
    text_en = long("text_en", required=False)
    quantity = forms.IntegerField(label=label("quantity"), min_value=1, max_value=MOST, required=False)
    amount = AmountField(
        label=label("amount"), required=False, help_text=gettext_lazy("Only where money is needed.")
    )  # fmt: skip
    fund = RowField(
        label=label("fund"), queryset=Fund.objects.none(), required=False, empty_label="—",
        help_text=gettext_lazy("Only where money is needed: which fund it goes to."),
    )  # fmt: skip
    industry = chosen(
        "industry",
        help_text=gettext_lazy("Trade, province and city say what it is about; by them people are proposed."),
    )
    province = chosen("province")
    city = OneLine(label=label("city"), max_length=40, required=False)
    audience = forms.ChoiceField(
        label=label("audience"), choices=Audience.choices,
        help_text=gettext_lazy("Verified alumni see it who are of this circle, nobody else. Trade and region are those "
                               "that stand above."),
    )  # fmt: skip
    college = RowField(label=label("college"), queryset=College.objects.none(), required=False, empty_label="—")
    chapter = RowField(label=label("chapter"), queryset=Chapter.objects.none(), required=False, empty_label="—")
    expires_on = day("expires_on", help_text=gettext_lazy("At most a year; it can be renewed."))
    version = version()
    key = key()

    def __init__(self, *args, user, need: Need | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_rows("department", Department.objects.visible_to(user).open().order_by("name"))
        self._offer_rows("fund", Fund.objects.visible_to(user).open().order_by("name"))
        self._offer_rows("college", College.objects.filter(closed_on__isnull=True).order_by("name"))
        self._offer_rows("chapter", Chapter.objects.visible_to(user).order_by("kind", "name"))
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=90)
        del self.fields["key" if need else "version"]

    def _offer_rows(self, name: str, rows) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_expires_on(self):
        found = self.cleaned_data["expires_on"]
        if not timezone.localdate() <= found <= timezone.localdate() + LONGEST:
            raise ValidationError(_("Choose a day within a year."))
        return found

    def clean(self):
        data = super().clean()
        if data.get("kind") != "money":
            for name in ("fund", "amount"):
                if data.get(name):
                    self.add_error(name, _("This belongs to a need of money only."))
        name, sentence = NARROWS.get(data.get("audience"), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, str(sentence))
        if data.get("city") and not data.get("province"):
            self.add_error("province", _("Say in which province the city is."))
        for audience in (Audience.COLLEGE, Audience.CHAPTER):  # what does not narrow it is not kept
            if data.get("audience") != audience:
                data[NARROWS[audience][0]] = None
        return data


class DepartmentForm(StyledForm):
    """Arguments of services.needs.add_department(), or with a version of save_department()."""

    name = OneLine(label=label("name", Department), max_length=80)
    name_en = OneLine(label=label("name_en", Department), max_length=120, required=False)
    college = RowField(
        label=label("college", Department), queryset=College.objects.none(), required=False, empty_label="—",
        help_text=gettext_lazy("Of a college: its officers then keep the needs of this department."),
    )  # fmt: skip
    contact = RowField(
        label=label("contact", Department), queryset=None, required=False, empty_label="—",
        help_text=gettext_lazy("Hears by mail of answers and of what is over soon; somebody who keeps needs."),
    )  # fmt: skip
    version = version()
    key = key()

    def __init__(self, *args, department: Department | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["college"].queryset = College.objects.order_by("name")  # type: ignore[attr-defined]
        typed = (
            str(self.data.get("college") or "") if self.is_bound else str((department and department.college_id) or "")
        )
        college = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
        self.fields["contact"].queryset = keepers(college)  # type: ignore[attr-defined]
        del self.fields["key" if department else "version"]


class ReasonForm(StyledForm):
    reason = OneLine(label=gettext_lazy("Reason"), max_length=400)


class RenewForm(StyledForm):
    expires_on = day("expires_on")


class InviteForm(forms.Form):
    """Who of those that are proposed is invited."""

    people = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(each.pk, each.name) for each in proposed]  # type: ignore[attr-defined]
