"""Saved searches and lists as a page shows them."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from alumni import hooks
from alumni.models import Alumnus, College, PersonList, SavedSearch, School, Tag
from alumni.models.places import country_label

from . import search


def searches(user) -> list[SavedSearch]:
    """One's own first, each with `described`: its filters in words."""
    found = list(_ordered(SavedSearch.objects.visible_to(user), user))
    names = Names((search.parse(saved.filters) for saved in found), user)
    for saved in found:
        saved.described = names.of(search.parse(saved.filters))
    return found


def person_lists(user) -> list[PersonList]:
    """One's own first, each with `people`: how many of it the user may see."""
    visible = Alumnus.objects.visible_to(user)
    people = Count("entries", filter=Q(entries__alumnus__in=visible))
    return list(_ordered(PersonList.objects.visible_to(user), user).annotate(people=people))


def _ordered(rows, user):
    return rows.select_related("owner").annotate(is_own=Q(owner=user)).order_by(F("is_own").desc(), "name")


def described(filters: dict, user) -> list[tuple[str, str]]:
    """Return filters as (label, values in words)."""
    filters = search.parse(filters)
    return Names([filters], user).of(filters)


class Names:
    """The names behind the values of filters, for all at once."""

    MODELS = {"college": College, "school": School, "tag": Tag, "list": PersonList}

    def __init__(self, all_filters, user):
        all_filters = list(all_filters)
        wanted = {name: set() for name in self.MODELS}
        for filters in all_filters:
            for name in self.MODELS:
                wanted[name].update(int(value) for value in filters.get(name, ()))
        self.rows = {
            name: (PersonList.objects.visible_to(user) if model is PersonList else model._default_manager).in_bulk(
                wanted[name]
            )
            for name, model in self.MODELS.items()
        }

        self.chosen = {
            name: criterion.known(user, {value for filters in all_filters for value in filters.get(name, ())})
            for name, criterion in hooks.criteria.items()
            if any(name in filters for filters in all_filters)
        }

    def of(self, filters: dict) -> list[tuple[str, str]]:
        return [(self.label(name), _(", ").join(self.value(name, value) for value in values))
                for name, values in filters.items()]  # fmt: skip

    def label(self, name: str) -> str:
        if name in self.chosen:
            return str(hooks.criteria[name].label)
        return _("List") if name == "list" else str(search.FILTERS[name].label)

    def value(self, name: str, value: str) -> str:
        if name in self.MODELS:
            return str(self.rows[name].get(int(value), _("deleted")))
        if name in self.chosen:
            return str(self.chosen[name].get(value, _("deleted")))
        if name == "country":
            return country_label(value)
        return str((search.FILTERS[name].choices or {}).get(value, value))
