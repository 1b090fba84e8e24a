"""What the page of one graduate shows."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from alumni.models import Alumnus, Degree, Liaison
from alumni.queries.mine import Agreement, agreements
from chapters.models import Chapter
from chapters.queries.residents import chapter_for
from events.models import FutureLetter, Leaver

from .graduates import degree_of


@dataclass(frozen=True)
class Page:
    """`chapter` is that of the place where the person goes, unless the person is in it; `joined` says so."""

    degrees: list[Degree]
    degree: Degree | None
    agreements: list[Agreement]
    is_liaison: bool
    chapter: Chapter | None
    joined: bool
    letter: FutureLetter | None

    @property
    def can_speak(self) -> bool:
        """Whether a class can be told from the degree, so that somebody can speak for it."""
        return self.degree is not None and self.degree.class_of is not None


def page_of(leaver: Leaver) -> Page:
    person = leaver.alumnus
    degree = degree_of(leaver)
    chapter = chapter_for(person)
    joined = bool(chapter) and person.chapter_memberships.open().filter(chapter=chapter).exists()
    return Page(
        list(person.degrees.select_related("school", "college").by_year()), degree, agreements(person),
        bool(degree) and Liaison.objects.current().filter(degree=degree).exists(), chapter, joined,
        FutureLetter.objects.defer("text").filter(leaver=leaver).first(),
    )  # fmt: skip


def open_of(person: Alumnus) -> Leaver | None:
    """The leave-taking that is open to somebody who has signed in: the latest."""
    rows = Leaver.objects.on_record().filter(alumnus=person, leaving__programme__state="open")
    found = rows.select_related("alumnus__user", "leaving__programme", "leaving__college").order_by("-pk")
    return next((row for row in found if row.leaving.is_open), None)


def takes_leave(user: str) -> Exists:
    """Whether an account is that of a graduate in a leave-taking; `user` is the outer row's key of the account."""
    return Exists(Leaver.objects.filter(alumnus__user=OuterRef(user)))
