"""What the composer's pages share: the mailing, the steps, and the word for who comes too late."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publications.models import Mailing, MailingVersion

from .guards import mailing_or_404

NAME = "admin:publications_mailing"


def version_or_404(request, pk, language) -> MailingVersion:
    mailing = mailing_or_404(request, pk)
    return get_object_or_404(MailingVersion.objects.select_related("mailing"), mailing=mailing, language=language)


def steps(mailing: Mailing, here: str, versions: list[MailingVersion] | None = None) -> list[dict]:
    """`versions`: those of the mailing in the page's order, where they are read already."""
    if versions is None:
        versions = list(mailing.versions.order_by("-language")[:1])
    language = versions[0].language if versions else MailingVersion.Language.CHINESE
    said = [
        ("words", pgettext("mailing", "Words"), reverse(f"{NAME}_words", args=[mailing.pk, language])),
        ("readers", _("Readers"), reverse(f"{NAME}_readers", args=[mailing.pk])),
        ("check", _("Check"), reverse(f"{NAME}_check", args=[mailing.pk])),
        ("send", _("Send"), reverse(f"{NAME}_change", args=[mailing.pk])),
    ]
    return [{"label": label, "url": url, "is_here": name == here} for name, label, url in said]


def too_late(request, mailing: Mailing):
    messages.error(request, _("This mailing is approved: take it back to the draft to change it."))
    return redirect(f"{NAME}_change", mailing.pk)
