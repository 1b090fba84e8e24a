"""Mail as filters of the search over alumni."""

from django.utils.translation import gettext_lazy

from alumni.hooks import Criterion, Fact
from alumni_office.accounts.roles import Permission
from publications.models import Bounce, Mailing, Periodical, Subscription

LATEST = 50


def mailings(user) -> list[tuple[str, str]]:
    """The latest that went out."""
    found = Mailing.objects.visible_to(user).filter(started_at__isnull=False)
    return [(str(row.pk), row.title) for row in found.order_by("-pk")[:LATEST]]


def got(user, values: list[str]) -> Fact:
    where = "state IN ('sent', 'in_doubt') AND mailing_id = ANY(%s)"
    return Fact("publications_delivery", "alumnus_id", where, (_numbers(values),))


def came_back(user, values: list[str]) -> Fact:
    where = (
        "mailing_id = ANY(%s) AND (state = 'failed' OR id IN"
        " (SELECT delivery_id FROM publications_bounce WHERE kind = ANY(%s)))"
    )
    back = [kind.value for kind in Bounce.CAME_BACK]
    return Fact("publications_delivery", "alumnus_id", where, (_numbers(values), back))


def periodicals(user) -> list[tuple[str, str]]:
    if not user.may(Permission.MAILING_VIEW):
        return []
    return [
        (f"{row.pk}_{channel.value}", f"{row.shown_name} · {channel.label}")
        for row in Periodical.objects.in_order()
        for channel in Subscription.Channel
    ]


def subscribed(user, values: list[str]) -> Fact:
    """As Subscription.objects.running()."""
    where = (
        "ended_at IS NULL AND (paused_until IS NULL OR paused_until <= publications_today())"
        " AND periodical_id || '_' || channel = ANY(%s)"
    )
    return Fact(Subscription._meta.db_table, "alumnus_id", where, (values,))


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values]


CRITERIA = [
    Criterion("mailing", gettext_lazy("Got a mailing"), mailings, got),
    Criterion("bounced", gettext_lazy("A mailing came back"), mailings, came_back),
    Criterion("subscribed", gettext_lazy("Subscribes to"), periodicals, subscribed),
]
