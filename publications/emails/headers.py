"""Header lines of our own making: ASCII, folded, encoded words for the rest (RFC 2047, RFC 5322)."""

import re
from base64 import b64encode
from email.utils import formatdate

_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~.-]*")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?@A-Z^-~]+@[!#-'*+\-./0-9=?@A-Z^-~]+")  # nothing that ends or begins another
WORD_BYTES = 42  # of text in an encoded word: 75 characters with what stands around
LONGEST_PLAIN = 60


class BadHeader(ValueError):
    """A value that no header may hold."""


def check(value: str) -> str:
    if _FORBIDDEN.search(value):
        raise BadHeader("control character in a header")
    return value


def encode(value: str) -> str:
    """Return `value` as unstructured text. Raises BadHeader."""
    check(value)
    if _PLAIN.fullmatch(value) and "=?" not in value and len(value) <= LONGEST_PLAIN and value == value.strip():
        return value
    return "\r\n ".join(_words(value))


def _words(value: str) -> list[str]:
    """Whole characters only in each word, as decoders take them one by one."""
    if len(value) <= WORD_BYTES // 4:
        return [f"=?utf-8?B?{b64encode(value.encode()).decode('ascii')}?="] if value else []
    words: list[str] = []
    part: list[str] = []
    size = 0
    for char in value:
        length = len(char.encode())
        if size + length > WORD_BYTES:
            words.append("".join(part))
            part, size = [], 0
        part.append(char)
        size += length
    words.append("".join(part))
    return [f"=?utf-8?B?{b64encode(word.encode()).decode('ascii')}?=" for word in words if word]


def mailbox(name: str, address: str) -> str:
    """Return `name <address>`. Raises BadHeader."""
    check(name)
    if not _ADDRESS.fullmatch(address):
        raise BadHeader("not an address that mail can be sent to")
    if not name:
        return address
    if _ATOMS.fullmatch(name) and "=?" not in name and len(name) <= LONGEST_PLAIN and name == name.strip():
        shown = f'"{name}"'
    else:
        shown = encode(name) if not _PLAIN.fullmatch(name) else "\r\n ".join(_words(name))
    return f"{shown}\r\n <{address}>" if len(shown) + len(address) > LONGEST_PLAIN else f"{shown} <{address}>"


_date: tuple[int, str] = (0, "")


def date(now: float) -> str:
    """The moment as a Date header, in local time; made once a second."""
    global _date
    second = int(now)
    if _date[0] != second:
        _date = (second, formatdate(second, localtime=True))
    return _date[1]
