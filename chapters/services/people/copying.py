"""What a copy of one's data says of chapters beside the rows themselves: who sees what today."""

from chapters.models import Membership, Piece


def export(person) -> dict:
    """{"seen_by": chapters whose officers see the person today, and which pieces}; the rows are in the copy already."""
    seen = Membership.objects.open().agreed().filter(alumnus=person).select_related("chapter").order_by("pk")
    return {
        "seen_by": [
            {
                "chapter": membership.chapter.name,
                "pieces": ["name", *(str(Piece(piece).label) for piece in membership.opened)],
            }
            for membership in seen
        ]
    }
