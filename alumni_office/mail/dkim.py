"""DKIM signatures (RFC 6376), rsa-sha256, relaxed headers and simple body, by `cryptography`: half a millisecond where
pure Python takes ten."""

import hashlib
import re
import time
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings

SIGNED = [
    "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type",
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "feedback-id", "precedence",
]  # fmt: skip
_FOLDED = re.compile(rb"\r\n(?=[ \t])")
_SPACES = re.compile(rb"[ \t]+")


class Signer:
    def __init__(self, domain: str, selector: str, pem: bytes):
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError("The DKIM key is not an RSA key.")
        self.key, self.domain, self.selector = key, domain, selector

    def sign(self, message: bytes, now: float | None = None) -> bytes:
        """Return `message` (CRLF lines) with its signature on top. The From line stands twice in h=, so that a second
        one cannot be added."""
        head, _blank, body = message.partition(b"\r\n\r\n")
        digest = b64encode(hashlib.sha256(body.rstrip(b"\r\n") + b"\r\n").digest()).decode("ascii")
        fields = dict(_relaxed(head))
        names = [name for name in SIGNED if name.encode() in fields]
        moment = int(time.time() if now is None else now)
        start = (
            f"v=1; a=rsa-sha256; c=relaxed/simple; d={self.domain}; s={self.selector}; t={moment};\r\n"
            f"\th={':'.join([*names, 'from'])};\r\n\tbh={digest};\r\n\tb="
        )
        lines = [name.encode() + b":" + fields[name.encode()] for name in names]
        unsigned = b"dkim-signature:" + _relaxed_value(start.encode())
        signature = self.key.sign(b"\r\n".join([*lines, unsigned]), padding.PKCS1v15(), hashes.SHA256())
        text = b64encode(signature).decode("ascii")
        folded = "\r\n\t".join(text[at : at + 72] for at in range(0, len(text), 72))
        return f"DKIM-Signature: {start}{folded}\r\n".encode() + message


def _relaxed(head: bytes):
    for line in _FOLDED.sub(b"", head).split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        yield name.strip().lower(), _relaxed_value(value)


def _relaxed_value(value: bytes) -> bytes:
    return _SPACES.sub(b" ", _FOLDED.sub(b"", value)).strip()


def signer() -> Signer | None:
    """The signer of the settings, or None when the relay signs."""
    if not settings.DKIM_KEY_FILE:
        return None
    return _loaded(settings.DKIM_DOMAIN, settings.DKIM_SELECTOR, str(settings.DKIM_KEY_FILE))


@lru_cache(maxsize=4)
def _loaded(domain: str, selector: str, path: str) -> Signer:
    return Signer(domain, selector, Path(path).read_bytes())
