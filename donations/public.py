"""What the app tells search engines and feed readers, and what mails of it are about."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.ui.public import News

from .models import Campaign, Fund

LATEST = 20

PURPOSES_OF_MAILS = {
    "donations.thanks": gettext_lazy("Thanks for a gift"),
    "donations.window": gettext_lazy("A link to your gifts and receipts"),
}


def paths() -> Iterator[str]:
    yield reverse("donations:funds")
    yield reverse("donations:wall")
    for pk in Fund.objects.public().order_by("pk").values_list("pk", flat=True):
        yield reverse("donations:fund", args=[pk])
    for pk in Campaign.objects.public().order_by("pk").values_list("pk", flat=True):
        yield reverse("donations:campaign", args=[pk])


def news() -> list[News]:
    """Funds and campaigns that are new. They say what a gift would do, and ask nobody for one."""
    funds = Fund.objects.public().filter(closed_on__isnull=True).order_by("-created_at", "-pk")[:LATEST]
    campaigns = Campaign.objects.public().order_by("-created_at", "-pk")[:LATEST]
    found = [
        News(_("A new fund: %(name)s") % {"name": row}, reverse("donations:fund", args=[row.pk]), row.created_at,
             row.shown_purpose[:300], f"fund-{row.pk}")
        for row in funds
    ]  # fmt: skip
    return found + [
        News(str(row), reverse("donations:campaign", args=[row.pk]), row.created_at, row.shown_text[:300],
             f"campaign-{row.pk}")
        for row in campaigns
    ]  # fmt: skip
