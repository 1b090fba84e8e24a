"""The outbox for single mails: a row in the caller's transaction, sent by a worker after the commit.

`sending` is committed before the first byte goes out and `sent` after the server's answer. A worker that
dies between the two leaves its one mail in doubt: shown, and never sent again by itself.
"""

import logging
import random
import re
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import InterfaceError, OperationalError, transaction
from django.db import connection as db
from django.db.models import F, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from . import epochs
from .models import Installation, Message

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than all time limits of SMTP together
KEPT = timedelta(days=30)
LONGEST_ADDRESS = 254
MOST_ATTEMPTS = 8
RETRY = timedelta(seconds=2)
DECIDED = [Message.State.IN_DOUBT, Message.State.HELD, Message.State.FAILED]
EPOCH = Coalesce(Subquery(Installation.objects.values("epoch")[:1]), 0)  # of this moment, in the database
_ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")  # servers quote it; nobody here needs to read it
TOO_FAST = re.compile(r"frequen|rate limit|too many|too fast|try again|频率|频繁", re.IGNORECASE)


def queue(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    html: str = "",
    reply_to: str = "",
    person_id: int | None = None,
    key: str | None = None,
) -> Message:
    """Put one mail into the outbox. Wake a worker with `tasks.deliver.delay_on_commit(message.pk)`; the sweep
    finds it when that was lost. Raises ValidationError for an address or a subject that no header may hold.

    `key` names what may be said once only, such as reason, person and date: the same again gives the first mail."""
    message = written(
        to=to, subject=subject, text=text, purpose=purpose, html=html, reply_to=reply_to, person_id=person_id, key=key
    )
    if key is None:
        message.save(force_insert=True)
        return message
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(key=key)


def queue_many(messages: list[Message]) -> list[Message]:
    """Put mails that `written` made into the outbox by one statement."""
    return Message.objects.bulk_create(messages)


def written(
    *,
    to: str,
    subject: str,
    text: str,
    purpose: str,
    html: str = "",
    reply_to: str = "",
    person_id: int | None = None,
    key: str | None = None,
) -> Message:
    """One mail that is not in the outbox yet. Raises as `queue` does."""
    for address in (to, reply_to) if reply_to else (to,):
        validate_email(address)
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError(_("This address is too long."))
    if "\0" in text + html:
        raise ValidationError(_("The text holds a character that no mail may have."))
    if any(ord(char) < 32 or char in "\x7f\u2028\u2029\x85" for char in subject + to + reply_to):
        raise ValidationError(_("A subject is one line of text."))
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    return Message(
        purpose=purpose, to=to, subject=subject[:200], text=text, html=html, reply_to=reply_to, person_id=person_id,
        message_id=make_msgid(domain=domain), due_at=timezone.now(), key=key, epoch=EPOCH,
    )  # fmt: skip


def deliver(*, message_id: int) -> bool:
    """Send one mail that is due; return whether this call did."""
    token = uuid.uuid4()
    lease_until = timezone.now() + LEASE
    with transaction.atomic(durable=True):
        due = Message.objects.filter(pk=message_id, state=Message.State.DUE, due_at__lte=timezone.now(), epoch=EPOCH)
        claimed = due.update(
            state=Message.State.SENDING, token=token, lease_until=lease_until, attempts=F("attempts") + 1
        )
    if not claimed:
        return False
    message = Message.objects.get(pk=message_id)
    connection = get_connection()
    changes = _outcome(message, connection)
    mine = Message.objects.filter(pk=message_id, state=Message.State.SENDING, token=token)
    marked = _mark(mine, {"token": None, "lease_until": None, **changes}, until=lease_until)
    with suppress(OSError, SMTPException):
        connection.close()  # said after the mark: a server that does not answer it changes nothing
    return marked and changes["state"] == Message.State.SENT


