"""How far a mailing has come. Every number here costs the same for ten recipients as for a million: those that ended
are counted by the database as they end, the rest is a difference."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.models import Bounce, Delivery, DomainPace, Mailing

State = Delivery.State
# What is counted, and the few that a sender has not put out of its hands yet.
ENDED = """
    SELECT state, sum(number) FROM (
        SELECT state, number FROM publications_deliverytally WHERE mailing_id = %s
        UNION ALL
        SELECT state, 1 FROM publications_delivery
        WHERE token IS NOT NULL AND mailing_id = %s AND ended_at IS NOT NULL
    ) AS found GROUP BY state HAVING sum(number) <> 0
"""
LEFT_OUT: dict[str, str | Promise] = {
    "consent": _("did not agree to this by e-mail"),
    "address": _("have no e-mail address that works"),
    "suppressed": _("address left alone"),
    "periodical": _("ended or paused this periodical"),
    "limit": _("got as many letters lately as they want"),
    "recent": _("written to lately"),
    "same": _("share an address with another recipient"),
    "deceased": _("deceased"),
    "restricted": _("asked that their data not be used"),
    "archived": _("archived"),
    "merged": _("are the same person as another recipient"),
}


@dataclass(frozen=True)
class Progress:
    """`counts`: (state, label, number) of what ended; `left_out`: (label, number). `per_minute`: so far, on average."""

    total: int
    ended: int
    counts: list[tuple[str, str | Promise, int]]
    left_out: list[tuple[str | Promise, int]]
    per_minute: int
    resting: list[DomainPace]

    @property
    def waiting(self) -> int:
        return max(self.total - self.ended, 0)

    @property
    def percent(self) -> int:
        return 100 * self.ended // self.total if self.total else 0


def progress(mailing: Mailing) -> Progress:
    numbers = ended(mailing.pk)
    counts: list[tuple[str, str | Promise, int]] = [
        (state.value, state.label, numbers[state]) for state in State if numbers.get(state)
    ]
    done = sum(numbers.values())
    left_out = [(LEFT_OUT.get(why, why), number) for why, number in mailing.left_out.items()]
    resting = DomainPace.objects.filter(closed_until__gt=timezone.now()).order_by("domain")[:20]
    return Progress(mailing.total, done, counts, left_out, _speed(mailing, done), list(resting))


def ended(mailing_id: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(ENDED, [mailing_id, mailing_id])
        return dict(cursor.fetchall())


def came_back(mailing: Mailing) -> list[tuple[str | Promise, int]]:
    """(how, how many) of what other servers sent back for a mailing, most first."""
    rows = Bounce.objects.filter(delivery__mailing=mailing).values_list("kind").annotate(number=Count("pk"))
    return [(Bounce.Kind(kind).label, number) for kind, number in rows.order_by("-number", "kind")]


def _speed(mailing: Mailing, done: int) -> int:
    if not mailing.started_at or not done:
        return 0
    until = mailing.ended_at or timezone.now()
    return round(done * 60 / max((until - mailing.started_at).total_seconds(), 1))


def problems(mailing: Mailing):
    """The deliveries that a person may want to look at: refused, in doubt."""
    return mailing.deliveries.filter(is_problem=True)
