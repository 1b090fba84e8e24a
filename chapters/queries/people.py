"""One person's part in the chapters, as the office sees it: the panel and the timeline of the person's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _

from alumni.hooks import Happened
from chapters.models import Application, Candidate, Chapter, Congress, Delegate, Initiator, Membership, Office, Term


@dataclass(frozen=True)
class Part:
    """What the person is and was: each list the latest first."""

    memberships: list[Membership]
    offices: list[Office]
    applications: list[Application]
    initiatives: list[Initiator]
    delegates: list[Delegate]

    @property
    def is_empty(self) -> bool:
        return not (self.memberships or self.offices or self.applications or self.initiatives or self.delegates)


def part_of(user, person) -> Part:
    """As far as `user` sees the chapters, applications and congresses."""
    chapters = Chapter.objects.visible_to(user)
    memberships = Membership.objects.filter(alumnus=person, chapter__in=chapters)
    offices = Office.objects.filter(alumnus=person, term__in=_terms(user, chapters))
    applications = Application.objects.visible_to(user)
    delegates = Delegate.objects.filter(alumnus=person, congress__in=Congress.objects.visible_to(user))
    return Part(
        list(memberships.select_related("chapter", "moved_to__chapter").order_by("-pk")),
        list(offices.select_related("term__chapter", "term__congress", "post").order_by("-from_on", "-pk")),
        list(applications.filter(applicant=person).select_related("chapter").order_by("-pk")),
        list(_initiatives(person, applications).order_by("-pk")),
        list(
            delegates.select_related("congress", "delegation__chapter", "delegation__college").order_by("-pk")
        ),
    )  # fmt: skip


def _terms(user, chapters):
    of_chapters = Term.objects.filter(chapter__in=chapters)
    return of_chapters | Term.objects.filter(congress__in=Congress.objects.visible_to(user))


def _initiatives(person, applications):
    found = Initiator.objects.filter(alumnus=person, state=Initiator.State.CONFIRMED, application__in=applications)
    return found.select_related("application__chapter")


def happened(user, person) -> Iterator[Happened]:
    """Joining, leaving, offices, elections and foundings."""
    part = part_of(user, person)
    for membership in part.memberships:
        yield from _of_membership(membership)
    for office in part.offices:
        told = {"post": office.post or office.get_seat_display(), "body": office.term.chapter or office.term.congress}
        yield Happened(noon(office.from_on), _("Took office: %(post)s, %(body)s") % told, is_day=True)
    for application in part.applications:
        title = _("Applied for a chapter: %(name)s") % {"name": application}
        yield Happened(application.submitted_at or application.created_at, title)
    for initiative in part.initiatives:
        title = _("Became an initiator of a chapter: %(name)s") % {"name": initiative.application}
        yield Happened(initiative.answered_at or initiative.invited_at, title)
    for delegate in part.delegates:
        title = _("Named as a delegate: %(congress)s") % {"congress": delegate.congress}
        yield Happened(delegate.named_at, title)
    yield from _elections(user, person)


def _of_membership(membership: Membership) -> Iterator[Happened]:
    chapter = {"chapter": membership.chapter}
    if membership.joined_on:
        yield Happened(noon(membership.joined_on), _("Joined %(chapter)s") % chapter, is_day=True)
    else:
        yield Happened(membership.asked_at, _("Asked to join %(chapter)s") % chapter)
    if membership.ended_on:
        title = _("No longer of %(chapter)s: %(how)s") % {**chapter, "how": membership.get_state_display()}
        yield Happened(noon(membership.ended_on), title, membership.reason, is_day=True)


def _elections(user, person) -> Iterator[Happened]:
    won = Candidate.objects.filter(
        alumnus=person, is_elected=True, election__congress__in=Congress.objects.visible_to(user)
    )
    for each in won.select_related("election__congress"):
        told = {"post": each.election.get_seat_display(), "congress": each.election.congress}
        at = each.election.voted_at or noon(each.election.congress.ends_on)
        yield Happened(at, _("Elected: %(post)s, %(congress)s") % told)


def noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)), get_current_timezone())
