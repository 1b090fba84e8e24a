"""Django's SMTP backend that knows whether the text of a mail was on its way when the connection broke."""

import smtplib

from django.core.mail.backends import smtp


class _Watched:
    text_on_its_way = False

    def data(self, msg):
        """As in smtplib, in two steps: before the server asks for the text nothing can have arrived."""
        self.putcmd("data")
        code, answer = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        if isinstance(msg, str):
            msg = smtplib._fix_eols(msg).encode("ascii")
        text = smtplib._quote_periods(msg)
        if not text.endswith(b"\r\n"):
            text += b"\r\n"
        self.text_on_its_way = True
        self.send(text + b".\r\n")
        answer = self.getreply()
        self.text_on_its_way = False
        return answer


class _Plain(_Watched, smtplib.SMTP):
    pass


class _Tls(_Watched, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self):
        return _Tls if self.use_ssl else _Plain

    @property
    def text_on_its_way(self) -> bool:
        return getattr(self.connection, "text_on_its_way", False)
