"""Reading one mail that came back: whose it is, what kind, in whose words. Whatever comes, no error and no effect."""

import email
import email.errors
import email.policy
import re
from dataclasses import dataclass, field
from email.message import Message
from email.utils import getaddresses

from flufl.bounce import all_failures

from .refusals import kind_of

MOST = 1_000_000  # bytes that are looked at: what a mail says of itself stands at its beginning
MOST_TEXT = 20_000
# What the standard parser raises for headers, charsets and encodings that are none.
FAULTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, email.errors.MessageError, RecursionError)

_DAEMON = re.compile(r"mailer-daemon|postmaster|mail delivery|mdaemon|<>", re.IGNORECASE)
_BOUNCED = re.compile(
    r"undeliver|not delivered|delivery (status|failure|has failed|incomplete|problem|notification)|failure notice"
    r"|returned (mail|to sender)|mail delivery failed|could not be delivered|non remis|unzustellbar"
    r"|退信|投递失败|发送失败|无法投递|无法送达|系统退信|邮件被退回",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^\s*(re: *)?(out of (the )?office|auto(matic|mated)?[ -]?(reply|response|answer)|auto:|away from|on (annual )?leave"
    r"|vacation|i am away|自动回复|自动答复|自动应答|外出|休假|度假|不在办公室|\[?自动)",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delayed|warning: (could not|message)|not yet been delivered|still trying|will (keep|continue) (trying|to (be )?re)"
    r"|暂时无法|延迟|delivery delay",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-RCPT-To", "To", "Cc")


@dataclass
class Report:
    """What a DSN says of one recipient."""

    addresses: set[str]
    action: str
    words: str


@dataclass
class Returned:
    """`kind`: hard, soft, full, blocked, away, complaint, reply, unsubscribe, unknown. `recipients`: addresses that a
    report names, lower case; empty when it names none. `quoted`: Message-IDs of the mails it quotes."""

    kind: str
    words: str = ""
    sender: str = ""
    subject: str = ""
    text: str = ""
    recipients: set[str] = field(default_factory=set)
    quoted: list[str] = field(default_factory=list)


def addressees(raw: bytes) -> list[str]:
    """Whom a mail was delivered to, by its first lines alone; nobody where they cannot be read."""
    head = raw[:65_536].replace(b"\0", b"").partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    try:
        return _to(email.message_from_bytes(head))
    except FAULTS:
        return []


def read(raw: bytes, address: str = "") -> Returned:
    """Return what a mail says; `address` is the one that the report ought to be about. What the parsers choke on is
    `unknown`: a person reads it."""
    try:
        found = _read(raw.replace(b"\0", b""), address)
    except FAULTS:
        return Returned("unknown")
    for name in ("words", "sender", "subject", "text"):
        setattr(found, name, getattr(found, name).encode(errors="replace").decode().replace("\0", ""))
    return found


def _read(raw: bytes, address: str) -> Returned:
    message = email.message_from_bytes(raw[:MOST])
    found = Returned("unknown", subject=_header(message, "Subject"), sender=_sender(message))
    found.text = (_text(message) or _decoded(raw[:MOST].partition(b"\r\n\r\n")[2][:MOST_TEXT], None))[:MOST_TEXT]
    found.quoted = _quoted(message, raw[:MOST])
    found.kind = _kind(message, found, address.lower())
    return found


def _kind(message: Message, found: Returned, address: str) -> str:
    reports = _reports(message)
    if _feedback(message):
        return "complaint"
    if reports:
        return _reported(reports, found, address)
    if re.match(r"\s*unsubscribe\s*$", found.subject, re.IGNORECASE):
        return "unsubscribe"
    by_daemon = bool(_DAEMON.search(_header(message, "From") + _header(message, "Return-Path")))
    if not by_daemon and _is_automatic(message, found.subject):
        return "away"
    if by_daemon or _BOUNCED.search(found.subject):
        return _told(message, found)
    if _is_automatic(message, found.subject):
        return "away"
    return "reply"


def _feedback(message: Message) -> bool:
    return any(part.get_content_type() == "message/feedback-report" for part in message.walk()) or (
        message.get_content_type() == "multipart/report" and message.get_param("report-type") == "feedback-report"
    )


def _is_automatic(message: Message, subject: str) -> bool:
    said = _header(message, "Auto-Submitted").lower()
    return (
        (said not in ("", "no"))
        or bool(message["X-Autoreply"] or message["X-Autorespond"] or message["X-Autoresponse"])
        or _header(message, "Precedence").lower() in ("auto_reply", "auto-reply", "junk", "bulk")
        or _header(message, "X-QQ-Auto-Forward").lower() == "yes"
        or bool(_AWAY.search(subject))
    )


def _reports(message: Message) -> list[Report]:
    """Each recipient's part of the delivery report (RFC 3464)."""
    found = []
    for part in message.walk():
        if part.get_content_type() not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        payload = part.get_payload()
        parts = [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []
        blocks = parts or _blocks(str(payload))
        for block in blocks:
            names = {_typed(block[name]) for name in ("Final-Recipient", "Original-Recipient") if block[name]}
            if not names:
                continue
            words = " ".join(_header(block, name) for name in ("Status", "Diagnostic-Code", "X-Notes"))
            found.append(Report(names, _header(block, "Action").lower(), words))
    return found


def _blocks(text: str) -> list[Message]:
    """A report whose structure was not understood, read line by line."""
    return [email.message_from_string(block) for block in re.split(r"\r?\n\s*\r?\n", text) if block.strip()]


def _typed(value: str) -> str:
    return str(value).rpartition(";")[2].strip().strip("<>").lower()


def _reported(reports: list[Report], found: Returned, address: str) -> str:
    found.recipients = {name for report in reports for name in report.addresses}
    ours = next((report for report in reports if address in report.addresses), reports[0])
    found.words = " ".join(ours.words.split())[:300]
    if ours.action.startswith(("delayed", "relayed", "expanded", "delivered")):
        return "soft" if ours.action.startswith("delayed") else "unknown"
    code = 450 if re.search(r"\b4\.\d\.\d", ours.words) else 550
    kind = kind_of(ours.words, code)
    if kind == "unknown":
        kind = kind_of(found.text, code)
    return kind if kind != "unknown" else ("soft" if code == 450 else "unknown")


def _told(message: Message, found: Returned) -> str:
    """A bounce in words only: of qmail, of Exim, of Chinese providers."""
    text = f"{found.subject}\n{found.text}"
    try:
        temporary, permanent = all_failures(message)
    except Exception:
        temporary, permanent = frozenset(), frozenset()
    names = {name.decode("ascii", "replace").lower() for name in temporary | permanent}
    found.recipients = names
    found.words = _best_line(text)
    if _DELAYED.search(text) or (temporary and not permanent):
        return "soft"
    return kind_of(text, 550)


def _best_line(text: str) -> str:
    """The line in which the other server speaks."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    spoken = [line for line in lines if re.search(r"\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b", line)]
    return (spoken or [line for line in lines if kind_of(line) != "unknown"] or lines or [""])[0][:300]


def _quoted(message: Message, raw: bytes) -> list[str]:
    """Message-IDs of what is quoted, not the mail's own."""
    own = _header(message, "Message-ID")
    _head, _blank, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    text = body.decode("latin-1")
    found = [said for said in _MESSAGE_ID.findall(text) if said != own]
    for name in ("Original-Message-ID", "In-Reply-To"):
        found += re.findall(r"<[^<>\s]{1,250}>", _header(message, name))
    return list(dict.fromkeys(found))[:10]


def _to(message: Message) -> list[str]:
    values = [str(value) for name in _ENVELOPE for value in message.get_all(name, [])]
    return list(dict.fromkeys(address.lower() for _name, address in getaddresses(values[:20]) if "@" in address))[:20]


def _sender(message: Message) -> str:
    values = [str(message[name]) for name in ("Reply-To", "From") if message[name]]
    return next((address for _name, address in getaddresses(values) if "@" in address), "")[:254]


def _header(message: Message, name: str) -> str:
    """A header as text, whatever is wrong with it."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        parts = email.header.decode_header(value)
    except (ValueError, email.errors.HeaderParseError):
        return str(value)
    return "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts).strip()


def _text(message: Message) -> str:
    """The words for people: plain text, else HTML without its tags."""
    for wanted in ("text/plain", "text/html", "message/delivery-status"):
        for part in message.walk():
            if part.get_content_type() == wanted and not part.is_multipart():
                data = part.get_payload(decode=True)
                text = _decoded(data if isinstance(data, bytes) else b"", part.get_content_charset())
                if text.strip():
                    return re.sub(r"<[^>]{0,500}>", " ", text) if wanted == "text/html" else text
    return ""


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8", "gb18030"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, ValueError, TypeError):
            continue
    return data.decode("latin-1")
