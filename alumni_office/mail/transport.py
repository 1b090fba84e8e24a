"""A conversation with the mail server that is kept open over many mails, and that says exactly how far each came."""

import logging
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

logger = logging.getLogger(__name__)

LONGEST_LINE = 8192  # of a reply


@dataclass(frozen=True, slots=True)
class Answer:
    """`stage`: connect, mail, rcpt, data, dot. `code` 0: the connection was lost, and when `stage` is dot the mail may
    have arrived all the same."""

    stage: str
    code: int
    text: str = ""

    @property
    def is_sent(self) -> bool:
        return self.stage == "dot" and 200 <= self.code < 300

    @property
    def is_in_doubt(self) -> bool:
        return self.stage == "dot" and self.code == 0


class Line:
    """One connection. `send` never raises: what went wrong is the answer."""

    def __init__(self):
        self.server: smtplib.SMTP | None = None
        self.pipelines = False
        self.heard = b""  # of the server, and not yet read as a reply

    def open(self) -> Answer | None:
        """Connect unless connected; return None, or why not."""
        if self.server is not None:
            return None
        try:
            server = _connected()
        except (OSError, smtplib.SMTPException) as error:
            return _answer("connect", error)
        try:
            self._greet(server)
        except (OSError, smtplib.SMTPException) as error:
            server.close()
            return _answer("connect", error)
        self.server, self.heard = server, b""
        self.pipelines = server.has_extn("pipelining")
        return None

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)

    def send(self, sender: str, recipient: str, mail: bytes) -> Answer:
        """Send `mail` (CRLF lines, ASCII) to one recipient, over the open connection."""
        stage = "mail"
        assert self.server is not None
        try:
            refused, stage = self._announce(self.server, sender, recipient)
            if refused:
                return self._after_refusal(refused)
            stage = "dot"
            if b"\r\n." in mail:
                mail = mail.replace(b"\r\n.", b"\r\n..")
            self.server.sock.sendall(mail + b".\r\n")  # type: ignore[union-attr]
            code, text = self._reply(self.server)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.drop()
            return Answer(stage, 0, type(error).__name__)
        if code == 421:
            self.drop()
        return Answer("dot", code, _words(text))

    def _announce(self, server: smtplib.SMTP, sender: str, recipient: str) -> tuple[Answer | None, str]:
        """Say who writes to whom and ask to begin; return the first refusal, or None once the server wants the text."""
        commands = [("mail", f"MAIL FROM:<{sender}>"), ("rcpt", f"RCPT TO:<{recipient}>"), ("data", "DATA")]
        refused = None
        if self.pipelines:
            server.sock.sendall("".join(f"{said}\r\n" for _stage, said in commands).encode("ascii"))  # type: ignore[union-attr]
        for stage, said in commands:
            if not self.pipelines:
                server.putcmd(said)
            code, text = self._reply(server)
            if code == 421:
                return Answer(stage, code, _words(text)), stage
            wanted = code == 354 if stage == "data" else 200 <= code < 300
            if not wanted and not refused:
                refused = Answer(stage, code, _words(text))
            if refused and not self.pipelines:
                return refused, stage
        if refused and code == 354:  # the server wants the text of a mail that nobody gets
            server.sock.sendall(b".\r\n")  # type: ignore[union-attr]
            self._reply(server)
        return refused, stage

    def _after_refusal(self, refused: Answer) -> Answer:
        if refused.code == 421:
            self.drop()
            return refused
        assert self.server is not None
        try:
            self.server.putcmd("RSET")
            self._reply(self.server)
        except (OSError, smtplib.SMTPException, ValueError):
            self.drop()
        return refused

    def _reply(self, server: smtplib.SMTP) -> tuple[int, bytes]:
        """Read one reply, as smtplib does at a third of the cost; a letter has four."""
        lines = []
        while True:
            line, end, rest = self.heard.partition(b"\n")
            if len(line) > LONGEST_LINE:
                raise smtplib.SMTPResponseException(500, "Line too long.")
            if not end:
                self.heard += _received(server)
                continue
            self.heard = rest
            lines.append(line[4:].strip(b" \t\r\n"))
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)  # what is no number is a ValueError: the line is dropped

    def drop(self) -> None:
        """Close without a word."""
        if self.server is not None:
            self.server.close()
            self.server = None

    def close(self) -> None:
        if self.server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.server.quit()
            self.drop()


def _connected() -> smtplib.SMTP:
    """smtplib asks nobody who the server is unless it is told to; we say our password to it."""
    where, limit = (settings.EMAIL_HOST, settings.EMAIL_PORT), settings.EMAIL_TIMEOUT
    if settings.EMAIL_USE_SSL:
        return smtplib.SMTP_SSL(*where, timeout=limit, context=ssl.create_default_context())
    return smtplib.SMTP(*where, timeout=limit)


def _received(server: smtplib.SMTP) -> bytes:
    try:
        found = server.sock.recv(LONGEST_LINE)  # type: ignore[union-attr]
    except OSError as error:
        raise smtplib.SMTPServerDisconnected(str(error)) from error
    if not found:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
    return found


def _answer(stage: str, error: Exception) -> Answer:
    code = getattr(error, "smtp_code", 0)
    said = getattr(error, "smtp_error", b"") or type(error).__name__
    return Answer(stage, code if isinstance(code, int) and code > 0 else 0, _words(said))


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())[:200]
