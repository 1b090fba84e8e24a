"""A change of council on the chapter's side: audit, election, term, and off to the office. Each step is kept."""

import uuid
from datetime import date

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.mail.models import Message
from alumni_office.saving.versions import save_settled
from chapters.emails import council as emails
from chapters.models import Chapter, CouncilChange, Document, Nominee, Post
from chapters.queries.council import missing_steps
from chapters.services.duties import settle_duties
from chapters.services.telling import tell_office

from .posts import PURPOSE, PostTaken, elected_person

State = CouncilChange.State
MOST_NOMINEES = 200


class NotOpen(Exception):
    """It is with the office, decided or withdrawn by now: nothing can be changed."""


class AuditFirst(Exception):
    """Nothing of the election can be filed before the audit of the books."""


class TermsOverlap(Exception):
    """The term would run at the time of another one; `other` is that term."""

    def __init__(self, other):
        super().__init__()
        self.other = other


class MoreVotesThanPeople(Exception):
    """More votes than people present; `present` is their number."""

    def __init__(self, present: int):
        super().__init__()
        self.present = present


class AlreadyNominated(Exception):
    """The person stands for this post already."""


class TooManyNominees(Exception):
    """More than any council has."""


class Incomplete(Exception):
    """A step is not done; `missing` names the steps."""

    def __init__(self, missing: list[str]):
        super().__init__()
        self.missing = missing


@transaction.atomic
def start_change(*, chapter: Chapter, key: uuid.UUID, by) -> CouncilChange:
    """Begin a change of council, or go on with the one that is open."""
    Chapter.objects.select_for_update().get(pk=chapter.pk)
    found = chapter.council_changes.open().first() or chapter.council_changes.filter(key=key).first()
    return found or CouncilChange.objects.create(chapter=chapter, key=key, created_by=by)


@transaction.atomic
def save_audit(*, change: CouncilChange, version: int, document: Document | None, audited_on: date, by) -> None:
    """The first step, by which the audit that was due of the chapter is done; without a `document` the one on file
    stays. Raises NotOpen, BothChanged, and AuditFirst where there is none."""
    row = _with_the_chapter(change)
    if document is None and row.audit is None:
        raise AuditFirst
    _save(row, version, by, audit=document or row.audit, audited_on=audited_on)
    settle_duties(chapter=row.chapter)


@transaction.atomic
def save_election(
    *, change: CouncilChange, version: int, document: Document | None, elected_on: date, present: int, by
) -> None:
    """The second step. Raises NotOpen, AuditFirst, BothChanged, and MoreVotesThanPeople when more votes are on file
    for one nominee than people were present."""
    row = _after_the_audit(change)
    most = max((votes or 0 for votes in row.nominees.values_list("votes", flat=True)), default=0)
    if most > present:
        raise MoreVotesThanPeople(present)
    _save(row, version, by, minutes=document or row.minutes, elected_on=elected_on, present=present)


@transaction.atomic
def add_nominee(
    *, change: CouncilChange, alumnus_id: int, seat: str, post: Post | None, votes: int, by
) -> Nominee:  # fmt: skip
    """Somebody who was elected. Raises NotOpen, AuditFirst, NotAMember, MoreVotesThanPeople, PostTaken,
    AlreadyNominated and TooManyNominees."""
    row = _after_the_audit(change)
    person = elected_person(row.chapter, by.alumnus, alumnus_id)
    if votes > (row.present or 0):
        raise MoreVotesThanPeople(row.present or 0)
    if row.nominees.count() >= MOST_NOMINEES:
        raise TooManyNominees
    if row.nominees.filter(alumnus=person, seat=seat, post=post).exists():
        raise AlreadyNominated
    try:
        with transaction.atomic():
            return Nominee.objects.create(council_change=row, alumnus=person, seat=seat, post=post, votes=votes)
    except IntegrityError as error:
        if "nominee_one_for_the_post" in str(error):
            raise PostTaken from error
        raise


@transaction.atomic
def remove_nominee(*, nominee: Nominee, by) -> None:
    """Raises NotOpen."""
    assert nominee.council_change is not None
    row = _with_the_chapter(nominee.council_change)
    row.nominees.filter(pk=nominee.pk).delete()


@transaction.atomic
def save_term(*, change: CouncilChange, version: int, starts_on: date, ends_on: date, by) -> None:
    """The third step. Raises NotOpen, AuditFirst, TermsOverlap and BothChanged."""
    row = _after_the_audit(change)
    insist_on_free_time(row.chapter, starts_on, ends_on)
    _save(row, version, by, starts_on=starts_on, ends_on=ends_on)


def insist_on_free_time(chapter: Chapter, starts_on: date, ends_on: date) -> None:
    """The term that runs may be cut short by the new one; every other stays as it is. Raises TermsOverlap."""
    today = chapter.today()
    for term in chapter.terms.filter(ends_on__gte=starts_on, starts_on__lte=ends_on):
        days_left = (starts_on - term.starts_on).days
        if term.starts_on > today or days_left < 2:  # a term has two days at least
            raise TermsOverlap(term)


@transaction.atomic
def submit_change(*, change: CouncilChange, by) -> list[Message]:
    """Give the turn to the office; return the mail to it. Raises NotOpen, Incomplete and TermsOverlap."""
    row = _with_the_chapter(change)
    missing = missing_steps(row)
    if missing:
        raise Incomplete(missing)
    assert row.starts_on is not None
    assert row.ends_on is not None
    insist_on_free_time(row.chapter, row.starts_on, row.ends_on)
    row.state, row.submitted_at = State.SUBMITTED, timezone.now()
    with pghistory.context(user=by.pk):
        row.save(update_fields=["state", "submitted_at"])
    return tell_office(lambda: emails.submitted(row), purpose=PURPOSE)


@transaction.atomic
def withdraw_change(*, change: CouncilChange, by) -> list[Message]:
    """Give it up, also while the office has it; return the mail to the office that then had it. Raises NotOpen."""
    row = _locked(change)
    if not row.is_open:
        raise NotOpen
    was_with_the_office = row.state == State.SUBMITTED
    row.state = State.WITHDRAWN
    with pghistory.context(user=by.pk):
        row.save(update_fields=["state"])
    return tell_office(lambda: emails.withdrawn(row), purpose=PURPOSE) if was_with_the_office else []


def _locked(change: CouncilChange) -> CouncilChange:
    rows = CouncilChange.objects.select_related("chapter", "audit", "minutes")
    return rows.select_for_update(of=("self",)).get(pk=change.pk)


def _with_the_chapter(change: CouncilChange) -> CouncilChange:
    row = _locked(change)
    if not row.is_with_the_chapter:
        raise NotOpen
    return row


def _after_the_audit(change: CouncilChange) -> CouncilChange:
    row = _with_the_chapter(change)
    if not (row.audit_id and row.audited_on):
        raise AuditFirst
    return row


def _save(row: CouncilChange, version: int, by, **values) -> None:
    with pghistory.context(user=by.pk):
        save_settled(row, version=version, values=values)
