"""Links that are counted in sum: the letter leads to us by a signed number, and we lead on to the row's address."""

import html
import re

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from alumni_office.mail import tokens
from publications.models import Mailing, MailingLink

PURPOSE = "counted link"
HREF = re.compile(r'href="(https?://[^"{}]+)"')
MOST = 2000  # characters of an address


def counted(mailing: Mailing, page: str) -> str:
    """Return a letter's HTML with its links led through the count; links that hold fields stay. Writes the links."""

    def through(found: re.Match) -> str:
        url = html.unescape(found[1])
        if len(url) > MOST:
            return found[0]
        link, _made = MailingLink.objects.get_or_create(mailing=mailing, url=url)
        return f'href="{link_to(link)}"'

    return HREF.sub(through, page)


def link_to(link: MailingLink) -> str:
    return settings.SITE_URL + reverse("publications:counted-link", args=[tokens.make(PURPOSE, link.pk)])


def opened(token: str, *, counts: bool) -> str | None:
    """Return where a link of ours leads, one more counted; None for a token that we did not make."""
    number = tokens.read(PURPOSE, token)
    link = MailingLink.objects.filter(pk=number).first() if number is not None else None
    if link is None:
        return None
    if counts:
        MailingLink.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
    return link.url
