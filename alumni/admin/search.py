"""The search console: one box, filters with counts, a list that one acts on."""

from urllib.parse import urlencode

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.queries import search as queries
from alumni.queries.search.filters import LIST, REACH, parse
from alumni_office.accounts.roles import Permission
from alumni_office.ui import find
from alumni_office.ui.htmx import render_page

from .guards import requires

LONGEST_TRAIL = 40  # pages one can go back by link


@require_safe
@requires(Permission.ALUMNI_VIEW)
def console(request, site):
    asked = queries.Search(request.user, words_of(request.GET), parse(request.GET))
    page = queries.page_of(asked, after=request.GET.get("after", ""))
    state = State(request.GET, asked)
    context = site.each_context(request) | {
        "title": _("Find alumni"), "words": state.words, "page": page, "state": state,
        "chips": queries.chips(asked), "facets": queries.facets(asked) if "counts" in request.GET else None,
        "criteria": queries.offered(asked) if "counts" in request.GET else [],
        "may": actions(request.user), "reach": REACH,
    }  # fmt: skip
    return render_page(request, "admin/alumni/alumnus_search.html", context, partial="console")


@require_safe
@requires(Permission.ALUMNI_VIEW)
def counts(request, site):
    """The filters and their counts, which the console fetches after the people."""
    asked = queries.Search(request.user, words_of(request.GET), parse(request.GET))
    context = {
        "facets": queries.facets(asked), "criteria": queries.offered(asked), "state": State(request.GET, asked)
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/alumnus_search.html#facets", context)


@require_safe
@requires(Permission.ALUMNI_VIEW)
def suggest(request, site):
    """People and everything else that is called so: under the box while one types, or as a page."""
    text = words_of(request.GET)
    groups = _groups(queries.suggestions(request.user, text), find.groups_for(request.user, text))
    context = site.each_context(request) | {"title": _("Search everywhere"), "words": text, "groups": groups}
    return render_page(request, "admin/alumni/search_everywhere.html", context, partial="suggestions")


def _groups(suggestions, others) -> list[find.Group]:
    """Where nobody is called so, what else is called so comes first."""
    people = find.Group(_("Alumni"), [_person(each) for each in suggestions if each.pk])
    # A college or tag stands in its own group; after other words it completes what was typed.
    words = find.Group(_("Words"), [
        _words(each) for each in suggestions
        if not each.pk and (each.kind not in ("college", "tag") or " " in each.query)
    ])  # fmt: skip
    groups = [people, words, *others]
    if not suggestions or suggestions[0].pk is None:
        groups = [*others, words, people]
    return [group for group in groups if group.found]


def _person(each) -> find.Found:
    return find.Found(each.text, reverse("admin:alumni_alumnus_detail", args=[each.pk]), each.hint)


def _words(each) -> find.Found:
    url = f"{reverse('admin:alumni_alumnus_changelist')}?{urlencode({'words': each.query})}"
    return find.Found(each.text, url, each.label)


def words_of(data) -> str:
    """What the box holds: so much and no more is looked for, shown, counted and saved."""
    return data.get("words", "").replace("\x00", " ")[:200]


def actions(user) -> dict[str, bool]:
    return {
        "edit": user.may(Permission.ALUMNI_EDIT),
        "add": user.may(Permission.ALUMNI_ADD),
        "export": user.may(Permission.ALUMNI_EXPORT),
    }


class State:
    """The words, filters and place of a console as a query string, and what it becomes next."""

    def __init__(self, data, asked):
        self.words = words_of(data)
        self.filters = asked.filters
        self.after = data.get("after", "")
        self.trail = [part for part in data.get("trail", "").split(",") if part][-LONGEST_TRAIL:]

    @property
    def url(self) -> str:
        return reverse("admin:alumni_alumnus_changelist")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as (name, value), one for each value."""
        return [(name, value) for name, values in self.filters.items() for value in values]

    @property
    def query(self) -> str:
        return self._query(self.pairs)

    def _query(self, pairs, **more) -> str:
        return urlencode([("words", self.words)] * bool(self.words) + list(pairs) + [*more.items()])

    def next(self, after: str) -> str:
        trail = ",".join([*self.trail, self.after or "-"])
        return self._query(self.pairs, after=after, trail=trail)

    @property
    def previous(self) -> str:
        """The page before; "" on the first."""
        if not self.after:
            return ""
        *trail, before = self.trail or ["-"]
        place = {} if before == "-" else {"after": before, "trail": ",".join(trail)}
        return self._query(self.pairs, **place) or "words="

    def toggled(self, name: str, value: str) -> str:
        pair = (name, value)
        return self._query([each for each in self.pairs if each != pair] if pair in self.pairs else [*self.pairs, pair])

    @property
    def hand_list(self) -> str:
        return next(iter(self.filters.get(LIST, ())), "")
