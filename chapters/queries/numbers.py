"""Members of chapters in numbers, for the office."""

from dataclasses import dataclass

from django.db.models import Count, Q

from chapters.models import Chapter, Invitation, Membership

from .invitations import invitable

OF_PRESENT = Q(memberships__alumnus__merged_into__isnull=True, memberships__alumnus__archived_at__isnull=True)


def chapters(user):
    """The living chapters that the user sees, each with `members` and `asking`."""
    states = {"members": Membership.State.MEMBER, "asking": Membership.State.APPLIED}
    counts = {
        name: Count("memberships", filter=OF_PRESENT & Q(memberships__state=state)) for name, state in states.items()
    }
    return Chapter.objects.visible_to(user).living().annotate(**counts).order_by("kind", "province", "country", "name")


@dataclass(frozen=True)
class Numbers:
    members: int
    seen: int  # of the members, those whom the officers see
    asking: int
    invited: int
    refused: int
    invitable: int


def of_chapter(chapter: Chapter) -> Numbers:
    open_ones = chapter.memberships.open().filter(
        alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True
    )  # fmt: skip
    members = open_ones.members()
    invitations = Invitation.objects.filter(chapter=chapter)
    return Numbers(
        members.count(), members.agreed().filter(alumnus__restricted_at__isnull=True).count(),
        open_ones.filter(state=Membership.State.APPLIED).count(), invitations.count(),
        invitations.filter(refused_at__isnull=False).count(), invitable(chapter).count() if chapter.is_living else 0,
    )  # fmt: skip
