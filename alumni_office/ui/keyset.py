"""Pages of a growing list, newest first: stable while rows arrive, and as fast on page 1,000 as on page 1."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    rows: list
    older: str  # query string of the next page, empty on the last one
    is_first: bool


def newest_first(queryset, request, *, size: int) -> Page:
    """Cut `size` rows by falling primary key, below `?before=`."""
    before = request.GET.get("before", "")
    is_first = not (before.isascii() and before.isdigit() and len(before) < 19)
    if not is_first:
        queryset = queryset.filter(pk__lt=int(before))
    rows = list(queryset.order_by("-pk")[: size + 1])
    older = ""
    if len(rows) > size:
        rows = rows[:size]
        query = request.GET.copy()
        query["before"] = rows[-1].pk
        older = "?" + query.urlencode()
    return Page(rows, older, is_first)
