"""One's own memberships: as the officers see them, what was agreed to, and what the chapter wrote."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Now

from chapters.models import Chapter, Gathering, Membership, Notice, Office, SharingConsent
from chapters.wordings import Wording, asked_by

from .members import Line, lines, with_pieces
from .residents import chapter_for, is_of

NOTICES, GATHERINGS = 20, 8


@dataclass(frozen=True)
class Agreement:
    wording: Wording
    text: str
    said: SharingConsent | None

    @property
    def given(self) -> bool:
        return bool(self.said and self.said.given)


@dataclass(frozen=True)
class OwnPage:
    """`line` is what officers see, exactly; it is shown to them when `is_seen`."""

    membership: Membership
    line: Line
    agreements: list[Agreement]
    officers: list[Office]
    notices: list[Notice]
    gatherings: list[Gathering]

    @property
    def is_seen(self) -> bool:
        return all(agreement.given for agreement in self.agreements) and not self.line.membership.alumnus.restricted_at


def page_of(membership: Membership) -> OwnPage:
    chapter = membership.chapter
    row = with_pieces(Membership.objects.filter(pk=membership.pk)).get()
    said = {consent.law: consent for consent in membership.consents.order_by("pk")}
    agreements = [Agreement(each, each.text_for(chapter), said.get(each.law)) for each in asked_by(chapter)]
    officers = Office.objects.current().managing().filter(term__chapter=chapter)
    return OwnPage(
        membership, lines([row])[0], agreements,
        list(officers.select_related("alumnus", "post", "term__chapter").order_by("pk")), notices_for(membership),
        gatherings_for(membership),
    )  # fmt: skip


def notices_for(membership: Membership) -> list[Notice]:
    """The latest; those for members only once somebody is one."""
    audience = Q(audience=Notice.Audience.PUBLIC)
    if membership.state == Membership.State.MEMBER:
        audience |= Q(audience=Notice.Audience.MEMBERS)
    found = membership.chapter.notices.filter(audience, withdrawn_at__isnull=True, created_at__lte=Now())
    return list(found.order_by("-created_at")[:NOTICES])


def gatherings_for(membership: Membership) -> list[Gathering]:
    """What is ahead; what is not for everyone only once somebody is a member."""
    ahead = membership.chapter.gatherings.filter(cancelled_at__isnull=True, starts_at__gte=Now())
    if membership.state != Membership.State.MEMBER:
        ahead = ahead.filter(is_public=True)
    return list(ahead.order_by("starts_at", "pk")[:GATHERINGS])


def moves_to(membership: Membership, person) -> Chapter | None:
    """The chapter of the place where the person lives by now, where that is another one."""
    if membership.chapter.kind not in (Chapter.Kind.REGIONAL, Chapter.Kind.OVERSEAS):
        return None
    if is_of(membership.chapter, person):
        return None
    found = chapter_for(person)
    if found is None or person.chapter_memberships.open().filter(chapter=found).exists():
        return None
    return found


def memberships_of(person) -> list[Membership]:
    """The open ones first, each with `is_open`."""
    rows = list(person.chapter_memberships.select_related("chapter", "moved_to__chapter").order_by("-pk"))
    for row in rows:
        row.is_open = row.state in Membership.OPEN
    return sorted(rows, key=lambda row: not row.is_open)
