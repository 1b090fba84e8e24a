"""Motions: put, changed and taken off before the vote; counted once, and corrected with a reason."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from chapters.models import Congress, Motion

from .attendance import in_session
from .refusals import held

State = Congress.State
BEFORE_THE_END = [State.PLANNED, State.NOMINATING, State.OPEN]


def add_motion(*, congress: Congress, key: UUID, by, **values) -> Motion:
    """Put a motion under the next number; the same form sent twice is one motion. Raises Refused."""
    try:
        with transaction.atomic():
            congress = held(congress.pk, *BEFORE_THE_END)
            last = congress.motions.aggregate(last=Max("number"))["last"] or 0
            return Motion.objects.create(congress=congress, number=last + 1, key=key, **values)
    except IntegrityError:
        if found := Motion.objects.filter(key=key).first():
            return found
        raise


@transaction.atomic
def change_motion(*, motion: Motion, by, **values) -> Motion:
    """Change the words of a motion that was not voted on. Raises Refused."""
    motion = _open(motion)
    for name, value in values.items():
        setattr(motion, name, value)
    motion.save(update_fields=list(values))
    return motion


@transaction.atomic
def remove_motion(*, motion: Motion, by) -> None:
    """Take a motion off that was not voted on. Raises Refused."""
    _open(motion).delete()


@transaction.atomic
def record_vote(
    *, motion: Motion, votes_for: int, votes_against: int, abstentions: int, correction: str = "", by
) -> Motion:
    """Write a counted vote. Those present are counted now, from the attendance; in a correction they stay as they
    were at the vote, and `correction` says why. The earlier count stays in the history. Raises Refused."""
    congress = held(motion.congress_id, State.OPEN)
    motion = Motion.objects.select_for_update().get(pk=motion.pk)
    if motion.voted_at is None:
        motion.present = in_session(congress.pk)[1].present
        motion.voted_at = timezone.now()
    elif not correction.strip():
        raise Refused(_("This was voted on already. Say why the count is corrected."), field="correction")
    assert motion.present is not None
    if votes_for + votes_against + abstentions > motion.present:
        raise Refused(
            _("These are %(votes)s votes, and %(present)s delegates were present.")
            % {"votes": votes_for + votes_against + abstentions, "present": motion.present},
            field="abstentions",
        )
    motion.votes_for, motion.votes_against, motion.abstentions = votes_for, votes_against, abstentions
    motion.correction = correction.strip()
    motion.save()
    return motion


def _open(motion: Motion) -> Motion:
    held(motion.congress_id, *BEFORE_THE_END)
    motion = Motion.objects.select_for_update().get(pk=motion.pk)
    if motion.voted_at:
        raise Refused(_("This was voted on: it stays as it is."))
    return motion
