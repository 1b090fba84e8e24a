"""Chapters as filters of the search over alumni."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact
from alumni_office.accounts.roles import Permission
from chapters.models import Chapter, Membership, Seat

ANY = "any"


def chapters(user) -> list[tuple[str, str]]:
    """Those that the user may see, by kind and name."""
    found = Chapter.objects.visible_to(user).exclude(recognition__in=[Chapter.Recognition.LEAD])
    return [(str(chapter.pk), chapter.shown_name) for chapter in found.order_by("kind", "province", "country", "name")]


def member_of(user, values: list[str]) -> Fact:
    chosen = [int(value) for value in values]
    where = "state = %s AND chapter_id = ANY(%s)"
    return Fact(Membership._meta.db_table, "alumnus_id", where, (Membership.State.MEMBER.value, chosen))


def seats(user) -> list[tuple[str, str]]:
    return [(ANY, _("Any post")), *((value, str(label)) for value, label in Seat.choices)] if _may(user) else []


def holds(user, values: list[str]) -> Fact:
    """Held today, by the calendar of the chapter's place, in a chapter that the user may see."""
    chosen = list(Seat.values) if ANY in values else values
    reach = user.reach(Permission.CHAPTER_VIEW)
    where = (
        "seat = ANY(%s) AND EXISTS (SELECT FROM chapters_term t JOIN chapters_chapter c ON c.id = t.chapter_id"
        " WHERE t.id = term_id AND (%s OR c.college_id = ANY(%s))"
        " AND timezone(c.time_zone, now())::date BETWEEN from_on AND until_on)"
    )
    return Fact("chapters_office", "alumnus_id", where, (chosen, reach.everyone, sorted(reach.college_ids)))


def _may(user) -> bool:
    return user.may(Permission.CHAPTER_VIEW)


CRITERIA = [
    Criterion("chapter", gettext_lazy("Member of a chapter"), chapters, member_of),
    Criterion("office", gettext_lazy("Office in a chapter"), seats, holds),
]
