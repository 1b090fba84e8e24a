"""One's own ways to be reached. A new e-mail or telephone is used only after the code that went there came back."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pghistory
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from alumni.emails import claims as emails
from alumni.models import Alumnus, Challenge, ContactPoint, Source
from alumni.services.claims import codes
from alumni.services.claims.codes import GOOD_FOR, CodeRefused, hash_of, insist_on_few
from alumni_office.accounts.models import User
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message

from .facts import locked

Kind, State = ContactPoint.Kind, ContactPoint.State
BY_CODE = (Kind.EMAIL, Kind.MOBILE)


def needs_code(kind: str) -> bool:
    """Whether a code can go there: to a telephone only where the installation has a provider."""
    return kind == Kind.EMAIL or (kind == Kind.MOBILE and bool(getattr(settings, "SMS_BACKEND", "")))


@transaction.atomic
def add_contact(
    *, person: Alumnus, kind: str, value: str, postcode: str, audience: str, by
) -> tuple[Challenge | None, Message | None]:
    """Enter a contact of one's own. Where a code can go there it is not stored before the code came back: the
    challenge waits, with the mail to wake a worker for. Raises claims.TooManyCodes."""
    User.objects.select_for_update().get(pk=by.pk)
    person = locked(person.pk, by)
    if needs_code(kind):
        insist_on_few(by, value)
        code = f"{secrets.randbelow(1_000_000):06}"
        challenge = Challenge.objects.create(
            purpose=Challenge.Purpose.CONTACT, user=by, alumnus=person, kind=kind, value=value, audience=audience,
            code_hash=hash_of(code, by, value), expires_at=timezone.now() + GOOD_FOR,
        )  # fmt: skip
        subject, text = emails.code(code=code, language=emails.language_of(by))
        if kind == Kind.EMAIL:
            message = mail.queue(to=value, subject=subject, text=text, purpose="alumni.code", person_id=person.pk)
            return challenge, message
        send: Callable[[str, str], None] = import_string(settings.SMS_BACKEND)
        transaction.on_commit(partial(send, value, text), robust=True)
        return challenge, None
    _write(person, kind, value, by, postcode=postcode, audience=audience)
    return None, None


def confirm_contact(*, person: Alumnus, challenge_id: int, code: str, by) -> ContactPoint:
    """Store the contact when this is its code. A wrong one counts. Raises CodeRefused."""
    challenge = Challenge.objects.filter(
        pk=challenge_id, user=by, alumnus=person, purpose=Challenge.Purpose.CONTACT
    ).first()
    if challenge is None:
        raise CodeRefused
    codes.check(challenge, code=code, user=by)
    with transaction.atomic():
        codes.use_up(challenge)
        return _write(
            locked(person.pk, by), challenge.kind, challenge.value, by, audience=challenge.audience,
            state=State.VERIFIED, verified_at=timezone.now(),
        )  # fmt: skip


def _write(person: Alumnus, kind: str, value: str, by, **fields) -> ContactPoint:
    with pghistory.context(user=by.pk):
        point = ContactPoint.objects.filter(alumnus=person, kind=kind, value=value).first()
        if point is None:
            point = ContactPoint(alumnus=person, kind=kind, value=value)
        elif point.state in (State.ENDED, State.BAD):
            point.state = State.UNVERIFIED
        for name, given in fields.items():
            setattr(point, name, given)
        point.source, point.entered_by = Source.ALUMNUS, by
        point.save()
    return point


def pending(*, person: Alumnus, by) -> list[Challenge]:
    """The codes that went out and have not come back yet."""
    waiting = Challenge.objects.filter(user=by, alumnus=person, purpose=Challenge.Purpose.CONTACT)
    return list(waiting.filter(used_at__isnull=True, expires_at__gt=timezone.now()).order_by("-pk"))


def remove_pending(*, person: Alumnus, challenge_id: int, by) -> bool:
    """Forget a contact whose code never came back."""
    waiting = Challenge.objects.filter(
        pk=challenge_id, user=by, alumnus=person, purpose=Challenge.Purpose.CONTACT, used_at__isnull=True
    )
    return bool(waiting.update(expires_at=F("created_at") + timedelta(microseconds=1)))


def open_contact(*, person: Alumnus, contact_id: int, audience: str, by) -> None:
    """Say who may see one contact. Raises ContactPoint.DoesNotExist for another's."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        point = locked(person.pk, by).contacts.get(pk=contact_id)
        point.audience = audience
        point.save(update_fields=["audience"])


def end_contact(*, person: Alumnus, contact_id: int, by) -> None:
    """Use a contact no more. It stays as ended, so that the next roster does not bring it back as new."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        point = locked(person.pk, by).contacts.get(pk=contact_id)
        point.state, point.verified_at = State.ENDED, None
        point.source, point.entered_by = Source.ALUMNUS, by
        point.save(update_fields=["state", "verified_at", "source", "entered_by"])
