"""A chapter that becomes a legal person: its members are asked, by one mail each, for the consent that passing on
their data needs from then on (Personal Information Protection Law, art. 23). Until they agree no officer sees them."""

from django.db import transaction
from django.utils import timezone

from alumni_office.jobs import services as jobs
from alumni_office.mail import services as mail
from chapters.emails import members as emails
from chapters.models import Chapter, Membership, SharingConsent

from .joining import PURPOSE

KIND = "chapters.consent"
BATCH = 100


def ask_for_consent(*, chapter: Chapter, by) -> jobs.Job | None:
    """Queue the mails, where somebody is to be asked; within the transaction that registers the chapter."""
    return jobs.start(kind=KIND, by=by, subject_id=chapter.pk) if unasked(chapter).exists() else None


def unasked(chapter: Chapter):
    """Members who never said anything to it and had no mail about it."""
    said = SharingConsent.objects.filter(law=SharingConsent.Law.LEGAL_PERSON).values("membership")
    found = chapter.memberships.open().filter(consent_asked_at__isnull=True).exclude(pk__in=said)
    return found.filter(
        alumnus__merged_into__isnull=True, alumnus__archived_at__isnull=True, alumnus__restricted_at__isnull=True,
        alumnus__user__is_active=True,
    )  # fmt: skip


def mail_the_question(run: jobs.Run) -> None:
    """Goes on from what is in the rows: a worker that was killed asks nobody twice."""
    assert run.job.subject_id is not None
    chapter = Chapter.objects.get(pk=run.job.subject_id)
    asked = 0
    while chapter.is_legal_person and (done := _one_batch(chapter)):
        asked += done
        run.report(counts={"asked": asked})


@transaction.atomic
def _one_batch(chapter: Chapter) -> int:
    rows = unasked(chapter).select_for_update(of=("self",), skip_locked=True).select_related("alumnus__user")
    batch = list(rows.order_by("pk")[:BATCH])
    for membership in batch:
        user = membership.alumnus.user
        assert user is not None
        subject, text = emails.consent_needed(chapter, user)
        mail.queue(to=user.email, subject=subject, text=text, purpose=PURPOSE, person_id=membership.alumnus_id)
    Membership.objects.filter(pk__in=[row.pk for row in batch]).update(consent_asked_at=timezone.now())
    return len(batch)
