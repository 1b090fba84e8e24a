"""A link to one person's own data, for seven days and without an account."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

import pghistory
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alumni.emails import claims as emails
from alumni.models import Alumnus, ContactPoint, CorrectionLink, Employment, Source
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.mail.tokens import hash_of

GOOD_FOR = timedelta(days=7)
State = ContactPoint.State


class LinkOver(Exception):
    """The link was saved with, revoked, or ran out."""


@transaction.atomic
def send_link(*, person: Alumnus, point: ContactPoint, by) -> tuple[CorrectionLink, Message]:
    """Send a link to one of the person's e-mails; an earlier one that is still open ends."""
    Alumnus.objects.select_for_update().get(pk=person.pk)
    now = timezone.now()
    CorrectionLink.objects.good().filter(alumnus=person.pk).update(revoked_at=now)
    token = secrets.token_urlsafe(32)
    link = CorrectionLink.objects.create(
        alumnus=person, token_hash=hash_of(token), email=point.value, sent_by=by, expires_at=now + GOOD_FOR
    )
    record_access(
        action=AccessRecord.Action.SEND, target=Alumnus._meta.label_lower, target_id=person.pk, by=by,
        reason="correction link", criteria={"link": link.pk},
    )  # fmt: skip
    subject, text = emails.correction_link(
        name=person.name, url=emails.absolute(reverse("alumni:correct", args=[token])), days=GOOD_FOR.days,
        language=emails.language_of(person.user),
    )  # fmt: skip
    message = mail.queue(
        to=point.value, subject=subject, text=text, purpose="alumni.correction", person_id=person.pk
    )  # fmt: skip
    return link, message


def revoke_link(*, link: CorrectionLink, by) -> bool:
    """End a link; return whether this call did."""
    with transaction.atomic():
        ended = CorrectionLink.objects.filter(
            pk=link.pk, revoked_at__isnull=True, saved_at__isnull=True, expires_at__gt=timezone.now()
        ).update(revoked_at=timezone.now())  # fmt: skip
        if ended:
            record_access(
                action=AccessRecord.Action.SEND, target=Alumnus._meta.label_lower, target_id=link.alumnus_id, by=by,
                reason="correction link revoked", criteria={"link": link.pk},
            )  # fmt: skip
    return bool(ended)


def good_link(token: str) -> CorrectionLink | None:
    return CorrectionLink.objects.good().select_related("alumnus").filter(token_hash=hash_of(token)).first()


def note_opened(*, link: CorrectionLink) -> None:
    CorrectionLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=timezone.now())


@transaction.atomic
def save_corrections(
    *, link: CorrectionLink, ended: Iterable[int], added: Iterable[tuple[str, str]], employer: str, job_title: str,
    place: Mapping[str, str],
) -> Alumnus:  # fmt: skip
    """Write what the person said and use the link up. Raises LinkOver."""
    now = timezone.now()
    with pghistory.context(correction_link=link.pk):
        person = Alumnus.objects.select_for_update().get(pk=link.alumnus_id)
        if not CorrectionLink.objects.filter(
            pk=link.pk, revoked_at__isnull=True, saved_at__isnull=True, expires_at__gt=now
        ).update(saved_at=now):  # fmt: skip
            raise LinkOver
        write(person, ended=ended, added=added, employer=employer, job_title=job_title, place=place, by=None)
        # Whoever opened the link reads what is sent there.
        person.contacts.filter(kind=ContactPoint.Kind.EMAIL, value=link.email, state=State.UNVERIFIED).update(
            state=State.VERIFIED, verified_at=now
        )
    return person


def write(
    person: Alumnus, *, ended: Iterable[int], added: Iterable[tuple[str, str]], employer: str, job_title: str,
    place: Mapping[str, str], by,
) -> None:  # fmt: skip
    """What the person said, within the caller's transaction, which holds the person; `by` is None for the bearer of a
    link."""
    for point in person.contacts.filter(pk__in=list(ended)):
        point.state, point.verified_at, point.source, point.entered_by = State.ENDED, None, Source.ALUMNUS, by
        point.save()
    for kind, value in added:
        _add_contact(person, kind, value, by)
    _change_job(person, employer, job_title, by)
    _change_place(person, place, timezone.now())


def _add_contact(person: Alumnus, kind: str, value: str, by) -> None:
    """A new address waits for its code; one that was said to be dead may live again."""
    point, created = ContactPoint.objects.get_or_create(
        alumnus=person, kind=kind, value=value, defaults={"source": Source.ALUMNUS, "entered_by": by}
    )
    if not created and point.state in (State.ENDED, State.BAD):
        point.state, point.source, point.entered_by = State.UNVERIFIED, Source.ALUMNUS, by
        point.save()


def current_job(person: Alumnus) -> Employment | None:
    return person.employments.filter(is_current=True).order_by("-started_on", "-pk").first()


def _change_job(person: Alumnus, employer: str, job_title: str, by) -> None:
    job = current_job(person)
    if (employer, job_title) == ((job.employer, job.job_title) if job else ("", "")):
        return
    if job and employer != job.employer:
        job.is_current = False
        job.save(update_fields=["is_current"])
        job = None
    if not employer and not job_title:
        return
    job = job or Employment(alumnus=person)
    job.employer, job.job_title, job.is_current = employer, job_title, True
    job.source, job.entered_by = Source.ALUMNUS, by
    job.save()


def _change_place(person: Alumnus, place: Mapping[str, str], now) -> None:
    changed = {name: value for name, value in place.items() if getattr(person, name) != value}
    if changed:
        told = {"source": Source.ALUMNUS.value, "at": now.isoformat(timespec="seconds")}
        person.field_sources = {**person.field_sources, **dict.fromkeys(changed, told)}
        for name, value in changed.items():
            setattr(person, name, value)
        person.save(update_fields=[*changed, "field_sources", "updated_at"])
