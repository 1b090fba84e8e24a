"""What the pages behind a mail's links show: of the person only what the link was made for."""

from django.db.models.functions import Now

from alumni.queries import mine
from alumni.wordings import wording
from publications.models import Delivery, Subscription, Suppression


def delivery(number: int) -> Delivery | None:
    """The delivery behind a link, or None when it is gone or its person is."""
    rows = Delivery.objects.select_related("mailing__periodical", "alumnus").filter(alumnus__isnull=False)
    return rows.filter(pk=number).first()


def title_of(row: Delivery) -> str:
    """What one stops getting, in words: the periodical, or that of the wording, or of the purpose."""
    if row.mailing.periodical:
        return row.mailing.periodical.shown_name
    said = wording(row.mailing.purpose, row.mailing.channel) or wording(row.mailing.purpose, "any")
    return str(said.title) if said else str(row.mailing.get_purpose_display())


def masked(address: str) -> str:
    local, _at, domain = address.partition("@")
    return f"{local[:1]}{'*' * 3}@{domain}"


def is_allowed(row: Delivery) -> bool:
    """Whether mail of this kind would go to this person and address today."""
    wanted = Subscription.objects.filter(periodical=row.mailing.periodical_id, channel=row.mailing.channel)
    if wanted.filter(alumnus=row.alumnus, ended_at__isnull=False).exists():
        return False
    given = next(
        (each for each in agreements(row) if (each.wording.purpose, each.wording.channel)
         in ((row.mailing.purpose, row.mailing.channel), (row.mailing.purpose, "any")) and each.given), None
    )  # fmt: skip
    if given is None:
        return False
    shut = Suppression.objects.in_force().filter(address=row.address, kind="unsubscribed", purpose=row.mailing.purpose)
    return not shut.filter(since__gt=given.at, since__lte=Now()).exists()


def agreements(row: Delivery) -> list:
    """The last word on everything that is asked for, as on the person's own page."""
    return mine.agreements(row.alumnus) if row.alumnus else []
