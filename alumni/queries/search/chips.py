"""The chosen filters in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alumni import hooks
from alumni.models import PersonList
from alumni.models.places import country_label

from .facets import names_of
from .filters import FILTERS, LIST
from .search import Search
from .terms import Kind, number


@dataclass(frozen=True)
class Chip:
    name: str
    value: str
    label: str
    text: str


def chips(search: Search) -> list[Chip]:
    named = {
        number(FILTERS[name].kind, int(value)): (name, value)
        for name, values in search.filters.items()
        if name in ("college", "school", "tag", "city")
        for value in values
    }
    texts = {named[term]: text for term, text in names_of(list(named)).items()} if named else {}
    lists = PersonList.objects.visible_to(search.user).filter(pk__in=search.filters.get(LIST, ()))
    list_names = dict(lists.values_list("pk", "name"))
    found = []
    for name, values in search.filters.items():
        if name in hooks.criteria:
            labels = hooks.criteria[name].known(search.user, values)
            found += [Chip(name, each, str(hooks.criteria[name].label), labels.get(each, each)) for each in values]
            continue
        for value in values:
            if name == LIST:
                found.append(Chip(name, value, _("List"), list_names.get(int(value), value)))
            else:
                found.append(Chip(name, value, str(FILTERS[name].label), texts.get((name, value)) or text(name, value)))
    return found


def text(name: str, value: str) -> str:
    each = FILTERS[name]
    if each.choices is not None:
        return str(each.choices[value])
    if each.kind is Kind.COUNTRY:
        return country_label(value)
    if each.kind in (Kind.ENTERED, Kind.CONFIRMED):
        return value
    return _("Never") if value in ("0", "never") else value.replace("-", "–")
