"""The office's side: accept, enter as new, ask back, refuse, and take back what was accepted."""

from functools import partial

import pghistory
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alumni import hooks
from alumni.emails import claims as emails
from alumni.models import (
    Alumnus,
    Card,
    ChangeRequest,
    Consent,
    ContactPoint,
    CorrectionLink,
    DataRequest,
    Degree,
    Profile,
    Source,
    Verification,
)
from alumni_office.accounts.roles import Permission
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message

from . import linking

State = Verification.State
WAITING = [State.REQUESTED, State.ASKED]
AlreadyDecided = linking.Decided
ClaimConflict = linking.Taken


class OutOfReach(Exception):
    """The new person would belong to no college of the person who enters it."""


@transaction.atomic
def accept_claim(*, claim: Verification, person: Alumnus, by) -> Message:
    """Make the applicant the person; return the mail that says so.

    Raises AlreadyDecided, and ClaimConflict when the record is somebody else's by now or the applicant has another.
    """
    claim = linking.link(claim_id=claim.pk, person_id=person.pk, by=by, states=WAITING)
    return _write(claim, *emails.accepted(name=claim.name, language=emails.language_of(claim.user)))


@transaction.atomic
def enter_claim(*, claim: Verification, by) -> Message:
    """Enter the applicant as a new person, from what the claim says, and accept onto it. Raises as accept_claim does,
    and OutOfReach."""
    claim = Verification.objects.select_for_update(of=("self",)).select_related("college").get(pk=claim.pk)
    if claim.state not in WAITING:
        raise AlreadyDecided
    with pghistory.context(user=by.pk):
        person = Alumnus.objects.create(name=claim.name, source=Source.ALUMNUS, entered_by=by)
        if claim.college_id or claim.graduation_year or claim.student_no:
            Degree.objects.create(
                alumnus=person, school_id=claim.college.school_id if claim.college else None,
                college_id=claim.college_id, student_no=claim.student_no, graduation_year=claim.graduation_year,
                source=Source.ALUMNUS, entered_by=by,
            )  # fmt: skip
    if not Alumnus.objects.visible_to(by, Permission.ALUMNI_ADD).filter(pk=person.pk).exists():
        raise OutOfReach
    return accept_claim(claim=claim, person=person, by=by)


@transaction.atomic
def ask_back(*, claim: Verification, question: str, by) -> Message:
    """Give the turn to the applicant. Raises AlreadyDecided."""
    claim = _decide(claim, State.ASKED, question, by)
    return _write(claim, *emails.asked(name=claim.name, question=question, language=emails.language_of(claim.user)))


@transaction.atomic
def refuse_claim(*, claim: Verification, reason: str, by) -> Message:
    """Raises AlreadyDecided."""
    claim = _decide(claim, State.REFUSED, reason, by)
    return _write(claim, *emails.refused(name=claim.name, reason=reason, language=emails.language_of(claim.user)))


def _decide(claim: Verification, state: str, answer: str, by) -> Verification:
    with pghistory.context(user=by.pk):
        claim = Verification.objects.select_for_update().get(pk=claim.pk)
        if claim.state not in WAITING:
            raise AlreadyDecided
        claim.state, claim.answer, claim.decided_by = state, answer, by
        claim.decided_at = timezone.now() if state == State.REFUSED else None
        claim.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    return claim


@transaction.atomic
def revoke_verification(*, person_id: int, reason: str, by) -> Message | None:
    """Take back that a user is this person: every right that followed ends with this transaction.

    What the user, or whoever opened a link, entered as a way to be reached is used no more, links are void, open
    requests are withdrawn, consents of the user are taken back, the profile is closed and the card is void; the apps
    to the right end what is theirs. Nothing of it may rule the record of the person whom it really is. None when
    nobody was linked.
    """
    now = timezone.now()
    with pghistory.context(user=by.pk, reason=reason):
        person = Alumnus.objects.select_for_update(of=("self",)).select_related("user").get(pk=person_id)
        user = person.user
        if user is None:
            return None
        told = {
            "source": Source.STAFF.value, "by": by.pk, "reason": reason, "at": now.isoformat(timespec="seconds"),
        }  # fmt: skip
        person.user, person.verified_at = None, None
        person.field_sources = {**person.field_sources, "verified": told}
        person.save(update_fields=["user", "verified_at", "field_sources", "updated_at"])
        Verification.objects.filter(alumnus=person, user=user, state=State.ACCEPTED).update(
            state=State.REFUSED, answer=reason, decided_by=by, decided_at=now
        )
        Card.objects.filter(alumnus=person, withdrawn_at__isnull=True).update(withdrawn_at=now)
        by_them = Q(entered_by=user) | Q(entered_by__isnull=True)  # nobody: through a link to the own data
        theirs = Q(by_them, source=Source.ALUMNUS) | Q(kind=ContactPoint.Kind.EMAIL, value=user.email)
        person.contacts.filter(theirs).update(state=ContactPoint.State.ENDED, verified_at=None)
        ChangeRequest.objects.filter(alumnus=person, asked_by=user, state=ChangeRequest.State.OPEN).update(
            state=ChangeRequest.State.WITHDRAWN, decided_at=now
        )
        CorrectionLink.objects.good().filter(alumnus=person).update(revoked_at=now)
        DataRequest.objects.filter(alumnus=person, user=user, state=DataRequest.State.OPEN).update(
            state=DataRequest.State.WITHDRAWN, decided_at=now
        )
        _take_back_consents(person, user, by)
        _close_profile(person)
        for end_rights in hooks.unlinked:
            end_rights(person, user, by)
    subject, text = emails.revoked(name=person.name, reason=reason, language=emails.language_of(user))
    return mail.queue(to=user.email, subject=subject, text=text, purpose="alumni.claim", person_id=person.pk)


def _take_back_consents(person: Alumnus, user, by) -> None:
    latest = person.consents.order_by("purpose", "channel", "-at", "-pk").distinct("purpose", "channel")
    Consent.objects.bulk_create(
        Consent(alumnus=person, purpose=said.purpose, channel=said.channel, given=False, source=Source.STAFF, by=by)
        for said in latest
        if said.given and said.by_id == user.pk
    )


def _close_profile(person: Alumnus) -> None:
    profile = Profile.objects.filter(alumnus=person).first()
    if profile is None:
        return
    photo = profile.photo.name
    fresh = Profile(pk=profile.pk, alumnus=person, takes_messages=False)
    fresh.save(force_update=True)
    if photo:
        transaction.on_commit(partial(default_storage.delete, photo), robust=True)


def _write(claim: Verification, subject: str, text: str) -> Message:
    return mail.queue(
        to=claim.user.email, subject=subject, text=text, purpose="alumni.claim",
        person_id=claim.alumnus_id if claim.state == State.ACCEPTED else None,
    )  # fmt: skip
