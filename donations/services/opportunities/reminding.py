"""Nothing rots: once a week whoever owns stale cards is told."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from donations.emails import opportunities as emails
from donations.models import Opportunity
from donations.models.opportunities import stale_on

PURPOSE = "donations.stale"
MOST_LINES = 30


def remind_owners(*, today: date | None = None) -> list[Message]:
    """Queue this week's mails; return those that are new. Again in the same week changes nothing."""
    today = today or timezone.localdate()
    year, week, _day = today.isocalendar()
    stale = Opportunity.objects.filter(stale_on(today))
    owners = User.objects.filter(pk__in=stale.values("owner_id"), is_active=True).order_by("pk")
    keys = {f"{PURPOSE}/{owner.pk}/{year}-{week:02}": owner for owner in owners}
    told = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    return [
        _queue(key, owner, stale.filter(owner=owner), today)
        for key, owner in keys.items()
        if key not in told and owner.may(Permission.CLUB_VIEW)
    ]


@transaction.atomic
def _queue(key: str, owner: User, cards, today: date) -> Message:
    lines = list(cards.order_by("last_step_on", "pk")[:MOST_LINES])
    subject, text = emails.stale(owner, lines, cards.count(), today)
    return mail.queue(to=owner.email, subject=subject, text=text, purpose=PURPOSE, key=key)
