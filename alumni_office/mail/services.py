"""The outbox for single mails: a row in the caller's transaction, sent by a worker after the commit.

`sending` is committed before the first byte goes out and `sent` after the server's answer. A worker that
dies between the two leaves its one mail in doubt: shown, and never sent again by itself.
"""

import logging
import random
import uuid
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than all time limits of SMTP together
KEPT = timedelta(days=30)
MOST_ATTEMPTS = 8


def queue(
    *, to: str, subject: str, text: str, purpose: str, html: str = "", reply_to: str = "", person_id: int | None = None
) -> Message:
    """Put one mail into the outbox. Wake a worker with `tasks.deliver.delay_on_commit(message.pk)`; the sweep
    finds it when that was lost. Raises ValidationError for an address or a subject that no header may hold."""
    for address in filter(None, (to, reply_to)):
        validate_email(address)
    if any(ord(char) < 32 or char in "\x7f\u2028\u2029\x85" for char in subject + to + reply_to):
        raise ValidationError(_("A subject is one line of text."))
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    return Message.objects.create(
        purpose=purpose, to=to, subject=subject[:200], text=text, html=html, reply_to=reply_to, person_id=person_id,
        message_id=make_msgid(domain=domain), due_at=timezone.now(),
    )  # fmt: skip


def deliver(*, message_id: int) -> bool:
    """Send one mail that is due; return whether this call did."""
    token = uuid.uuid4()
    with transaction.atomic(durable=True):
        claimed = Message.objects.filter(pk=message_id, state=Message.State.DUE, due_at__lte=timezone.now()).update(
            state=Message.State.SENDING, token=token, lease_until=timezone.now() + LEASE, attempts=F("attempts") + 1
        )
    if not claimed:
        return False
    message = Message.objects.get(pk=message_id)
    mine = Message.objects.filter(pk=message_id, state=Message.State.SENDING, token=token)
    mail = _built(message)
    mail.connection = get_connection()
    try:
        mail.connection.open()  # nothing has been said yet: whatever fails here may be tried again freely
    except (OSError, SMTPException) as error:
        return _later(mine, message, error)
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        code = min((code for code, _text in error.recipients.values()), default=550)
        return _later(mine, message, error) if code < 500 else _failed(mine, error)
    except SMTPResponseException as error:
        return _later(mine, message, error) if error.smtp_code < 500 else _failed(mine, error)
    except (OSError, SMTPException) as error:  # no answer after the text: perhaps it arrived
        logger.warning("mail in doubt", extra={"mail": message_id})
        mine.update(state=Message.State.IN_DOUBT, token=None, lease_until=None, error=type(error).__name__)
        return False
    finally:
        mail.connection.close()
    return bool(
        mine.update(
            state=Message.State.SENT, token=None, lease_until=None, sent_at=timezone.now(), error="",
            to="", reply_to="", text="", html="",
        )
    )  # fmt: skip


def sweep() -> list[int]:
    """Put mails whose worker died in doubt, forget the text of old ones; return the ids of all that are due."""
    Message.objects.filter(state=Message.State.SENDING, lease_until__lt=timezone.now()).update(
        state=Message.State.IN_DOUBT, token=None, lease_until=None, error="WorkerLost"
    )
    old = Message.objects.filter(state__in=[Message.State.FAILED, Message.State.IN_DOUBT])
    old.filter(created_at__lt=timezone.now() - KEPT).exclude(text="").update(to="", reply_to="", text="", html="")
    due = Message.objects.filter(state=Message.State.DUE, due_at__lte=timezone.now())
    return list(due.order_by("due_at").values_list("pk", flat=True)[:1000])


def _built(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _later(mine, message: Message, error: Exception) -> bool:
    if message.attempts >= MOST_ATTEMPTS:
        return _failed(mine, error)
    wait = timedelta(minutes=min(2 ** (message.attempts - 1), 60)) * random.uniform(0.8, 1.2)  # noqa: S311
    mine.update(
        state=Message.State.DUE, token=None, lease_until=None, due_at=timezone.now() + wait, error=type(error).__name__
    )
    return False


def _failed(mine, error: Exception) -> bool:
    mine.update(state=Message.State.FAILED, token=None, lease_until=None, error=type(error).__name__)
    return False
