"""Joining, leaving, moving: what a member does. The person's row is locked first, so that two clicks are one."""

from collections.abc import Collection

from django.db import transaction

from alumni.models import Alumnus
from chapters.emails import members as emails
from chapters.models import Chapter, Membership
from chapters.services.telling import officers_of, tell_people
from chapters.wordings import asked_by

from .consents import record, withdraw_all

State = Membership.State
PURPOSE = "chapters.membership"


class NotTaken(Exception):
    """The chapter takes no members: it sleeps, is not founded yet, or is dissolved."""


class ConsentMissing(Exception):
    """Without a consent that the chapter's kind asks for nobody joins; the chapter may have changed meanwhile."""


class Restricted(Exception):
    """The person asked that the data be kept and not used."""


@transaction.atomic
def join(
    *, chapter: Chapter, person: Alumnus, opened: Collection[str], statement: str, agreed: Collection[str], by
) -> Membership:
    """Make `person` a member, or one who asks to be; a membership that is open already is returned as it is.

    `agreed` are the laws (SharingConsent.Law) whose wording was read and agreed to. Raises NotTaken, ConsentMissing
    and Restricted.
    """
    person = Alumnus.objects.select_for_update().get(pk=person.pk)
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if standing := person.chapter_memberships.open().filter(chapter=chapter).first():
        return standing
    if not chapter.is_living:
        raise NotTaken
    if person.restricted_at:
        raise Restricted
    wordings = asked_by(chapter)
    if {wording.law for wording in wordings} - set(agreed):
        raise ConsentMissing
    is_member = chapter.admission == Chapter.Admission.AUTOMATIC
    membership = Membership.objects.create(
        chapter=chapter, alumnus=person, opened=list(opened), statement=statement,
        state=State.MEMBER if is_member else State.APPLIED, joined_on=chapter.today() if is_member else None,
    )  # fmt: skip
    for wording in wordings:
        record(membership=membership, wording=wording, given=True, by=by)
    if not is_member:
        tell_people(officers_of(chapter), lambda: emails.somebody_asks(chapter), purpose=PURPOSE)
    return membership


@transaction.atomic
def leave(*, membership: Membership, by) -> bool:
    """End a membership, or take back the wish for one; what was agreed to is taken back with it."""
    return _end(membership, State.LEFT, by)


@transaction.atomic
def move(
    *, membership: Membership, to: Chapter, opened: Collection[str], statement: str, agreed: Collection[str], by
) -> Membership:
    """Go from one chapter to another in one step. Raises what `join` does; then nothing has changed."""
    person = Alumnus.objects.select_for_update().get(pk=membership.alumnus_id)
    if to.pk == membership.chapter_id:
        return membership
    joined = join(chapter=to, person=person, opened=opened, statement=statement, agreed=agreed, by=by)
    _end(membership, State.MOVED, by, moved_to=joined)
    return joined


def _end(membership: Membership, state: str, by, **more) -> bool:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("chapter")
    standing = rows.open().filter(pk=membership.pk).first()
    if standing is None:
        return False
    today = standing.chapter.today()
    ended_on = max(today, standing.joined_on or today)
    Membership.objects.filter(pk=standing.pk).update(state=state, ended_on=ended_on, **more)
    withdraw_all(membership=standing, by=by)
    return True
