"""Choosing readers: a select for each kind of circle, and the same for those who are left out."""

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

# The select of each kind of circle.
CIRCLES = {
    "search": "searches", "list": "lists", "chapter": "chapters", "subscribers": "subscribers",
    "post_subscribers": "post_subscribers",
}  # fmt: skip


class CircleField(forms.MultipleChoiceField):
    """Rows of one kind, those that the user may use."""

    def __init__(self, kind: str, **options):
        self.kind = kind
        options.setdefault("widget", forms.SelectMultiple(attrs={"size": 5}))
        super().__init__(required=False, **options)

    def parts(self, values) -> list[Part]:
        return [Part(self.kind, id=int(value)) for value in values]


class AudienceForm(StyledForm):
    """`cleaned_data["audience"]` is an Audience with at least one part."""

    everyone = forms.BooleanField(label=gettext_lazy("Everyone in my reach"), required=False)
    searches = CircleField("search", label=gettext_lazy("Saved searches"))
    lists = CircleField("list", label=gettext_lazy("Lists"))
    chapters = CircleField("chapter", label=gettext_lazy("Members of chapters"))
    subscribers = CircleField("subscribers", label=gettext_lazy("Subscribers by e-mail"))
    post_subscribers = CircleField("post_subscribers", label=gettext_lazy("Subscribers by post"))
    college = forms.TypedChoiceField(label=gettext_lazy("College"), required=False, coerce=int, empty_value=None)
    year = forms.IntegerField(label=gettext_lazy("Graduation year"), required=False, min_value=1850, max_value=2100)
    class_name = forms.CharField(label=gettext_lazy("Class"), required=False, max_length=60)
    without_searches = CircleField("search", label=gettext_lazy("Without these saved searches"))
    without_lists = CircleField("list", label=gettext_lazy("Without these lists"))
    without_chapters = CircleField("chapter", label=gettext_lazy("Without the members of these chapters"))

    def __init__(self, *args, user, audience: Audience | None = None, **kwargs):
        kwargs["initial"] = {**kwargs.get("initial", {}), **_initial(audience or Audience())}
        super().__init__(*args, **kwargs)
        periodicals = [(str(row.pk), row.shown_name) for row in Periodical.objects.in_order()]
        rows = {
            "searches": SavedSearch.objects.visible_to(user).order_by("name"),
            "lists": PersonList.objects.visible_to(user).order_by("name"),
            "chapters": Chapter.objects.visible_to(user).living().order_by("kind", "name"),
        }
        for name, found in rows.items():
            choices = [(str(row.pk), str(row)) for row in found]
            self.offer(name, choices)
            self.offer(f"without_{name}", choices)
        for name in ("subscribers", "post_subscribers"):
            self.offer(name, periodicals)
        colleges = College.objects.order_by("name").select_related("school")
        self.offer("college", [("", "—"), *((row.pk, row.shown_name) for row in colleges)])

    def clean(self):
        data = super().clean()
        if bool(data.get("college")) != bool(data.get("year")):
            raise ValidationError({"year": _("A class is named by its college and the year.")})
        include, exclude = self._parts(data, ""), self._parts(data, "without_")
        if data.get("everyone"):
            include.append(Part("everyone"))
        if data.get("college") and data.get("year"):
            include.append(Part("class", id=data["college"], year=data["year"], class_name=data.get("class_name", "")))
        if not include:
            raise ValidationError(_("Choose at least one circle of readers."))
        if len(include) > MOST_PARTS or len(exclude) > MOST_PARTS:
            raise ValidationError(_("Choose at most %(count)s circles.") % {"count": MOST_PARTS})
        data["audience"] = Audience(tuple(include), tuple(exclude))
        return data

    def _parts(self, data, prefix: str) -> list[Part]:
        names = [f"{prefix}{name}" for name in CIRCLES.values() if f"{prefix}{name}" in self.fields]
        return [part for name in names for part in cast(CircleField, self.fields[name]).parts(data.get(name, []))]


def _initial(audience: Audience) -> dict:
    values: dict = {}
    names = CIRCLES
    for prefix, parts in (("", audience.include), ("without_", audience.exclude)):
        for part in parts:
            if part.kind in names:
                values.setdefault(prefix + names[part.kind], []).append(str(part.id))
            elif part.kind == "class":
                values |= {"college": part.id, "year": part.year, "class_name": part.class_name}
            elif part.kind == "everyone":
                values["everyone"] = True
    return values
