"""Mails about messages between alumni, in the language that is active."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.models import PersonalMessage


def personal_message(message: PersonalMessage) -> dict[str, str]:
    """Return subject and text: what was written, and where to answer. No address of the sender."""
    context = {
        "message": message,
        "studied": message.sender.degrees.by_year().select_related("college", "school").first(),
        "url": settings.SITE_URL + reverse("alumni:messages"),
    }
    return {
        "subject": _("An alumnus wrote to you through the alumni office"),  # kept for the log: no name in it
        "text": render_to_string("alumni/email/personal_message.txt", context),
    }
