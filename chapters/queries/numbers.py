"""Members of chapters in numbers, for the office."""

from dataclasses import asdict, dataclass

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
class Members:
    members: int
    seen: int  # of the members, those whom the officers see
    asking: int


@dataclass(frozen=True)
class Numbers(Members):
    invited: int
    refused: int
    invitable: int


def members_of(chapter: Chapter) -> Members:
    open_ones = chapter.memberships.open().filter(
        alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True
    )  # fmt: skip
    members = open_ones.members()
    return Members(
        members.count(), members.agreed().filter(alumnus__restricted_at__isnull=True).count(),
        open_ones.filter(state=Membership.State.APPLIED).count(),
    )  # fmt: skip


def of_chapter(chapter: Chapter) -> Numbers:
    """With those who can be invited, who are counted among all people of the place."""
    invitations = Invitation.objects.filter(chapter=chapter)
    return Numbers(
        **asdict(members_of(chapter)), invited=invitations.count(),
        refused=invitations.filter(refused_at__isnull=False).count(),
        invitable=invitable(chapter).count() if chapter.is_living else 0,
    )  # fmt: skip
