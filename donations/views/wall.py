"""The donor wall. Names of people stand here by their word alone, so every page is made anew for each visitor."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alumni_office.ui import language
from alumni_office.ui.numbers import typed_number
from alumni_office.ui.page_cache import fresh_page
from donations.forms.wall import FindForm
from donations.queries import wall


@require_safe
@fresh_page
def donor_wall(request):
    """The first of each circle, or who is of a name."""
    form = FindForm(request.GET)
    if form.words:
        return _found(request, form)
    year = _number_or_404(request, "year", digits=4)
    look = wall.look(year)
    circles = [(each, _link(request, _circle(each.key), year=year)) for each in look.circles]
    context = {"form": form, "circles": circles, "year": year, **_years(request, reverse("donations:wall"), look.years)}
    return render(request, "donations/wall.html", context)


@require_safe
@fresh_page
def circle(request, key):
    """All of one circle, page by page."""
    year = _number_or_404(request, "year", digits=4)
    page = _number_or_404(request, "page", digits=6)
    found = wall.circle_page(key, year, 1 if page is None else page)
    if found is None:
        raise Http404
    path = _circle(key)
    context = {
        "found": found, "year": year, **_years(request, path, found.years),
        "earlier": _link(request, path, year=year, page=found.page - 1) if found.page > 1 else "",
        "later": _link(request, path, year=year, page=found.page + 1) if found.page < found.pages else "",
    }  # fmt: skip
    return render(request, "donations/wall_circle.html", context)


def _found(request, form):
    context = {"form": form, "words": form.words, "found": wall.named_like(form.words), "most": wall.MOST_FOUND}
    return render(request, "donations/wall_found.html", context)


def _circle(key: int) -> str:
    return reverse("donations:wall-circle", args=[key])


def _years(request, path: str, years: list[int]) -> dict:
    return {"all_years": _link(request, path), "years": [(year, _link(request, path, year=year)) for year in years]}


def _link(request, path: str, **asked) -> str:
    """Stays in the language that this address names."""
    query = urlencode({key: value for key, value in asked.items() if value})
    named = language.in_language("", language.named_in_address(request)).lstrip("?")
    return f"{path}?{'&'.join(filter(None, [query, named]))}".rstrip("?")


def _number_or_404(request, name: str, *, digits: int) -> int | None:
    asked = request.GET.get(name, "")
    number = typed_number(asked, digits=digits)
    if asked and number is None:
        raise Http404
    return number
