"""Documents carry their Chinese font, draw rare characters, and take what people wrote as text."""

import hashlib
import re
import zlib
from pathlib import Path

import alumni_office.documents
from alumni_office.documents import Document, Entry, Section, drawable, pdf

FONTS = Path(alumni_office.documents.__file__).parent / "fonts"


def printed(text: str) -> bytes:
    return pdf(Document(text, text, "脚注", [Section(text, text, [Entry((("姓名", text), ("长", text * 400)), text)])]))


def test_the_font_is_the_one_that_its_note_names():
    note = (FONTS / "README.md").read_text(encoding="utf-8")
    for file in FONTS.glob("*.ttf"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in note


def test_rare_characters_are_drawn_and_what_the_font_lacks_is_written_as_its_number():
    assert drawable("王䶮喆堃犇燚𬀩·艾力 Müller") == "王䶮喆堃犇燚𬀩·艾力 Müller"
    assert drawable("𠮷\x00\x07a\nb") == "〔U+20BB7〕a\nb"


def test_the_font_is_inside_and_only_what_is_used():
    found = printed("王䶮")
    assert b"/FontFile2" in found
    assert len(found) < 60_000


def test_markup_and_addresses_stay_text():
    found = printed('<img src="file:///etc/passwd"/><a href="http://127.0.0.1/">x</a><font size="99">{{ 7*7 }}&amp;')
    assert b"/URI" not in found
    assert b"/Subtype /Image" not in found
    assert b"root:" not in b"".join(_streams(found))


def _streams(found: bytes):
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", found, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            yield match[1]
