"""What is typed about thanks, the wall and naming rights. Names of fields are arguments of the services."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.accounts.models import User
from alumni_office.saving.forms import first_values
from donations.models import Agreement, Donor, NamingRight, Thanks, ThanksTemplate, WallWord
from donations.services.thanks.words import unknown_fields
from events.forms.words import OneLine, label

from .fields import of_our_time
from .receipts import day_field, key_field, version_field


def long_text(name: str, most: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 10})
    return forms.CharField(label=label(name, ThanksTemplate), max_length=most, widget=widget)


class TemplateForm(StyledForm):
    """Arguments of services.thanks.save_template()."""

    kind = forms.ChoiceField(label=label("kind", ThanksTemplate), choices=ThanksTemplate.Kind)
    name = OneLine(label=label("name", ThanksTemplate), max_length=80)
    title = OneLine(label=label("title", ThanksTemplate), max_length=120)
    text = long_text("text", 4000)
    title_en = OneLine(label=label("title_en", ThanksTemplate), max_length=160)
    text_en = long_text("text_en", 5000)
    is_for_credit = forms.BooleanField(label=label("is_for_credit", ThanksTemplate), required=False)
    is_automatic = forms.BooleanField(label=label("is_automatic", ThanksTemplate), required=False)
    version = version_field()

    def __init__(self, *args, template: ThanksTemplate | None = None, **kwargs):
        if template:
            kwargs["initial"] = first_values(template, self)
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        for name in ("title", "text", "title_en", "text_en"):
            if unknown := unknown_fields(data.get(name, "")):
                self.add_error(name, _("This cannot be filled: %(words)s") % {"words": ", ".join(unknown)[:200]})
        return data


class NewTemplateForm(TemplateForm):
    version = None  # type: ignore[assignment]
    key = key_field()


class TemplateField(forms.ModelChoiceField):
    def __init__(self, **options):
        super().__init__(
            label=ThanksTemplate._meta.verbose_name, queryset=ThanksTemplate.objects.none(), empty_label=None,
            error_messages={"required": gettext_lazy("Write a template first.")}, **options,
        )  # fmt: skip


class ThankForm(StyledForm):
    """With which words. Letters alone go by mail."""

    template = TemplateField()

    def __init__(self, *args, is_for_credit: bool, letters_alone: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        rows = ThanksTemplate.objects.filter(retired_at__isnull=True, is_for_credit=is_for_credit).order_by("name")
        if letters_alone:
            rows = rows.filter(kind=ThanksTemplate.Kind.LETTER)
        self.fields["template"].queryset = rows  # type: ignore[attr-defined]


class FindThanksForm(StyledForm):
    q = OneLine(label=gettext_lazy("Donor’s name"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=label("state", Thanks), required=False, choices=[("", gettext_lazy("All")), *Thanks.State.choices]
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("Reached by"), required=False,
        choices=[("", gettext_lazy("All")), ("mail", gettext_lazy("E-mail")), ("post", gettext_lazy("Post alone")),
                 ("none", gettext_lazy("Nothing on record"))],
    )  # fmt: skip
    credit = forms.ChoiceField(
        label=gettext_lazy("Thanked for"), required=False,
        choices=[("", gettext_lazy("All")), ("0", gettext_lazy("Own gifts")), ("1", gettext_lazy("Soft credits"))],
    )  # fmt: skip


class WallForm(StyledForm):
    """Arguments of services.wall.say(), from the donor's own page."""

    shown_as = OneLine(label=gettext_lazy("Name that is shown"), max_length=120, required=False)
    given = forms.TypedChoiceField(
        choices=[("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))], coerce=lambda said: said == "1"
    )

    def clean(self):
        data = super().clean()
        if data.get("given") and not data.get("shown_as"):
            self.add_error("shown_as", _("Write the name that shall be shown."))
        return data


class OfficeWallForm(WallForm):
    """Arguments of services.wall.say(), for what a donor told the office."""

    given = forms.TypedChoiceField(
        label=gettext_lazy("May the donor wall name this donor?"), coerce=lambda said: said == "1",
        choices=[("1", gettext_lazy("Yes")), ("0", gettext_lazy("No"))], widget=forms.RadioSelect,
    )  # fmt: skip
    note = OneLine(
        label=label("note", WallWord), max_length=200,
        help_text=gettext_lazy("Such as: letter of 3 May 2026, in the file of the agreement."),
    )  # fmt: skip
    field_order = ["given", "shown_as", "note"]


class NamingForm(StyledForm):
    """Arguments of services.naming.save_right()."""

    name = OneLine(label=label("name", NamingRight), max_length=120)
    name_en = OneLine(label=label("name_en", NamingRight), max_length=160, required=False)
    place = OneLine(label=label("place", NamingRight), max_length=200)
    place_en = OneLine(label=label("place_en", NamingRight), max_length=300, required=False)
    starts_on = day_field(label("starts_on", NamingRight), initial=timezone.localdate)
    ends_on = day_field(label("ends_on", NamingRight), required=False, help_text=gettext_lazy("Empty: without an end."))
    agreement = forms.ModelChoiceField(
        label=label("agreement", NamingRight), queryset=Agreement.objects.none(), required=False, empty_label="—"
    )
    steward = forms.ModelChoiceField(
        label=label("steward", NamingRight), queryset=User.objects.none(), empty_label=None,
        help_text=gettext_lazy("Is reminded by mail 90 days before the end."),
    )  # fmt: skip
    version = version_field()

    def __init__(self, *args, donor: Donor, right: NamingRight | None = None, **kwargs):
        if right:
            kwargs["initial"] = first_values(right, self)
        super().__init__(*args, **kwargs)
        of_donor = Agreement.objects.filter(donor__in=[donor.pk, donor.head_id])
        self.fields["agreement"].queryset = of_donor.order_by("number")  # type: ignore[attr-defined]
        staff = User.objects.filter(is_staff=True, is_active=True)
        self.fields["steward"].queryset = staff.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_starts_on(self):
        return of_our_time(self.cleaned_data["starts_on"])

    def clean_ends_on(self):
        return of_our_time(self.cleaned_data["ends_on"])

    def clean(self):
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies on or after the first."))
        return data


class NewNamingForm(NamingForm):
    version = None  # type: ignore[assignment]
    key = key_field()
