"""A chapter's notice as a mail to its members."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from alumni.models import ContactPoint
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from chapters.emails import notices as emails
from chapters.models import Membership, Notice, NoticeMail, Piece


@transaction.atomic
def mail_notice(*, notice: Notice, by) -> list[Message]:
    """Put the notice into the outbox for every member whom the officer `by` sees, and who opened an e-mail address
    that is verified. Safe to repeat: nobody gets it twice. Returns the mails of this call."""
    if notice.withdrawn_at or notice.audience != Notice.Audience.MEMBERS:
        return []
    subject, text = emails.notice(notice)
    queued = []
    for membership in _reached(notice, by.alumnus):
        row, is_new = NoticeMail.objects.get_or_create(notice=notice, alumnus_id=membership.alumnus_id)
        if is_new:
            row.message = mail.queue(
                to=membership.reached_at, subject=subject, text=text, purpose="chapters.notice",
                person_id=membership.alumnus_id,
            )  # fmt: skip
            row.save(update_fields=["message"])
            queued.append(row.message)
    return queued


def _reached(notice: Notice, officer):
    addresses = ContactPoint.objects.filter(
        alumnus=OuterRef("alumnus"), kind=ContactPoint.Kind.EMAIL, state=ContactPoint.State.VERIFIED
    )
    seen = Membership.objects.seen_by_officer(officer).members().filter(chapter=notice.chapter_id)
    return (
        seen.filter(Q(opened__contains=[Piece.EMAIL]), Exists(addresses))
        .annotate(reached_at=Subquery(addresses.order_by("pk").values("value")[:1]))
        .order_by("pk")
    )