def _outcome(message: Message, connection) -> dict:
    """Say the mail to the server and return what has become of it, as changes of its row."""
    try:
        mail = _built(message)
        mail.connection = connection
    except ValueError as error:  # of a header that no mail may have
        return _failed(error)
    try:
        connection.open()
        mail.send()
    except SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (550, b""))
        return _refused(message, error, code, said)
    except SMTPDataError as error:
        return _refused(message, error, error.smtp_code, error.smtp_error)
    except (OSError, SMTPException) as error:  # also a 5xx that is about us: a person may mend it meanwhile
        if getattr(connection, "text_on_its_way", False):  # no answer after the text: perhaps it arrived
            logger.warning("mail in doubt", extra={"mail": message.pk})
            return {"state": Message.State.IN_DOUBT, "error": type(error).__name__}
        return _later(message, error)
    return {
        "state": Message.State.SENT, "sent_at": timezone.now(), "error": "",
        "to": "", "reply_to": "", "text": "", "html": "",
    }  # fmt: skip


def _mark(mine, changes: dict, *, until) -> bool:
    """Write down what the server answered, through an outage of the database if need be; give up when the mail is
    not ours any more. What is not written by the end of the lease is in doubt."""
    while True:
        try:
            return bool(mine.update(**changes))
        except (OperationalError, InterfaceError):
            if db.in_atomic_block or timezone.now() + RETRY > until:
                raise
            db.close()
            time.sleep(RETRY.total_seconds())


def sweep() -> list[int]:
    """Put mails whose worker died in doubt, hold those of an earlier life of the database, forget the text of old
    ones; return the ids of all that are due."""
    epoch = epochs.current()
    Message.objects.filter(state=Message.State.DUE, epoch__lt=epoch).update(state=Message.State.HELD)
    Message.objects.filter(state=Message.State.SENDING, lease_until__lt=timezone.now()).update(
        state=Message.State.IN_DOUBT, token=None, lease_until=None, error="WorkerLost"
    )
    old = Message.objects.filter(created_at__lt=timezone.now() - KEPT)
    ended = old.filter(state__in=DECIDED)
    ended.exclude(text="", to="").update(to="", reply_to="", text="", html="")
    old.filter(state=Message.State.SENT, person_id=None).delete()  # nobody's record says that it was sent
    due = Message.objects.filter(state=Message.State.DUE, due_at__lte=timezone.now())
    return list(due.order_by("due_at").values_list("pk", flat=True)[:1000])


def decide(*, message_id: int, arrived: bool) -> bool:
    """A person says of a mail in doubt, held or failed: it is settled, or send it (again). Returns whether this call
    did; a mail whose text was forgotten is not sent again. Wake a worker as after `queue`."""
    waiting = Message.objects.filter(pk=message_id, state__in=DECIDED)
    if arrived:
        return bool(
            waiting.update(state=Message.State.SENT, sent_at=timezone.now(), to="", reply_to="", text="", html="")
        )
    again = waiting.exclude(to="")
    return bool(again.update(state=Message.State.DUE, due_at=timezone.now(), attempts=0, epoch=EPOCH, error=""))


def _built(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _shown(code: int, text: str) -> str:
    text = "".join(char if char.isprintable() else " " for char in text)
    return _ADDRESS.sub("…", f"{code} {' '.join(text.split())}")[:200]


def _refused(message: Message, error: Exception, code: int, said: bytes | str) -> dict:
    """4xx is for later; so is a 5xx that only says that we are too fast, as QQ's 550 does."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    changes = _later(message, error) if code < 500 or TOO_FAST.search(text) else _failed(error)
    return changes | {"answer": _shown(code, text)}


def _later(message: Message, error: Exception) -> dict:
    if message.attempts >= MOST_ATTEMPTS:
        return _failed(error)
    wait = timedelta(minutes=min(2 ** (message.attempts - 1), 60)) * random.uniform(0.8, 1.2)  # noqa: S311
    return {"state": Message.State.DUE, "due_at": timezone.now() + wait, "error": type(error).__name__}


def _failed(error: Exception) -> dict:
    code = getattr(error, "smtp_code", "")
    return {"state": Message.State.FAILED, "error": f"{type(error).__name__} {code}".strip()}
