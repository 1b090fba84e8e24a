"""What of giving the box in the header finds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.find import Finder, Found

from .queries import campaigns as campaign_queries
from .queries import donors as donor_queries
from .queries import funds as fund_queries
from .queries import organisations as organisation_queries


def donors(user, text: str, limit: int) -> list[Found]:
    rows = donor_queries.listed(user, words=text).order_by("-pk")[:limit]
    return [
        Found(row.name, reverse("admin:donations_donor_change", args=[row.pk]), row.get_kind_display()) for row in rows
    ]


def organisations(user, text: str, limit: int) -> list[Found]:
    rows = organisation_queries.listed(user, words=text).order_by("name", "pk")[:limit]
    return [Found(str(row), reverse("admin:donations_organisation_change", args=[row.pk]), row.city) for row in rows]


def funds(user, text: str, limit: int) -> list[Found]:
    rows = fund_queries.listed(user, words=text).order_by("name", "pk")[:limit]
    return [Found(str(row), reverse("admin:donations_fund_change", args=[row.pk]), row.project_code) for row in rows]


def campaigns(user, text: str, limit: int) -> list[Found]:
    rows = campaign_queries.found(text, limit)
    return [Found(str(row), reverse("admin:donations_campaign_change", args=[row.pk])) for row in rows]


FINDERS = [
    Finder(_("Donors"), donors, Permission.DONOR_VIEW, 20),
    Finder(_("Organisations"), organisations, Permission.DONOR_VIEW, 21),
    Finder(_("Funds"), funds, Permission.DONOR_VIEW, 22),
    Finder(_("Campaigns"), campaigns, Permission.DONOR_VIEW, 23),
]
