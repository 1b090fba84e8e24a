"""A code to an address on file: who reads it there is the person."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string

from alumni.emails import claims as emails
from alumni.models import Alumnus, Challenge, ContactPoint, Verification
from alumni.queries.claims import Said, code_targets, colleges_with_successors, match
from alumni_office.accounts.models import User
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message

from . import linking

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3


class TooManyCodes(Exception):
    """Three codes in the last hour went to this address or were asked for by this user."""


class CodeRefused(Exception):
    """The code is wrong, used, too old, or was tried too often."""


@transaction.atomic
def send_code(*, said: Said, target_id: int, by) -> tuple[Verification, Message | None] | None:
    """Open a claim, or take up the one that waits for a code, and send a code to a contact of the record that `said`
    means. None when no such contact is (any more) one that a code may go to. Raises TooManyCodes."""
    User.objects.select_for_update().get(pk=by.pk)  # one sending at a time, or the count would be wrong
    person = match(said)
    target = next((point for point in code_targets(person) if point.pk == target_id), None)
    if person is None or target is None:
        return None
    Alumnus.objects.select_for_update().get(pk=person.pk)
    claim = Verification.objects.open().filter(user=by).first()
    if claim and claim.state != Verification.State.CODE_SENT:
        return None
    insist_on_few(by, target.value)
    if claim is None:
        claim = Verification.objects.create(
            user=by, alumnus=person, state=Verification.State.CODE_SENT, name=said.name, student_no=said.student_no,
            college_id=said.college_id, graduation_year=said.graduation_year,
            college_line=colleges_with_successors(said.college_id) if said.college_id else [],
        )  # fmt: skip
    elif claim.alumnus_id != person.pk:
        return None
    return claim, _send(claim, person, target, by)


def insist_on_few(user, value: str) -> None:
    recent = Challenge.objects.filter(created_at__gt=timezone.now() - AN_HOUR)
    if recent.filter(user=user).count() >= MOST_AN_HOUR or recent.filter(value=value).count() >= MOST_AN_HOUR:
        raise TooManyCodes


def _send(claim: Verification, person: Alumnus, target: ContactPoint, by) -> Message | None:
    code = f"{secrets.randbelow(1_000_000):06}"
    Challenge.objects.create(
        purpose=Challenge.Purpose.VERIFICATION, user=by, alumnus=person, verification=claim,
        kind=target.kind, value=target.value, code_hash=hash_of(code, by, target.value),
        expires_at=timezone.now() + GOOD_FOR,
    )  # fmt: skip
    subject, text = emails.code(code=code, language=emails.language_of(by))
    if target.kind == ContactPoint.Kind.EMAIL:
        return mail.queue(to=target.value, subject=subject, text=text, purpose="alumni.code", person_id=person.pk)
    send: Callable[[str, str], None] = import_string(settings.SMS_BACKEND)
    transaction.on_commit(partial(send, target.value, text), robust=True)
    return None


def hash_of(code: str, user, value: str) -> str:
    return salted_hmac("alumni.challenge", f"{user.pk}:{value}:{code}", algorithm="sha256").hexdigest()


def check(challenge: Challenge, *, code: str, user) -> None:
    """Count one try and compare. Raises CodeRefused; the try stays counted whatever the caller does then."""
    counted = Challenge.objects.filter(
        pk=challenge.pk, used_at__isnull=True, tries__lt=TRIES, expires_at__gt=timezone.now()
    ).update(tries=F("tries") + 1)  # fmt: skip
    right = constant_time_compare(challenge.code_hash, hash_of(code, user, challenge.value))
    if not counted or not right:
        raise CodeRefused


def use_up(challenge: Challenge) -> None:
    """Mark a code as used, in the transaction of what it allowed. Raises CodeRefused when another call was faster."""
    if not Challenge.objects.filter(pk=challenge.pk, used_at__isnull=True).update(used_at=timezone.now()):
        raise CodeRefused


def confirm_code(*, claim: Verification, code: str) -> Verification:
    """Verify the user when this is the last code that was sent. A wrong one counts, also when the caller
    goes on as if nothing had happened. Raises CodeRefused; linking.Taken when somebody was faster."""
    challenge = claim.challenges.order_by("-pk").first()
    if challenge is None or claim.state != Verification.State.CODE_SENT:
        raise CodeRefused
    check(challenge, code=code, user=claim.user)
    with transaction.atomic():
        use_up(challenge)
        claim = linking.link(claim_id=claim.pk, person_id=challenge.alumnus_id, by=claim.user, states=["code_sent"])
        assert claim.alumnus is not None
        linking.record_verified(claim.alumnus, kind=challenge.kind, value=challenge.value, user=claim.user)
    return claim
