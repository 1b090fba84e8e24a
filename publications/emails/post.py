"""Mails about printed issues."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import language_of
from alumni.models import Alumnus, Liaison
from publications.models import Parcel


def parcel_returned(*, person: Alumnus, liaison: Liaison, parcel: Parcel) -> dict[str, str]:
    """The subject and text that ask a liaison where a classmate lives now, in the liaison's language."""
    language = language_of(liaison.alumnus.user) if liaison.alumnus.user else settings.LANGUAGE_CODE
    with translation.override(language):
        context = {
            "liaison": liaison.alumnus, "person": person, "degree": liaison.degree, "title": parcel.distribution.title,
            "reason": parcel.get_reason_display(),
            "url": settings.SITE_URL + reverse("alumni:class", args=[liaison.degree_id]),
        }  # fmt: skip
        return {
            "subject": _("Do you know where a classmate lives now?"),  # kept for the log: no name in it
            "text": render_to_string("publications/email/parcel_returned.txt", context),
            "reply_to": settings.OFFICE_EMAIL,
        }
