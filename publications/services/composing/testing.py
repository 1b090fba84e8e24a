"""A test of a mailing: to oneself and to a few colleagues, as a chosen reader would get it."""

from collections.abc import Mapping

from django.db import transaction

from alumni_office.mail.models import Message
from alumni_office.mail.services import queue
from alumni_office.ui.limits import counted
from publications.emails import fields
from publications.emails.letters import parts
from publications.models import MailingVersion

MOST = 10  # addresses of one test
AN_HOUR = 60 * 60
MOST_AN_HOUR = 100


class TooManyTests(Exception):
    """A hundred test mails an hour are enough."""


@transaction.atomic
def send_test(*, version: MailingVersion, to: list[str], values: Mapping[str, str], by) -> list[Message]:
    """Queue the letter as it stands, for each address; links of the reader lead to the home page. Raises BadField,
    TooManyTests, and ValidationError for an address or subject that no mail may have."""
    if counted(f"mailing-tests:{by.pk}", seconds=AN_HOUR, number=len(to)) > MOST_AN_HOUR:
        raise TooManyTests
    made = parts(version.mailing, version)
    subject, text = (fields.fill(fields.split(words), values) for words in (version.subject, made.text))
    html = fields.fill(fields.split(made.html), values, fields.quote_html)
    return [
        queue(to=address, subject=f"[TEST] {subject}"[:200], text=text, html=html, purpose="publications.test")
        for address in to[:MOST]
    ]
