"""Two records of one person become one: their rows of chapters too. What stands twice is folded, and of what each of
the two allowed the stricter holds."""

from collections import defaultdict
from dataclasses import asdict

from django.utils import timezone

from chapters.models import (
    Application,
    Candidate,
    Delegate,
    Initiator,
    Invitation,
    Membership,
    Nominee,
    NoticeMail,
    Office,
    SharingConsent,
)

from .journal import Journal

State = Membership.State


def reassign(keep, drop) -> dict:
    """Give the rows of `drop` to `keep`; both are locked by the caller."""
    journal = Journal()
    _memberships(journal, keep, drop)
    _offices(journal, keep, drop)
    _nominees(journal, keep, drop)
    _delegates(journal, keep, drop)
    _candidates(journal, keep, drop)
    _initiatives(journal, keep, drop)
    _invitations(journal, keep, drop)
    for application in Application.objects.select_for_update(of=("self",)).filter(applicant=drop).order_by("pk"):
        journal.move(application, keep, "applicant")
    had = NoticeMail.objects.filter(alumnus=keep).values("notice")
    for mail in NoticeMail.objects.filter(alumnus=drop).exclude(notice__in=had).order_by("pk"):
        journal.move(mail, keep)  # what both got stays with each: it was sent twice
    return asdict(journal)


def _of(model, person):
    return model._default_manager.select_for_update(of=("self",)).filter(alumnus=person).order_by("pk")


def _memberships(journal: Journal, keep, drop) -> None:
    mine = {row.chapter_id: row for row in _of(Membership, keep) if row.state in Membership.OPEN}
    for row in _of(Membership, drop):
        twin = mine.get(row.chapter_id) if row.state in Membership.OPEN else None
        if twin is not None:
            is_member = row.state == State.MEMBER and twin.state != State.MEMBER
            stays, goes = (row, twin) if is_member else (twin, row)
            today = timezone.localdate()
            journal.change(goes, state=State.LEFT, ended_on=max(today, goes.joined_on or today))
            journal.change(stays, opened=[piece for piece in stays.opened if piece in goes.opened])
            _withdraw_what_was_withdrawn(journal, goes, stays)
        journal.move(row, keep)


def _withdraw_what_was_withdrawn(journal: Journal, goes: Membership, stays: Membership) -> None:
    said, standing = last_words(goes), last_words(stays)
    for law in sorted(law for law, given in said.items() if not given and standing.get(law)):
        wording = f"Withdrawn on membership {goes.pk}, whose record was merged into this one."
        journal.note_added(SharingConsent.objects.create(membership=stays, law=law, given=False, wording=wording))


def last_words(membership: Membership) -> dict[str, bool]:
    return dict(membership.consents.order_by("pk").values_list("law", "given"))


def _offices(journal: Journal, keep, drop) -> None:
    """One post at one time becomes one row that has the days of both."""
    same: dict[tuple, list[Office]] = defaultdict(list)
    for row in sorted([*_of(Office, keep), *_of(Office, drop)], key=lambda row: row.from_on):
        same[row.term_id, row.seat, row.post_id].append(row)
    for offices in same.values():
        for together in _overlapping(offices):
            standing = next((row for row in together if row.alumnus_id == keep.pk), together[0])
            for row in together:
                if row is not standing:
                    journal.fold(row)
            first, last = min(row.from_on for row in together), max(row.until_on for row in together)
            journal.change(standing, from_on=first, until_on=last)
    for row in _of(Office, drop):
        journal.move(row, keep)


def _overlapping(offices: list[Office]) -> list[list[Office]]:
    """Those in order of their first days, in groups of which each overlaps the next."""
    groups: list[list[Office]] = []
    for row in offices:
        if groups and row.from_on <= max(each.until_on for each in groups[-1]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _nominees(journal: Journal, keep, drop) -> None:
    mine = {(row.application_id, row.council_change_id, row.seat, row.post_id) for row in _of(Nominee, keep)}
    for row in _of(Nominee, drop):
        is_twice = (row.application_id, row.council_change_id, row.seat, row.post_id) in mine
        journal.fold(row) if is_twice else journal.move(row, keep)


def _delegates(journal: Journal, keep, drop) -> None:
    """A person has one seat: the one in which somebody came, or whose credentials are in order."""
    active = [Delegate.State.NAMED, Delegate.State.CONFIRMED]
    mine = {row.congress_id: row for row in _of(Delegate, keep) if row.state in active}
    for row in _of(Delegate, drop):
        twin = mine.get(row.congress_id) if row.state in active else None
        if twin is not None:
            goes = twin if _weight(row) > _weight(twin) else row
            journal.change(goes, state=Delegate.State.WITHDRAWN, attended_at=None)
        journal.move(row, keep)


def _weight(delegate: Delegate) -> tuple[bool, bool]:
    return delegate.attended_at is not None, delegate.state == Delegate.State.CONFIRMED


def _candidates(journal: Journal, keep, drop) -> None:
    """The votes for one person under two records were counted apart: the larger count is what is known."""
    mine = {row.election_id: row for row in _of(Candidate, keep)}
    for row in _of(Candidate, drop):
        twin = mine.get(row.election_id)
        if twin is None:
            journal.move(row, keep)
            continue
        journal.fold(row)
        counts = [votes for votes in (twin.votes, row.votes) if votes is not None]
        journal.change(twin, votes=max(counts, default=None), is_elected=twin.is_elected or row.is_elected)


def _initiatives(journal: Journal, keep, drop) -> None:
    """Who confirmed twice is one initiator, and nobody is one of the own application."""
    own = set(Application.objects.filter(applicant__in=[keep, drop]).values_list("pk", flat=True))
    counted = set()
    for row in _of(Initiator, keep):
        if row.state == Initiator.State.CONFIRMED:
            counted.add(row.application_id)
            if row.application_id in own:
                journal.change(row, state=Initiator.State.REMOVED)
    for row in _of(Initiator, drop):
        if row.state == Initiator.State.CONFIRMED and row.application_id in counted | own:
            journal.change(row, state=Initiator.State.REMOVED)
        journal.move(row, keep)


def _invitations(journal: Journal, keep, drop) -> None:
    """Two invitations to one chapter stay with their records, so that the link in each still works; a refusal of one
    is a refusal of both."""
    mine = {row.chapter_id: row for row in _of(Invitation, keep)}
    for row in _of(Invitation, drop):
        twin = mine.get(row.chapter_id)
        if twin is None:
            journal.move(row, keep)
        elif row.refused_at and not twin.refused_at:
            journal.change(twin, refused_at=row.refused_at)
