"""The rows under a person: degrees, jobs, contacts, honours, contacts made."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.intake.cells.emails import read_emails
from alumni.intake.cells.numbers import read_qq, read_wechat
from alumni.intake.cells.phones import read_phones
from alumni.intake.cells.places import read_postcode
from alumni.models import College, ContactPoint, Degree, Employment, Honour, Interaction, School

from .people import InteractionForm, PartialDateField, StyledForm, label

Kind = ContactPoint.Kind


def optional(*, model, field):
    size = model._meta.get_field(field).max_length
    return forms.CharField(label=label(field, model), required=False, max_length=size)


class YearField(forms.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(
            min_value=1850, max_value=2100, required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs
        )  # fmt: skip


class RowForm(StyledForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DegreeForm(RowForm):
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
    supervisor = optional(model=Degree, field="supervisor")

    def __init__(self, *args, places: "Places", **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.offer("school", places.schools)
        self.offer("college", places.colleges)

    def clean(self):
        data = super().clean()
        school, college = data.get("school"), data.get("college")
        if college and not school and college != self.initial.get("college"):
            data["school"] = self.places.school_of[college]
        elif college and school and self.places.school_of[college] != school:
            self.add_error("college", _("This college belongs to another school."))
        first, last = data.get("enrolment_year"), data.get("graduation_year")
        if first and last and last < first:
            self.add_error("graduation_year", _("The graduation cannot come before the enrolment."))
        if not self.has_error(None) and not any(data.get(name) for name in data if name not in ("id", "DELETE")):
            raise ValidationError(_("Fill in at least one field, or remove this row."))
        return data


class Places:
    """Schools and colleges to choose from, read once for all rows of a page."""

    def __init__(self):
        colleges = list(College.objects.select_related("school").order_by("school__name", "name"))
        self.school_of = {college.pk: college.school_id for college in colleges}
        self.schools = [("", "—"), *School.objects.values_list("pk", "name")]
        groups: dict[str, list] = {}
        for college in colleges:
            groups.setdefault(college.school.name, []).append((college.pk, college.name))
        self.colleges = [("", "—"), *groups.items()]


class EmploymentForm(RowForm):
    employer = optional(model=Employment, field="employer")
    job_title = optional(model=Employment, field="job_title")
    started_on = PartialDateField(label=label("started_on", Employment))
    ended_on = PartialDateField(label=label("ended_on", Employment))
    is_current = forms.BooleanField(label=gettext_lazy("Works there now"), required=False, initial=True)

    def clean(self):
        data = super().clean()
        if not data.get("employer") and not data.get("job_title"):
            raise ValidationError(_("Enter an employer or a job title."))
        first, last = data.get("started_on"), data.get("ended_on")
        if last:
            data["is_current"] = False
        if first and last and last[: len(first)] < first[: len(last)]:
            self.add_error("ended_on", _("The end cannot come before the beginning."))
        return data


class ContactForm(RowForm):
    kind = forms.ChoiceField(label=label("kind", ContactPoint), choices=Kind, initial=Kind.MOBILE)
    value = forms.CharField(label=label("value", ContactPoint), max_length=254, required=False)
    postcode = optional(model=ContactPoint, field="postcode")
    state = forms.ChoiceField(
        label=label("state", ContactPoint), choices=ContactPoint.State, initial=ContactPoint.State.UNVERIFIED
    )
    audience = forms.ChoiceField(
        label=label("audience", ContactPoint), choices=ContactPoint.Audience, initial=ContactPoint.Audience.OFFICE
    )

    def clean(self):
        data = super().clean()
        kind, value = data.get("kind"), (data.get("value") or "").strip()
        if not value and not (kind == Kind.ADDRESS and data.get("postcode")):
            self.add_error("value", _("Enter a number or an address, or remove this row."))
        elif value and kind:
            if value == self.initial.get("value") and kind == self.initial.get("kind"):
                data["value"] = value
            else:
                try:
                    data["value"] = normalised(kind, value)
                except ValidationError as error:
                    self.add_error("value", error)
        if data.get("postcode") and kind != Kind.ADDRESS:
            self.add_error("postcode", _("A postcode belongs to a postal address."))
        elif data.get("postcode"):
            data["postcode"] = read_postcode(data["postcode"], None)[0] or data["postcode"]
        return data


def normalised(kind: str, value: str) -> str:
    """Return a contact as it is stored; raise ValidationError with a sentence."""
    if kind in (Kind.MOBILE, Kind.PHONE):
        found = read_phones(value)
        numbers = [*found.mobiles, *found.phones]
        if len(numbers) != 1 or found.doubt:
            raise ValidationError(
                _("Enter one telephone number, such as 138 0531 1234, 0531-88361234 or +44 20 7946 0958.")
            )
        extension = dict(found.extensions).get(numbers[0])
        return f"{numbers[0]};ext={extension}" if extension else numbers[0]
    if kind == Kind.EMAIL:
        emails, doubt = read_emails(value)
        sentence = _("Enter one e-mail address, such as name@example.com.")
        if len(emails) != 1 or doubt:
            raise ValidationError(sentence)
        EmailValidator(sentence)(emails[0])  # what the outbox would refuse is said here
        return emails[0]
    if kind in (Kind.QQ, Kind.WECHAT):
        account, doubt = (read_qq if kind == Kind.QQ else read_wechat)(value)
        if doubt:
            raise ValidationError(_("This does not look like a QQ number.") if kind == Kind.QQ
                                  else _("This does not look like a WeChat account."))  # fmt: skip
        return account
    return " ".join(value.split())


class HonourForm(RowForm):
    title = forms.CharField(label=label("title", Honour), max_length=120)
    awarded_by = optional(model=Honour, field="awarded_by")
    year = YearField(label=label("year", Honour))


class InteractionRowForm(InteractionForm, RowForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # An untouched new row must stay untouched whatever the day on which it is sent.
        self.fields["happened_on"].initial = None
        self.fields["kind"].initial = Interaction.Kind.VISIT


class Rows(BaseFormSet):
    """The rows of one kind. `saved` rows come first and keep their place; the rest is new."""

    def __init__(self, *args, saved: list[dict], **kwargs):
        self.saved = saved
        super().__init__(*args, **{"initial": saved, **kwargs})

    def initial_form_count(self):
        return len(self.saved)

    def total_form_count(self):
        if self.is_bound:
            return super().total_form_count()
        return max(len(self.initial or []), len(self.saved)) + self.extra

    def clean(self):
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if isinstance(form, ContactForm) and data.get("value") and not data.get("DELETE"):
                key = data.get("kind"), data["value"]
                if key in seen:
                    form.add_error("value", _("This stands here twice."))
                seen.add(key)


FORMS: dict[str, type[RowForm]] = {
    "degrees": DegreeForm,
    "employments": EmploymentForm,
    "contacts": ContactForm,
    "honours": HonourForm,
    "interactions": InteractionRowForm,
}


def rows_of(form: type[RowForm]) -> type[Rows]:
    made = forms.formset_factory(form, formset=Rows, can_delete=True, extra=1, max_num=200, absolute_max=300)
    assert issubclass(made, Rows)
    return made


FORMSETS = {section: partial(rows_of(form), prefix=section) for section, form in FORMS.items()}
