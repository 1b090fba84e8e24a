"""What a chapter wrote, as its officers see it."""

from django.db.models import Count, Q, QuerySet

from chapters.models import Chapter, Notice


def for_officers(chapter: Chapter) -> QuerySet[Notice]:
    """All, the withdrawn ones as well, with the number of mails that went into the outbox."""
    mails = Count("mails", filter=Q(mails__message__isnull=False))
    return Notice.objects.filter(chapter=chapter).select_related("created_by").annotate(mail_count=mails)
