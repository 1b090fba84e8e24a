"""Reading the mailbox of returned mail: IMAP or Maildir. What is not ours stays as it was, unread and in its place."""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from publications.models import MailboxPosition

from .taking import delivery_of, take

logger = logging.getLogger(__name__)

MOST_A_TIME = 500
MOST_READ = 12_000_000  # bytes of one mail
MOST_HEAD = 65_536  # bytes in which its header says to whom it came
TIMEOUT = 30


def read_new() -> int:
    """Take what came since the last time; return how many were ours."""
    if not settings.MAIL_RETURNS_URL:
        return 0
    place = urlsplit(settings.MAIL_RETURNS_URL)
    if place.scheme == "maildir":
        return _read_maildir(Path(unquote(place.path)))
    return _read_imap(place)


def _take(raw: bytes) -> bool:
    delivery = delivery_of(raw)
    if delivery is None:
        return False
    take(raw=raw, delivery=delivery)
    return True


def _read_maildir(directory: Path) -> int:
    """Ours go from new to cur, marked as seen, once they are in the database. However much of others' lies before ours,
    ours are found: of each mail the beginning says whose it is."""
    count = 0
    for path in sorted((directory / "new").iterdir()):
        if count >= MOST_A_TIME:
            break
        with path.open("rb") as file:
            raw = file.read(MOST_HEAD)
            if delivery_of(raw) is None:
                continue
            raw += file.read(MOST_READ - MOST_HEAD)
        if _take(raw):
            path.rename(directory / "cur" / f"{path.name.partition(':')[0]}:2,S")
            count += 1
    return count


def _read_imap(place) -> int:
    """The mailbox is only examined: nothing is moved, flagged or deleted; a row remembers how far we read."""
    folder = unquote(place.path.strip("/")) or "INBOX"
    position, _made = MailboxPosition.objects.get_or_create(mailbox=f"{place.username}@{place.hostname}/{folder}"[:200])
    count = 0
    with _connected(place) as server:
        _said(server.select(_quoted(folder), readonly=True))
        validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        if validity != position.uid_validity:
            position.uid_validity, position.last_uid = validity, 0
        for uid in _uids(server, position.last_uid):
            raw = _fetched(server, uid)
            count += raw is not None and _take(raw)
            position.last_uid = uid
            position.save(update_fields=["uid_validity", "last_uid"])
    return count


@contextmanager
def _connected(place) -> Iterator[imaplib.IMAP4]:
    secure = place.scheme == "imaps"
    trusted = ssl.create_default_context()  # imaplib asks nobody who the server is unless it is told to
    make = partial(imaplib.IMAP4_SSL, ssl_context=trusted) if secure else imaplib.IMAP4
    server = make(place.hostname, place.port or (993 if secure else 143), timeout=TIMEOUT)
    try:
        if place.scheme == "imap+tls":
            server.starttls(trusted)
        _said(server.login(unquote(place.username or ""), unquote(place.password or "")))
        yield server
    finally:
        server.shutdown()


def _uids(server: imaplib.IMAP4, last: int) -> list[int]:
    found = _said(server.uid("SEARCH", f"UID {last + 1}:*"))
    uids = sorted(int(word) for word in (found[0] or b"").split())
    return [uid for uid in uids if uid > last][:MOST_A_TIME]  # "n:*" always names the last one


def _fetched(server: imaplib.IMAP4, uid: int) -> bytes | None:
    answer = _said(server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_READ}>)"))
    return next((part[1] for part in answer if isinstance(part, tuple)), None)


def _said(answer):
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(status)
    return data


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'([\\"])', r"\\\1", folder) + '"'
