"""Who may be named: by a chapter's officers from their members, on the desk from the people in reach."""

from django.db.models import Exists, OuterRef, Q

from alumni.models import Alumnus, Degree
from chapters.models import Chapter, Congress, Delegate, Delegation, Membership

from .counting import college_line

MOST = 50  # shown at once: whoever is not among them is found by name


def of_members(chapter: Chapter, officer: Alumnus, congress: Congress, words: str) -> list[Alumnus]:
    """Members of the chapter whom its officer sees and who are in no delegation, the first MOST by name."""
    seen = Membership.objects.seen_by_officer(officer).members().filter(chapter=chapter)
    return _free(Alumnus.objects.filter(pk__in=seen.values("alumnus")), congress, words)


def in_reach(delegation: Delegation, user, words: str) -> list[Alumnus]:
    """People whom `user` sees on the desk and whom this delegation may send, the first MOST by name."""
    return _free(sent_by(delegation, Alumnus.objects.visible_to(user)), delegation.congress, words)


def sent_by(delegation: Delegation, people):
    """Those of `people` who belong to the chapter, or to the college or one that became it."""
    if delegation.chapter_id:
        members = Membership.objects.members().filter(chapter=delegation.chapter_id)
        return people.filter(pk__in=members.values("alumnus"))
    line = college_line(delegation.college)  # type: ignore[arg-type]
    return people.filter(Exists(Degree.objects.filter(alumnus=OuterRef("pk"), college__in=line)))


def _free(people, congress: Congress, words: str) -> list[Alumnus]:
    taken = Delegate.objects.standing().filter(congress=congress, alumnus=OuterRef("pk"))
    found = people.approachable().filter(~Exists(taken))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(latin_name__icontains=word))
    return list(found.order_by("name", "pk")[:MOST])
