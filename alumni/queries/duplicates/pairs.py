"""The pairs that wait for a decision, and where their people came from."""

from dataclasses import dataclass

from django.db.models import Q

from alumni.models import Degree, DuplicateCandidate, Merge, RosterRow

PAGE = 25
CAP = 1_000


@dataclass(frozen=True)
class PairPage:
    pairs: list[DuplicateCandidate]
    after: str  # the cursor of the next page, or ""
    count: int
    is_more: bool  # whether there are more than `count`


def page(user, after: str = "", limit: int = PAGE) -> PairPage:
    """Return a page of open pairs of which `user` may merge both people, best first."""
    visible = DuplicateCandidate.objects.open().visible_to(user)
    pairs = list(beyond(visible, after).select_related("low", "high").best_first()[: limit + 1])
    cursor = f"{pairs[limit - 1].score}-{pairs[limit - 1].pk}" if len(pairs) > limit else ""
    count = visible[: CAP + 1].count()
    return PairPage(pairs[:limit], cursor, min(count, CAP), count > CAP)


def next_of(user, pair: DuplicateCandidate) -> DuplicateCandidate | None:
    """Return the open pair that stands below this one."""
    visible = DuplicateCandidate.objects.open().visible_to(user)
    return beyond(visible, f"{pair.score}-{pair.pk}").best_first().first()


def beyond(pairs, after: str):
    score, _, pk = after.partition("-")
    if not (score.isdigit() and pk.isdigit() and len(after) < 30):
        return pairs
    return pairs.filter(Q(score__lt=int(score)) | Q(score=int(score), pk__gt=int(pk)))


def school_lines(people: set[int]) -> dict[int, str]:
    """Return what each of these people studied, on one line."""
    lines: dict[int, list[str]] = {}
    for degree in Degree.objects.filter(alumnus__in=people).select_related("college", "school").by_year():
        level = degree.get_level_display() if degree.level else ""
        lines.setdefault(degree.alumnus_id, []).append(" ".join(filter(None, (str(degree), str(level)))))
    return {person: " · ".join(degrees) for person, degrees in lines.items()}


def roster_rows(people: set[int]) -> dict[int, list[dict]]:
    """Return for each person the rows of rosters that speak of the person."""
    rows: dict[int, list[dict]] = {}
    found = RosterRow.objects.filter(alumnus__in=people).order_by("roster_id", "sheet", "number")
    for person, file, sheet, number in found.values_list("alumnus_id", "roster__filename", "sheet", "number"):
        rows.setdefault(person, []).append({"file": file, "sheet": sheet or None, "row": number})
    return rows


def is_decided(user, pk: int) -> bool:
    """Whether this pair was told apart or merged; False for a pair that is not for `user` to see."""
    pair = DuplicateCandidate.objects.filter(pk=pk).first()
    if pair is None:
        return False
    told_apart = DuplicateCandidate.objects.visible_to(user).filter(pk=pk, state=DuplicateCandidate.State.DIFFERENT)
    return told_apart.exists() or are_merged(user, pair.low_id, pair.high_id)


def are_merged(user, one: int, other: int) -> bool:
    both = (one, other)
    return Merge.objects.visible_to(user).standing().filter(kept_id__in=both, dropped_id__in=both).exists()
