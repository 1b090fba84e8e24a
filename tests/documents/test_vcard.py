"""Visiting cards as address books read them."""

import re

import pytest

from alumni_office.documents.vcard import Card, vcard

HOSTILE = "A; B, C\\D\r\nEND:VCARD\r\nBEGIN:VCARD\n\x00x"


def parsed(data: bytes) -> list[tuple[str, str]]:
    """The lines unfolded, as (name, value as it stands): a reader of its own, after RFC 6350, 3.2."""
    text = data.decode().replace("\r\n ", "")
    assert text.endswith("\r\n")
    return [tuple(line.split(":", 1)) for line in text.removesuffix("\r\n").split("\r\n")]


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_card_is_read_back_as_it_was(version):
    card = Card(
        name="上海校友会", uid="https://x/1#contact", revised="20261127T093000Z", language="zh-Hans", email="sh@x.cn",
        telephone="+86 21 0000 0000", street="文化路1号", locality="上海", country="中国", url="https://x/1",
        note="微信公众号：校友之家",
    )  # fmt: skip
    lines = dict(parsed(vcard(card, version=version)))
    assert lines["VERSION"] == version
    assert (lines["FN"], lines["ORG"]) == ("上海校友会", "上海校友会")
    assert lines["ADR;TYPE=work"] == ";;文化路1号;上海;;;中国"
    assert [value for name, value in lines.items() if name.startswith("EMAIL")] == ["sh@x.cn"]
    assert [value for name, value in lines.items() if name.startswith("TEL")] == ["+86 21 0000 0000"]
    assert ("KIND" in lines) == (version == "4.0")


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_no_value_leaves_its_line(version):
    lines = parsed(vcard(Card(HOSTILE, "u", "r", note=HOSTILE, url="https://x\r\nEND:VCARD"), version=version))
    assert [name for name, _value in lines].count("BEGIN") == 1
    assert lines[-1] == ("END", "VCARD")
    assert plain(dict(lines)["NOTE"]) == "A; B, C\\D\nEND:VCARD\nBEGIN:VCARD\nx"
    assert dict(lines)["N"].count(";") - dict(lines)["N"].count("\\;") == 4


def test_long_lines_are_folded_at_75_octets_and_never_within_a_character():
    data = vcard(Card("校友会" * 60, "u", "r"))
    pieces = data.split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert all(piece.decode() is not None for piece in pieces)
    assert dict(parsed(data))["FN"] == "校友会" * 60


def test_what_is_not_known_has_no_line():
    names = [name for name, _value in parsed(vcard(Card("会", "u", "r")))]
    assert [name for name in names if name.split(";")[0] in ("EMAIL", "TEL", "ADR", "URL", "NOTE", "LANG")] == []
