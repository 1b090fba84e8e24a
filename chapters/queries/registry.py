"""A chapter as the desk shows it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from chapters.models import Chapter, Document, Membership, Term


@dataclass(frozen=True)
class Entry:
    """How one of the two facts stood when the chapter came into the registry; without a day where steps from before
    it were recorded later."""

    label: str
    on: date | None


def listed(user):
    """The chapters of the user, with the figures that the list shows: members, and the end of the last term."""
    members = (
        Membership.objects.members()
        .filter(chapter=OuterRef("pk"))
        .order_by()
        .values("chapter")
        .annotate(count=Count("pk"))
        .values("count")
    )
    last = Term.objects.filter(chapter=OuterRef("pk")).order_by("-ends_on").values("ends_on")[:1]
    return (
        Chapter.objects.visible_to(user)
        .select_related("college__school")
        .annotate(member_count=Subquery(members), term_ends_on=Subquery(last))
    )


def entry_of(chapter: Chapter, fact: str, changes) -> Entry:
    first = changes[0].from_state if changes else getattr(chapter, fact)
    states = {"recognition": Chapter.Recognition, "civil": Chapter.Civil}[fact]
    on = timezone.localdate(chapter.created_at)
    return Entry(str(states(first).label), None if changes and changes[0].happened_on < on else on)


def documents_of(chapter: Chapter):
    """Its own, and those of the applications for it; what was never sent is nobody's but its writer's."""
    sent = Q(application__chapter=chapter, application__submitted_at__isnull=False)
    return Document.objects.filter(Q(chapter=chapter) | sent).select_related("uploaded_by").order_by("-pk").distinct()


def licence_today(licences):
    today = timezone.localdate()
    return next((each for each in licences if each.from_on <= today <= each.until_on), None)
