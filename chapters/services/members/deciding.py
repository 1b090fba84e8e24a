"""What a chapter decides about members. Each step is one conditional update: who comes second changes nothing, and no
second mail goes out."""

from django.db import transaction
from django.db.models.functions import Greatest

from alumni_office.mail import services as mail
from chapters.emails import members as emails
from chapters.models import Membership

from .consents import withdraw_all
from .joining import PURPOSE

State = Membership.State


@transaction.atomic
def admit(*, membership: Membership, by) -> bool:
    """Make a member of who asks; return whether this call did."""
    changed = _change(
        membership, State.APPLIED, state=State.MEMBER, joined_on=membership.chapter.today(), decided_by=by
    )
    return changed and _tell(membership, emails.admitted)


@transaction.atomic
def refuse(*, membership: Membership, reason: str, by) -> bool:
    changed = _change(
        membership, State.APPLIED, state=State.REFUSED, ended_on=membership.chapter.today(), reason=reason,
        decided_by=by,
    )  # fmt: skip
    return changed and _close(membership, by) and _tell(membership, emails.refused)


@transaction.atomic
def end(*, membership: Membership, reason: str, by) -> bool:
    ended_on = Greatest(membership.chapter.today(), "joined_on")
    changed = _change(membership, State.MEMBER, state=State.ENDED, ended_on=ended_on, reason=reason, decided_by=by)
    return changed and _close(membership, by) and _tell(membership, emails.ended)


def _change(membership: Membership, before: str, **values) -> bool:
    return bool(Membership.objects.filter(pk=membership.pk, state=before).update(**values))


def _close(membership: Membership, by) -> bool:
    withdraw_all(membership=membership, by=by)
    return True


def _tell(membership: Membership, words) -> bool:
    membership.refresh_from_db()
    if user := membership.alumnus.user:
        subject, text = words(membership, user)
        mail.queue(to=user.email, subject=subject, text=text, purpose=PURPOSE, person_id=membership.alumnus_id)
    return True
