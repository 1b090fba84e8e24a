"""What is typed about donors and organisations. Names of fields are arguments of the services."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as WrongNumber

from alumni.forms.people import StyledForm
from alumni.models.places import Industry, Province
from alumni_office.saving.forms import first_values
from chapters.models import Chapter
from donations.models import Donor, Organisation, OrganisationPerson
from donations.queries import organisation_merging, organisations
from events.forms.words import OneLine

from .fields import RowField, day, label, long_text, not_ahead, one_of, version

LINKED = {"alumnus": Donor.Kind.PERSON, "organisation": Donor.Kind.ORGANISATION, "chapter": Donor.Kind.CHAPTER}


class LookForm(StyledForm):
    """The head of a list: words, and a kind."""

    q = forms.CharField(label=gettext_lazy("Name, reading or number"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("All kinds")), *Donor.Kind.choices], required=False
    )


class DonorForm(StyledForm):
    """Arguments of services.donors.save_donor(), or with a key of enter_donor(). Of whom the donor is, if anybody on
    record, the page says."""

    kind = forms.ChoiceField(
        label=label("kind", Donor),
        choices=[(kind.value, kind.label) for kind in (Donor.Kind.PERSON, Donor.Kind.ORGANISATION, Donor.Kind.CLASS)],
    )
    name = OneLine(
        label=label("name", Donor), max_length=120, help_text=gettext_lazy("As it stands on receipts: the legal name.")
    )
    email = OneLine(label=label("email", Donor), max_length=254, required=False, validators=[EmailValidator()])
    phone = OneLine(label=label("phone", Donor), max_length=20, required=False)
    address = OneLine(label=label("address", Donor), max_length=300, required=False)
    language = forms.ChoiceField(label=label("language", Donor), choices=[("zh-hans", "中文"), ("en", "English")])
    note = long_text("note", Donor, most=2000)
    version = version()

    def __init__(self, *args, donor: Donor | None = None, contacts: bool = True, of=None, **kwargs):
        super().__init__(*args, initial=first_values(donor, self) | ({"name": of.name} if of else {}), **kwargs)
        one_of(self, donor)
        if donor or of:
            del self.fields["kind"]
        if not contacts:
            for name in ("email", "phone", "address"):
                del self.fields[name]


class ChapterDonorForm(StyledForm):
    chapter = RowField(label=label("chapter", Donor), queryset=Chapter.objects.none())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        taken = Donor.objects.heads().filter(chapter__isnull=False).values("chapter")
        rows = Chapter.objects.visible_to(user).exclude(pk__in=taken).order_by("name")
        self.fields["chapter"].queryset = rows  # type: ignore[attr-defined]


class OrganisationForm(StyledForm):
    """Arguments of services.organisations.save_organisation(), or with a key of enter_organisation()."""

    kind = forms.ChoiceField(label=label("kind", Organisation), choices=Organisation.Kind.choices)
    name = OneLine(label=label("name", Organisation), max_length=120, help_text=gettext_lazy("The registered name."))
    name_en = OneLine(label=label("name_en", Organisation), max_length=160, required=False)
    credit_code = OneLine(
        label=label("credit_code", Organisation), max_length=24, required=False,
        help_text=gettext_lazy("18 characters, as on the business licence; the last one is checked."),
    )  # fmt: skip
    branch_of = forms.ModelChoiceField(
        label=label("branch_of", Organisation), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    industry = forms.ChoiceField(
        label=label("industry", Organisation), choices=[("", "—"), *Industry.choices], required=False
    )
    size = forms.ChoiceField(label=label("size", Organisation), choices=Organisation.Size.choices, required=False)
    province = forms.ChoiceField(
        label=label("province", Organisation), choices=[("", "—"), *Province.choices], required=False
    )
    city = OneLine(label=label("city", Organisation), max_length=40, required=False)
    address = OneLine(label=label("address", Organisation), max_length=200, required=False)
    website = forms.URLField(
        label=label("website", Organisation), max_length=200, required=False, assume_scheme="https"
    )
    about = long_text("about", Organisation, most=2000)
    about_en = long_text("about_en", Organisation, most=3000)
    note = long_text("note", Organisation, most=2000)
    same_anyway = forms.BooleanField(label=gettext_lazy("It is another organisation of the same name"), required=False)
    version = version()

    def __init__(self, *args, user, organisation: Organisation | None = None, **kwargs):
        super().__init__(*args, initial=first_values(organisation, self), **kwargs)
        self.organisation = organisation
        one_of(self, organisation)
        rows = Organisation.objects.visible_to(user).filter(branch_of__isnull=True)
        if organisation:
            rows = rows.exclude(pk=organisation.pk)
        self.fields["branch_of"].queryset = rows.order_by("name")  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str:
        code = self.cleaned_data["credit_code"]
        if not code:
            return ""
        try:
            return uscc.validate(code.upper())
        except WrongNumber as error:
            raise ValidationError(_("This is no unified social credit code: look at each character again.")) from error

    def clean(self):
        data = super().clean()
        known = organisations.same(data["name"], but=self.organisation) if data.get("name") else []
        if known and not data.pop("same_anyway", False):
            self.add_error(
                "name",
                _("On record already: %(names)s. If it is another one, say so below.")
                % {"names": "、".join(f"{row} ({row.credit_code or '—'})" for row in known[:3])},
            )
        data.pop("same_anyway", None)
        return data


class OrganisationMergeForm(forms.Form):
    """Whose value is kept, of each fact in which two organisations differ."""

    def __init__(self, *args, kept: Organisation, dropped: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        sides = [(row.pk, row.name) for row in (kept, dropped)]
        for fact in organisation_merging.FACTS:
            self.fields[fact] = forms.TypedChoiceField(choices=sides, coerce=int, required=False, empty_value=None)

    @property
    def choices(self) -> dict[str, int]:
        return {fact: side for fact, side in self.cleaned_data.items() if side is not None}


class OrganisationPersonForm(StyledForm):
    """Arguments of services.organisations.add_person()."""

    part = forms.ChoiceField(label=label("part", OrganisationPerson), choices=OrganisationPerson.Part.choices)
    title = OneLine(label=label("title", OrganisationPerson), max_length=80, required=False)
    since_on = day("since_on", OrganisationPerson, required=False)

    def clean_since_on(self):
        return not_ahead(self.cleaned_data["since_on"])
