"""A visiting card that telephones and mail programs read: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

from dataclasses import dataclass

VERSIONS = ("3.0", "4.0")
LONGEST = 75  # octets in a line; what is longer goes on in the next, behind a space


@dataclass(frozen=True)
class Card:
    """The card of an organisation. Empty values are left out."""

    name: str
    uid: str
    revised: str  # UTC, as 20261127T093000Z
    language: str = ""
    kind: str = "org"
    email: str = ""
    telephone: str = ""
    street: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""
    url: str = ""
    note: str = ""


def vcard(card: Card, *, version: str = VERSIONS[0]) -> bytes:
    """The card as bytes in UTF-8, lines ended by CRLF. Whatever stands in a value stays within its value."""
    organisation = {"3.0": ("X-ABSHOWAS", "COMPANY"), "4.0": ("KIND", card.kind)}[version]
    address = ["", "", card.street, card.locality, card.region, "", card.country]
    lines = [
        ("BEGIN", "VCARD"),
        ("VERSION", version),
        organisation,
        ("UID", card.uid),
        ("REV", card.revised),
        ("FN", _text(card.name)),
        ("N", ";".join([_text(card.name), "", "", "", ""])),
        ("ORG", _text(card.name)),
        ("EMAIL;TYPE=work" if version == "4.0" else "EMAIL;TYPE=INTERNET,WORK", _text(card.email)),
        ("TEL;TYPE=work,voice" if version == "4.0" else "TEL;TYPE=WORK,VOICE", _text(card.telephone)),
        ("ADR;TYPE=work", ";".join(map(_text, address)) if any(address) else ""),
        ("URL", _one_line(card.url)),
        ("LANG" if version == "4.0" else "X-LANG", _one_line(card.language)),
        ("NOTE", _text(card.note)),
        ("END", "VCARD"),
    ]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines if value)


def _text(value: str) -> str:
    """Escaped, so that no value ends its line or its part (RFC 6350, section 3.4)."""
    for char, written in ("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"):
        value = value.replace(char, written)
    return _one_line(value)


def _one_line(value: str) -> str:
    return "".join(char for char in value if char.isprintable())


def _folded(line: str) -> bytes:
    """The line in pieces of at most LONGEST octets, none of which ends within a character."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
