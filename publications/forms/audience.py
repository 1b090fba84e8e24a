"""Choosing readers: a field for each kind of circle, and the same for those who are left out."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni.models import College, PersonList, SavedSearch
from chapters.models import Chapter
from publications.models import Periodical
from publications.queries.audience import MOST_PARTS, Audience, Part
from publications.queries.picking import NotOne, as_lines, picked

# The select of each kind of circle.
CIRCLES = {
    "search": "searches", "list": "lists", "chapter": "chapters", "subscribers": "subscribers",
    "post_subscribers": "post_subscribers",
}  # fmt: skip
WITHOUT = "without_"  # before the name of a field: who is left out


class CircleField(forms.MultipleChoiceField):
    """Rows of one kind, those that the user may use."""

    def __init__(self, kind: str, **options):
        self.kind = kind
        options.setdefault("widget", forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}))
        super().__init__(required=False, **options)

    def parts(self, values) -> list[Part]:
        return [Part(self.kind, id=int(value)) for value in values]


def college_field(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


def year_field(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1850, max_value=2100)


def class_field(label) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60)


def people_field(label) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=40_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: the name, with year or class where several have it, or the number of the "
                               "record after a #."),
    )  # fmt: skip


class AudienceForm(StyledForm):
    """`cleaned_data["audience"]` is an Audience with at least one part."""

    everyone = forms.BooleanField(label=gettext_lazy("Everyone in my reach"), required=False)
    searches = CircleField("search", label=gettext_lazy("Saved searches"))
    lists = CircleField("list", label=gettext_lazy("Lists"))
    chapters = CircleField("chapter", label=gettext_lazy("Members of chapters"))
    subscribers = CircleField("subscribers", label=gettext_lazy("Subscribers by e-mail"))
    post_subscribers = CircleField("post_subscribers", label=gettext_lazy("Subscribers by post"))
    college = college_field(gettext_lazy("College"))
    year = year_field(gettext_lazy("Graduation year"))
    class_name = class_field(gettext_lazy("Class"))
    people = people_field(gettext_lazy("These people"))
    without_searches = CircleField("search", label=gettext_lazy("Without these saved searches"))
    without_lists = CircleField("list", label=gettext_lazy("Without these lists"))
    without_chapters = CircleField("chapter", label=gettext_lazy("Without the members of these chapters"))
    without_college = college_field(gettext_lazy("Without a class: college"))
    without_year = year_field(gettext_lazy("Without a class: graduation year"))
    without_class_name = class_field(gettext_lazy("Without a class: class"))
    without_people = people_field(gettext_lazy("Without these people"))

    def __init__(self, *args, user, audience: Audience | None = None, **kwargs):
        kwargs["initial"] = {**kwargs.get("initial", {}), **_initial(audience or Audience(), user)}
        super().__init__(*args, **kwargs)
        self.user = user
        periodicals = [(str(row.pk), row.shown_name) for row in Periodical.objects.in_order()]
        rows = {
            "searches": SavedSearch.objects.visible_to(user).order_by("name"),
            "lists": PersonList.objects.visible_to(user).order_by("name"),
            "chapters": Chapter.objects.visible_to(user).living().order_by("kind", "name"),
        }
        for name, found in rows.items():
            choices = [(str(row.pk), str(row)) for row in found]
            self.offer(name, choices)
            self.offer(f"{WITHOUT}{name}", choices)
        for name in ("subscribers", "post_subscribers"):
            self.offer(name, periodicals)
        colleges = College.objects.order_by("name").select_related("school")
        offered = [("", "—"), *((row.pk, row.shown_name) for row in colleges)]
        self.offer("college", offered)
        self.offer(f"{WITHOUT}college", offered)

    def circles(self) -> list:
        """The fields of who is meant; a kind of circle of which there is none is left out, here and below."""
        return self._of_audience(without=False)

    def without(self) -> list:
        return self._of_audience(without=True)

    @property
    def leaves_out(self) -> bool:
        return any(field.value() for field in self.without())

    def _of_audience(self, *, without: bool) -> list:
        names = [name for name in AudienceForm.base_fields if name.startswith(WITHOUT) == without]
        return [self[name] for name in names if self._has_choices(name)]

    def _has_choices(self, name: str) -> bool:
        field = self.fields[name]
        return not isinstance(field, CircleField) or bool(field.choices)

    def clean(self):
        data = super().clean()
        include, exclude = self._parts(data, ""), self._parts(data, WITHOUT)
        if data.get("everyone"):
            include.append(Part("everyone"))
        if self.errors:
            return data
        if not include:
            raise ValidationError(_("Choose at least one circle of readers."))
        if len(include) > MOST_PARTS or len(exclude) > MOST_PARTS:
            raise ValidationError(_("Choose at most %(count)s circles.") % {"count": MOST_PARTS})
        data["audience"] = Audience(tuple(include), tuple(exclude))
        return data

    def _parts(self, data, prefix: str) -> list[Part]:
        names = [f"{prefix}{name}" for name in CIRCLES.values() if f"{prefix}{name}" in self.fields]
        chosen = [part for name in names for part in cast(CircleField, self.fields[name]).parts(data.get(name, []))]
        return [*chosen, *self._class(data, prefix), *self._people(data, prefix)]

    def _class(self, data, prefix: str) -> list[Part]:
        college, year, name = (data.get(f"{prefix}{each}") for each in ("college", "year", "class_name"))
        if bool(college) != bool(year) or (name and not college):
            self.add_error(f"{prefix}year", _("A class is named by its college and the year."))
        return [Part("class", id=college, year=year, class_name=name or "")] if college and year else []

    def _people(self, data, prefix: str) -> list[Part]:
        try:
            ids = picked(data.get(f"{prefix}people", ""), self.user)
        except NotOne as error:
            self.add_error(f"{prefix}people", str(error))
            return []
        return [Part("people", ids=ids)] if ids else []


def _initial(audience: Audience, user) -> dict:
    values: dict = {}
    for prefix, parts in (("", audience.include), (WITHOUT, audience.exclude)):
        for part in parts:
            if part.kind in CIRCLES:
                values.setdefault(prefix + CIRCLES[part.kind], []).append(str(part.id))
            elif part.kind == "class":
                said = {"college": part.id, "year": part.year, "class_name": part.class_name}
                values |= {prefix + name: value for name, value in said.items()}
            elif part.kind == "people":
                values[f"{prefix}people"] = as_lines(part.ids, user)
            elif part.kind == "everyone":
                values["everyone"] = True
    return values
