"""Members as a chapter's officers see them, and as each member can see that they do: one function for the list, the
file, and the member's own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from alumni.models import ContactPoint, Degree, Employment, SearchKey
from alumni.queries.person.masking import readable
from alumni_office.names import fold
from chapters.models import Chapter, Membership, Piece

CONTACTS = {Piece.MOBILE: "mobile", Piece.EMAIL: "email", Piece.WECHAT: "wechat", Piece.ADDRESS: "address"}


@dataclass(frozen=True)
class Line:
    """One member: the name, and for each opened piece what it says."""

    membership: Membership
    name: str
    pieces: dict[str, str]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(str(Piece(piece).label), text) for piece, text in self.pieces.items()]

    @property
    def since(self) -> date | None:
        return self.membership.joined_on


def seen(chapter: Chapter, officer, words: str = ""):
    """The memberships of `chapter` whose people agreed that its officers see them, found by name."""
    found = Membership.objects.seen_by_officer(officer).filter(chapter=chapter)
    if folded := fold(words):
        named = SearchKey.objects.filter(
            person=OuterRef("alumnus"), rank=SearchKey.Rank.HEAD, key__startswith=folded
        )  # fmt: skip
        found = found.filter(Q(Exists(named)) | Q(alumnus__name__icontains=words.strip()))
    return found


def with_pieces(memberships):
    """Fetch what `lines` shows, in a constant number of queries."""
    return memberships.select_related("alumnus").prefetch_related(
        Prefetch("alumnus__degrees", Degree.objects.by_year().select_related("school", "college")),
        Prefetch("alumnus__employments", Employment.objects.filter(is_current=True).order_by("-pk")),
        Prefetch(
            "alumnus__contacts",
            ContactPoint.objects.filter(kind__in=CONTACTS.values(), state__in=ContactPoint.USABLE).order_by(
                "-state", "-pk"
            ),
        ),
    )


def lines(memberships: Iterable[Membership]) -> list[Line]:
    """Of memberships that came through `with_pieces`; what was not opened is not in them."""
    return [
        Line(row, row.alumnus.name, {piece: said(row.alumnus, piece) for piece in Piece if piece in row.opened})
        for row in memberships
    ]


def columns(shown: Iterable[Line]) -> list[str]:
    """What the access log says was looked at."""
    return ["name", *sorted({str(piece) for line in shown for piece in line.pieces})]


def said(person, piece: str) -> str:
    if piece == Piece.STUDIES:
        return "; ".join(str(degree) for degree in person.degrees.all())
    if piece == Piece.WORK:
        jobs = person.employments.all()
        return "; ".join(" ".join(filter(None, (job.employer, job.job_title))) for job in jobs)
    kind = CONTACTS[Piece(piece)]
    points = [point for point in person.contacts.all() if point.kind == kind]
    return "; ".join(readable(point.kind, point.value, point.postcode) for point in points)


@dataclass(frozen=True)
class Numbers:
    """`silent` are members who are counted and not named."""

    members: int
    seen: int
    asking: int

    @property
    def silent(self) -> int:
        return max(self.members - self.seen, 0)


def present(memberships):
    return memberships.filter(alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True)


def numbers(chapter: Chapter, officer) -> Numbers:
    found = seen(chapter, officer)
    return Numbers(
        present(chapter.memberships.members()).count(),
        found.members().count(),
        found.filter(state=Membership.State.APPLIED).count(),
    )
