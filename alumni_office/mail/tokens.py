"""What stands in links and addresses. Signed numbers: stable, so that an old mail's link works as long as its row; each
purpose has a key of its own; one bit changed is nothing any more. And random words, of which a row keeps the hash."""

import base64
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

SHORT = 10  # bytes of a signature in an address, of which 64 characters are allowed before the @
LONG = 16

# Base32 (RFC 4648) in lower case, two letters at a time: a mailing writes three such tokens into each of its letters.
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]
_SHIFTS = range((5 + SHORT) * 8 - 10, -1, -10)


@lru_cache(maxsize=64)
def _key(purpose: str, secret: str) -> bytes:
    return hashlib.blake2b(purpose.encode(), key=hashlib.sha512(secret.encode()).digest()).digest()


def _secrets() -> list[str]:
    return [settings.MAIL_KEY, *settings.MAIL_KEY_FALLBACKS]


@lru_cache(maxsize=64)
def _pads(purpose: str, secret: str) -> tuple:
    """The two halves of HMAC (RFC 2104) that know the key already, which is as long as a block: a mailing signs three
    numbers a letter, and half of the time of hmac.digest goes into the key."""
    key = _key(purpose, secret)
    return hashlib.sha256(bytes(byte ^ 0x36 for byte in key)), hashlib.sha256(bytes(byte ^ 0x5C for byte in key))


def _sign(purpose: str, secret: str, body: bytes, length: int) -> bytes:
    inner, outer = _pads(purpose, secret)
    inner, outer = inner.copy(), outer.copy()
    inner.update(body)
    outer.update(inner.digest())
    return outer.digest()[:length]


def signature(purpose: str, body: bytes, length: int = LONG) -> bytes:
    return _sign(purpose, settings.MAIL_KEY, body, length)


def hash_of(token: str) -> str:
    """What a row keeps of a random token: of 192 bits or more, so that a plain hash cannot be searched backwards."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(purpose: str, number: int) -> str:
    """Return 32 characters for a link."""
    body = number.to_bytes(8, "big")
    return base64.urlsafe_b64encode(body + signature(purpose, body)).decode("ascii")


def read(purpose: str, token: str) -> int | None:
    """Return the number of a token that `make` made for this purpose, else None."""
    try:
        data = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(data) != 8 + LONG or base64.urlsafe_b64encode(data).decode("ascii") != token:
        return None  # one way of writing it only
    return _checked(purpose, data[:8], data[8:])


def make_local(purpose: str, number: int) -> str:
    """As `make`, for the local part of an address: lower-case letters and digits, whatever case comes back."""
    body = number.to_bytes(8, "big")
    bits = int.from_bytes(body[3:] + signature(purpose, body, SHORT), "big")
    return "".join([_PAIRS[bits >> shift & 1023] for shift in _SHIFTS])


def read_local(purpose: str, token: str) -> int | None:
    try:
        data = base64.b32decode(token.upper().encode("ascii"))
    except ValueError:
        return None
    if len(data) != 5 + SHORT or len(token) != len(data) * 8 // 5:
        return None
    return _checked(purpose, b"\0\0\0" + data[:5], data[5:])


def _checked(purpose: str, body: bytes, said: bytes) -> int | None:
    fits = False
    for secret in _secrets():  # all of them, whichever fits: the answer takes as long
        fits |= hmac.compare_digest(_sign(purpose, secret, body, len(said)), said)
    return int.from_bytes(body, "big") if fits else None
