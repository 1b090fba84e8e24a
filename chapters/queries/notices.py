"""What a chapter wrote, for whom it is."""

from django.db.models import Count, Q, QuerySet

from chapters.models import Chapter, Membership, Notice


def for_member(membership: Membership) -> QuerySet[Notice]:
    """What a member reads of the chapter, the latest first; nothing for who asks to join or has left."""
    if membership.state != Membership.State.MEMBER:
        return Notice.objects.none()
    return Notice.objects.filter(chapter=membership.chapter_id, withdrawn_at__isnull=True).order_by("-pk")


def for_officers(chapter: Chapter) -> QuerySet[Notice]:
    """All, the withdrawn ones as well, with the number of mails that went into the outbox."""
    mails = Count("mails", filter=Q(mails__message__isnull=False))
    return Notice.objects.filter(chapter=chapter).select_related("created_by").annotate(mail_count=mails)
