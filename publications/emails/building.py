"""The bytes of a mailing's letters: what is the same for all is made once, a person's pieces are filled in."""

import re
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from alumni_office.mail import dkim, tokens
from publications.models import Mailing, MailingVersion

from . import headers
from .fields import Field, fill, quote_html, split

UNSUBSCRIBE, PREFERENCES, RETURN, MESSAGE = "unsubscribe", "preferences", "return path", "message id"
LINE = 76


@dataclass(frozen=True, slots=True)
class Recipient:
    """`values` are clean fields of the person."""

    delivery_id: int
    name: str
    address: str
    values: Mapping[str, str]


def mail_domain() -> str:
    return settings.MAIL_DOMAIN


def return_path(delivery_id: int) -> str:
    """The envelope's sender, by which a bounce finds its delivery (VERP)."""
    return f"bounce+{tokens.make_local(RETURN, delivery_id)}@{settings.MAIL_RETURN_DOMAIN}"


def delivery_of_address(address: str) -> int | None:
    """The delivery of a return path that we made, whoever quotes it in whatever case."""
    found = re.fullmatch(r"bounce\+([a-z2-7]{24})@(.+)", address.strip().lower())
    if not found or found[2] != settings.MAIL_RETURN_DOMAIN.lower():
        return None
    return tokens.read_local(RETURN, found[1])


def message_id(delivery_id: int) -> str:
    """The same for a delivery, whenever it is asked for."""
    return f"<m.{tokens.make_local(MESSAGE, delivery_id)}@{mail_domain()}>"


def delivery_of_message_id(said: str) -> int | None:
    found = re.search(r"<?m\.([a-z2-7]{24})@([^>\s]+)", said)
    return tokens.read_local(MESSAGE, found[1]) if found and found[2] == mail_domain() else None


def web_link_of(mailing: Mailing, version: MailingVersion) -> str:
    return settings.SITE_URL + reverse("publications:mailing-web", args=[mailing.key, version.language])


def unsubscribe_link(delivery_id: int) -> str:
    return settings.SITE_URL + reverse("publications:unsubscribe", args=[tokens.make(UNSUBSCRIBE, delivery_id)])


def preferences_link(delivery_id: int) -> str:
    return settings.SITE_URL + reverse("publications:preferences", args=[tokens.make(PREFERENCES, delivery_id)])


def _wrapped(text: str) -> bytes:
    """Base64 in lines: no line too long, no dot at the start of one, Chinese at a third more than its size."""
    encoded = b64encode(text.encode())
    return b"\r\n".join([encoded[at : at + LINE] for at in range(0, len(encoded), LINE)])


class Letter:
    """A version of a mailing, ready to be filled in. Raises BadField and BadHeader when made, not when sent."""

    def __init__(self, mailing: Mailing, version: MailingVersion):
        self.subject = split(version.subject)
        self.text = split(_crlf(version.text))
        self.html = split(_crlf(version.html))
        self.subject_line = headers.encode(version.subject) if _is_plain(self.subject) else None
        self.web_link = web_link_of(mailing, version)
        self.boundary = f"=_{mailing.pk}_{version.language}_{'-' * 12}"
        self.fixed = self._fixed(mailing, version)
        self.signer = dkim.signer()
        self.fields = {piece.name for piece in [*self.subject, *self.text, *self.html] if isinstance(piece, Field)}
        self.has_preferences = "preferences" in self.fields
        self.unsubscribe_path = unsubscribe_link(0).removesuffix("/").rpartition("/")[0]
        self.preferences_path = preferences_link(0).removesuffix("/").rpartition("/")[0]

    def _fixed(self, mailing, version) -> str:
        name = mailing.from_name or str(settings.UNIVERSITY_NAME)
        lines = [
            f"From: {headers.mailbox(name, settings.MAIL_FROM)}",
            f"List-Id: {headers.encode(str(settings.UNIVERSITY_NAME))} <{mailing.purpose}.{mail_domain()}>",
            f"Feedback-ID: {mailing.pk}:{mailing.purpose}:mailing:{mail_domain()}",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Precedence: bulk",
            f"Content-Language: {'zh-CN' if version.language == 'zh-hans' else 'en'}",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative;\r\n boundary="{self.boundary}"',
        ]
        if mailing.reply_to:
            lines.insert(1, f"Reply-To: {headers.mailbox('', mailing.reply_to)}")
        return "\r\n".join(lines)

    def build(self, to: Recipient, now: float | None = None, back: str = "") -> bytes:
        """Return the whole mail with CRLF lines, signed if there is a key. `back`: its return path, where that is known
        already. Raises BadHeader."""
        now = time.time() if now is None else now
        unsubscribe = f"{self.unsubscribe_path}/{tokens.make(UNSUBSCRIBE, to.delivery_id)}/"
        values = {**to.values, "unsubscribe": unsubscribe, "web": self.web_link}
        if self.has_preferences:
            values["preferences"] = f"{self.preferences_path}/{tokens.make(PREFERENCES, to.delivery_id)}/"
        subject = self.subject_line or headers.encode(fill(self.subject, values))
        head = (
            f"Date: {headers.date(now)}\r\n"
            f"Message-ID: {message_id(to.delivery_id)}\r\n"
            f"To: {headers.mailbox(to.name, to.address)}\r\n"
            f"Subject: {subject}\r\n"
            f"List-Unsubscribe: <{unsubscribe}>,\r\n"
            f" <mailto:{back or return_path(to.delivery_id)}?subject=unsubscribe>\r\n"
            f"{self.fixed}\r\n\r\n"
        ).encode("ascii")
        mail = b"".join(
            [
                head,
                f"--{self.boundary}\r\n".encode("ascii"),
                b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                _wrapped(fill(self.text, values)),
                f"\r\n--{self.boundary}\r\n".encode("ascii"),
                b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                _wrapped(fill(self.html, values, quote_html)),
                f"\r\n--{self.boundary}--\r\n".encode("ascii"),
            ]
        )
        return self.signer.sign(mail, now) if self.signer else mail


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _is_plain(pieces: list) -> bool:
    return all(isinstance(piece, str) for piece in pieces)
