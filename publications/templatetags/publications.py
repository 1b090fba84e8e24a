from django import template
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from publications.models import NAME_FOLLOWS

register = template.Library()

# What is written into a row in one word, for people.
WORDS = {
    "WorkerLost": _("The worker was lost while it sent this letter."),
    "SMTPServerDisconnected": _("The mail server broke the connection."),
    "ConnectionRefusedError": _("The mail server does not answer."),
    "TimeoutError": _("The mail server does not answer."),
    "consent": _("Took back their consent"),
    "suppressed": _("The address is left alone by now"),
    "periodical": _("Ended or paused this periodical"),
    "limit": _("Got as many letters lately as they want"),
    "recent": _("Written to lately"),
    "address": _("The address is not used any more"),
    "merged": _("The same person as another recipient"),
}


@register.filter
def reason(said: str) -> str:
    """A reason in the reader's language, where it is one of ours; the words of a server stay as they are."""
    if not said:
        return ""
    words, _follows, name = said.partition(NAME_FOLLOWS)
    sentence = gettext(WORDS.get(words, words))
    return sentence % {"name": name} if name else sentence


@register.simple_tag
def mailing_act(mailing, name: str) -> str:
    return reverse(f"admin:publications_mailing_{name}", args=[mailing.pk])
