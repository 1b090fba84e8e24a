"""What alumni type about themselves; `cleaned_data` are the arguments of services.mine."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.intake.cells.places import read_postcode
from alumni.models import ContactPoint
from alumni.models.places import Industry, Language, Province

from .people import StyledForm, countries
from .rows import EmploymentForm, normalised

Kind = ContactPoint.Kind


class AudienceField(forms.ChoiceField):
    """Who may see what is typed beside it."""

    def __init__(self, **kwargs):
        super().__init__(
            label=kwargs.pop("label", gettext_lazy("Who may see it")), choices=ContactPoint.Audience,
            help_text=kwargs.pop(
                "help_text",
                gettext_lazy("The office keeps it in any case and shows it to nobody whom you have not chosen here."),
            ),
            **kwargs,
        )  # fmt: skip


class PlaceForm(StyledForm):
    country = forms.ChoiceField(label=gettext_lazy("Country or region"), required=False)
    province = forms.ChoiceField(
        label=gettext_lazy("Province"), required=False, choices=[("", "—"), *Province.choices],
        help_text=gettext_lazy("For places in China."),
    )  # fmt: skip
    city = forms.CharField(label=gettext_lazy("City"), max_length=60, required=False)
    place_audience = AudienceField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("country", [("", "—"), *countries()])

    def clean(self):
        data = super().clean()
        if data.get("province") and data.get("country") not in ("", "CN", "HK", "MO", "TW", None):
            self.add_error("province", _("This province is not in the country above: leave it open."))
        return data


class TradeForm(StyledForm):
    industry = forms.ChoiceField(label=gettext_lazy("Trade"), required=False, choices=[("", "—"), *Industry.choices])
    career_audience = AudienceField(label=gettext_lazy("Who may see your jobs and your trade"))


class JobForm(EmploymentForm):
    id = None  # type: ignore[assignment]  # the address names the job


class OfferForm(StyledForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages_audience = AudienceField(label=gettext_lazy("Who may see your languages"), help_text="")
    offer = forms.CharField(  # type: ignore[assignment]  # a field, not the method of the same name
        label=gettext_lazy("What you can offer"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Advice on a trade, a place for interns, a talk to students, a bed for a night …"),
    )  # fmt: skip
    offer_audience = AudienceField(label=gettext_lazy("Who may see your offer"))


class FoundForm(StyledForm):
    listed = AudienceField(
        label=gettext_lazy("Who may find you by name, studies and year"),
        help_text=gettext_lazy("Whoever finds you sees your name and your studies, and the pieces that you opened."),
    )
    takes_messages = forms.BooleanField(
        label=gettext_lazy("Other alumni may write to me through the system, without seeing my address"), required=False
    )


class PhotoForm(StyledForm):
    photo = forms.FileField(
        label=gettext_lazy("A portrait"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 10 MB. It is cut square; where it was taken is removed."),
    )  # fmt: skip
    photo_audience = AudienceField()


class OwnContactForm(StyledForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind, initial=Kind.EMAIL)
    value = forms.CharField(label=gettext_lazy("Number or address"), max_length=254)
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), max_length=12, required=False,
        help_text=gettext_lazy("Of a postal address only."),
    )  # fmt: skip
    audience = AudienceField(initial=ContactPoint.Audience.OFFICE)

    def clean(self):
        data = super().clean()
        if data.get("kind") and data.get("value"):
            try:
                data["value"] = normalised(data["kind"], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        if data.get("kind") != Kind.ADDRESS:
            data["postcode"] = ""
        elif data.get("postcode"):
            data["postcode"] = read_postcode(data["postcode"], None)[0] or data["postcode"]
        return data


class CodeForm(StyledForm):
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip

    def clean_code(self):
        code = "".join(char for char in self.cleaned_data["code"] if char.isdecimal())
        if len(code) != 6:
            raise ValidationError(_("The code has six digits."))
        return str(int(code)).zfill(6)


class SeenByForm(StyledForm):
    audience = forms.ChoiceField(choices=ContactPoint.Audience)


class ConsentForm(StyledForm):
    purpose = forms.CharField(max_length=12)
    channel = forms.CharField(max_length=8)
    given = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
