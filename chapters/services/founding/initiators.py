"""Initiators: invited by mail, they confirm by the link in it, as verified alumni of the place."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from alumni.emails.claims import language_of
from alumni.models import Alumnus
from alumni_office.accounts.models import User
from alumni_office.mail import services as mail
from alumni_office.mail.tokens import hash_of
from chapters.emails import founding as emails
from chapters.models import Application, Initiator
from chapters.queries import founding as queries
from chapters.queries import places

from .drafting import WRITABLE
from .moving import Refused, lock
from .telling import PURPOSE, tell_applicant

GOOD_FOR = timedelta(days=30)
PAUSE = timedelta(hours=24)  # before the same address is written to again
MOST = 20
ANSWERABLE = [*WRITABLE, Application.State.SUBMITTED]


class TooMany(Refused):
    """So many are not invited to one founding."""

    sentence = gettext_lazy("Twenty people were invited to this founding. That is enough: take care that they answer.")


class JustInvited(Refused):
    """This address was written to within a day."""

    sentence = gettext_lazy("We wrote to this address within the last day. Wait a day before you invite it again.")


class AlreadyConfirmed(Refused):
    """This address has said yes, or this person has, by another link."""

    sentence = gettext_lazy("This initiator has confirmed already.")


class LinkOver(Refused):
    """Used, run out, taken back, or of an application that is closed."""

    sentence = gettext_lazy("This link is over: it was used, it ran out, or the invitation was taken back.")


class NotYours(Refused):
    """The link is good, and not for this person: `why` is applicant, place, unverified."""

    sentence = gettext_lazy("This invitation is not for you.")

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@transaction.atomic
def invite(*, application: Application, name: str, email: str, by) -> list[int]:
    """Write to somebody, or again to somebody who has not said yes. Raises AlreadyMoved, TooMany, JustInvited and
    AlreadyConfirmed."""
    fresh = lock(application, states=WRITABLE)
    now, token = timezone.now(), secrets.token_urlsafe(32)
    values = {"name": name, "state": Initiator.State.INVITED, "token_hash": hash_of(token), "invited_at": now,
              "expires_at": now + GOOD_FOR, "answered_at": None, "alumnus": None}  # fmt: skip
    standing = fresh.initiators.filter(email=email).first()
    if standing is None:
        if fresh.initiators.count() >= MOST:
            raise TooMany
        standing = Initiator.objects.create(application=fresh, email=email, **values)
    elif standing.state == Initiator.State.CONFIRMED:
        raise AlreadyConfirmed
    elif standing.invited_at > now - PAUSE:
        raise JustInvited
    else:
        Initiator.objects.filter(pk=standing.pk).update(**values)
        standing.refresh_from_db()
    return [_write(standing, token).pk]


def _write(initiator: Initiator, token: str):
    user = User.objects.filter(email=initiator.email, is_active=True).first()
    subject, text = emails.invitation(
        initiator=initiator, token=token, language=language_of(user) if user else settings.LANGUAGE_CODE
    )
    return mail.queue(to=initiator.email, subject=subject, text=text, purpose=PURPOSE)


@transaction.atomic
def remove(*, application: Application, initiator_id: int) -> None:
    """Take somebody off the list; the link in the mail is good no more. Raises AlreadyMoved."""
    fresh = lock(application, states=WRITABLE)
    fresh.initiators.filter(pk=initiator_id).update(state=Initiator.State.REMOVED, alumnus=None)


def found_by(token: str) -> Initiator | None:
    """Whom a link was sent to, in whatever state."""
    found = Initiator.objects.select_related("application__applicant", "application__chapter", "application__college")
    return found.filter(token_hash=hash_of(token)).first()


def is_good(initiator: Initiator) -> bool:
    """Whether the link can still be answered."""
    is_waiting = initiator.state == Initiator.State.INVITED and initiator.expires_at > timezone.now()
    return is_waiting and initiator.application.state in ANSWERABLE


@transaction.atomic
def confirm(*, initiator: Initiator, person: Alumnus) -> list[int]:
    """Say yes as `person`. Raises LinkOver, NotYours and AlreadyConfirmed."""
    fresh = _open(initiator)
    application = fresh.application
    insist(person, application)
    fresh.state, fresh.alumnus, fresh.answered_at = Initiator.State.CONFIRMED, person, timezone.now()
    try:
        with transaction.atomic():
            fresh.save(update_fields=["state", "alumnus", "answered_at"])
    except IntegrityError as error:
        if "initiator_confirms_once" in str(error):
            raise AlreadyConfirmed from error
        raise
    reached = queries.confirmed(application) == settings.CHAPTER_INITIATORS
    is_draft = application.state == Application.State.DRAFT
    return tell_applicant(application, emails.enough) if reached and is_draft else []


def insist(person: Alumnus, application: Application) -> None:
    """Who may be an initiator: a verified alumnus of the place who may be written to, and not the applicant."""
    if person.pk == application.applicant_id:
        raise NotYours("applicant")
    if person.verified_at is None or person.restricted_at is not None:
        raise NotYours("unverified")
    if not places.belongs_to(person, application):
        raise NotYours("place")


@transaction.atomic
def decline(*, initiator: Initiator, person: Alumnus) -> list[int]:
    """Say no. Raises LinkOver, and NotYours to the applicant."""
    fresh = _open(initiator)
    if person.pk == fresh.application.applicant_id:
        raise NotYours("applicant")
    fresh.state, fresh.answered_at = Initiator.State.DECLINED, timezone.now()
    fresh.save(update_fields=["state", "answered_at"])
    return tell_applicant(fresh.application, _declined, initiator=fresh)


def _declined(*, initiator: Initiator, application: Application, language: str):
    return emails.declined(initiator=initiator, language=language)


def _open(initiator: Initiator) -> Initiator:
    """The initiator with the application, both locked; the application first, as everywhere."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=initiator.application_id)
    fresh = Initiator.objects.select_for_update(of=("self",)).get(pk=initiator.pk)
    fresh.application = application
    if fresh.token_hash != initiator.token_hash or not is_good(fresh):
        raise LinkOver
    return fresh
