"""What a chapter sends to the congress."""

from chapters.models import Chapter, Congress, Delegation

from .standing import with_numbers


def latest_delegation(chapter: Chapter) -> Delegation | None:
    """What the chapter sends to the latest congress that everybody may know of, with its numbers."""
    rows = with_numbers(Delegation.objects.filter(chapter=chapter, congress__in=Congress.objects.announced()))
    return rows.select_related("congress", "chapter").order_by("-congress__starts_on", "-congress").first()


def seats_to_fill(chapter: Chapter) -> int:
    """The seats for which the chapter may name delegates today."""
    row = latest_delegation(chapter)
    return max(row.free, 0) if row and row.congress.state == Congress.State.NOMINATING else 0  # type: ignore[attr-defined]


def delegations_of(chapter: Chapter, user) -> list[Delegation]:
    """All that the chapter sent, or sends, as far as `user` sees them on the desk, the latest first."""
    seen = Delegation.objects.visible_to(user).filter(chapter=chapter, congress__in=Congress.objects.visible_to(user))
    rows = with_numbers(seen).select_related("congress")
    return list(rows.order_by("-congress__starts_on", "-congress"))
