"""A change of council on the office's side, and terms that the office lets run longer."""

from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from alumni_office.mail.models import Message
from chapters.emails import council as emails
from chapters.models import Chapter, CouncilChange, Office, Term, TermExtension
from chapters.queries import nominating
from chapters.queries.council import missing_steps
from chapters.services.duties import settle_duties
from chapters.services.telling import officers_of, tell_people

from .changes import Incomplete, TermsOverlap, insist_on_free_time
from .posts import PURPOSE

State = CouncilChange.State


class AlreadyDecided(Exception):
    """Somebody decided, or the chapter took it back, in the meantime."""


class OwnMatter(Exception):
    """Who is elected does not decide about the election."""


class Unfit(Exception):
    """The records of people who were elected are no longer in use; `names` are theirs."""

    def __init__(self, names: list[str]):
        super().__init__()
        self.names = names


class TermChanged(Exception):
    """The term does not end any more on the day that the actor saw."""


@transaction.atomic
def accept_change(*, change: CouncilChange, by) -> list[Message]:
    """Make the elected people the council: the new term and its offices, and the end of the old ones the day before
    at the latest. Returns the mails to the old and the new officers. Raises AlreadyDecided, OwnMatter, Incomplete,
    Unfit and TermsOverlap."""
    with pghistory.context(user=by.pk):
        row = _to_decide(change, by)
        _insist_on_council(row)
        assert row.starts_on is not None
        assert row.ends_on is not None
        insist_on_free_time(row.chapter, row.starts_on, row.ends_on)
        people = {person.pk: person for person in officers_of(row.chapter)}
        _cut_short(row.chapter, row.starts_on)
        number = (row.chapter.terms.aggregate(last=Max("number"))["last"] or 0) + 1
        term = Term.objects.create(
            chapter=row.chapter, number=number, starts_on=row.starts_on, ends_on=row.ends_on
        )  # fmt: skip
        for nominee in row.nominees.select_related("alumnus__user").order_by("pk"):
            people[nominee.alumnus_id] = nominee.alumnus
            Office.objects.create(
                term=term, alumnus=nominee.alumnus, seat=nominee.seat, post_id=nominee.post_id,
                from_on=term.starts_on, until_on=term.ends_on,
            )  # fmt: skip
        _decide(row, State.ACCEPTED, "", by)
        settle_duties(chapter=row.chapter)  # the day of the audit moves with the term
    return tell_people(people.values(), lambda: emails.accepted(row), purpose=PURPOSE)


@transaction.atomic
def send_back(*, change: CouncilChange, reason: str, by) -> list[Message]:
    """Give the turn to the chapter; return the mails to its officers. Raises AlreadyDecided and OwnMatter."""
    with pghistory.context(user=by.pk):
        row = _to_decide(change, by)
        _decide(row, State.SENT_BACK, reason, by)
    return tell_people(officers_of(row.chapter), lambda: emails.sent_back(row), purpose=PURPOSE)


@transaction.atomic
def extend_term(*, term: Term, ended_on: date, ends_on: date, reason: str, by) -> list[Message]:
    """Let a term, and the posts held until its end, run until `ends_on`; `ended_on` is the end that the actor saw.
    Returns the mails to the officers. Raises TermChanged and TermsOverlap."""
    with pghistory.context(user=by.pk, reason=reason):
        chapter = Chapter.objects.select_for_update(of=("self",)).get(terms=term.pk)
        fresh = Term.objects.select_for_update().get(pk=term.pk)
        if fresh.ends_on != ended_on or ends_on <= ended_on:
            raise TermChanged
        other = chapter.terms.filter(starts_on__gt=ended_on, starts_on__lte=ends_on).first()
        if other:
            raise TermsOverlap(other)
        TermExtension.objects.create(term=fresh, ended_on=ended_on, ends_on=ends_on, reason=reason, by=by)
        Term.objects.filter(pk=fresh.pk).update(ends_on=ends_on)
        Office.objects.filter(term=fresh, until_on=ended_on).update(until_on=ends_on)
        settle_duties(chapter=chapter)  # the day of the audit moves with the term
    return tell_people(officers_of(chapter), lambda: emails.extended(chapter, ends_on, reason), purpose=PURPOSE)


def is_own_matter(change: CouncilChange, user) -> bool:
    """Whether the user is among those elected, or keeps the chapter's pages."""
    person = getattr(user, "alumnus", None)
    if person is None:
        return False
    held = Office.objects.current().filter(term__chapter=change.chapter_id, alumnus=person)
    return change.nominees.filter(alumnus=person).exists() or held.exists()


def _to_decide(change: CouncilChange, by) -> CouncilChange:
    """Locks in one order: the chapter, then the change."""
    chapter = Chapter.objects.select_for_update().get(pk=change.chapter_id)
    row = CouncilChange.objects.select_for_update().get(pk=change.pk)
    row.chapter = chapter
    if row.state != State.SUBMITTED:
        raise AlreadyDecided
    if is_own_matter(row, by):
        raise OwnMatter
    return row


def _insist_on_council(row: CouncilChange) -> None:
    """That those who were elected are still there: a record may be gone since the chapter submitted it."""
    if missing := missing_steps(row):
        raise Incomplete(missing)
    if names := nominating.unfit(row.nominees.all()):
        raise Unfit(names)


def _decide(row: CouncilChange, state: str, answer: str, by) -> None:
    row.state, row.answer, row.decided_by, row.decided_at = state, answer, by, timezone.now()
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _cut_short(chapter: Chapter, starts_on: date) -> None:
    last_day = starts_on - timedelta(days=1)
    for term in chapter.terms.filter(ends_on__gte=starts_on, starts_on__lt=starts_on):
        term.offices.filter(from_on__gt=last_day).delete()
        term.offices.filter(until_on__gt=last_day).update(until_on=last_day)
        Term.objects.filter(pk=term.pk).update(ends_on=last_day)
