"""How many queries each page sends: the same for one row as for many."""

from django.urls import reverse

from alumni.models import Alumnus
from alumni.queries.search import search

from .measuring import Result
from .requests import Browser, with_plain_pages
from .search import recorded


def measure(site):
    with with_plain_pages():
        browser, console = Browser(site.staff), reverse("admin:alumni_alumnus_changelist")
        one, many = _words(site, 1), _words(site, 25)
        yield _same(
            "result page, 1 person and 25",
            *(len(recorded(lambda w=w: browser.get(console, words=w))) for w in (one, many)),
        )
        least, most = _person(site, 1), _person(site, 3)
        pages = [reverse("admin:alumni_alumnus_change", args=[pk]) for pk in (least, most)]
        yield _same("person's page, 1 degree and 3", *(len(recorded(lambda p=page: browser.get(p))) for page in pages))
        for name in ("admin:index", "admin:alumni_roster_changelist", "admin:alumni_duplicatecandidate_changelist"):
            yield Result(f"queries: {name}", len(recorded(lambda n=name: browser.get(reverse(n)))), "")


def _same(what: str, few: int, many: int) -> Result:
    return Result(f"queries: {what}", many, "", few, many / few, "the same", few == many)


def _words(site, number: int) -> str:
    """A name that the search plans alike and that finds so many people on its page."""
    for name in site.names:
        page = search(site.staff, name)
        if (number == 1 and len(page.people) == 1) or (number > 1 and len(page.people) >= 10):
            return name
    raise LookupError(number)


def _person(site, degrees: int) -> int:
    from django.db.models import Count

    people = Alumnus.objects.filter(pk__lte=3_000).annotate(n=Count("degrees")).filter(n=degrees)
    return people.order_by("pk").values_list("pk", flat=True)[0]
