"""Which encoding a text file is in, by evidence, over the whole file. Nothing is ever replaced."""

import codecs

from .refusal import Refused

CHUNK = 1 << 18
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def detect(path, *, recognise):
    """Return the name of the encoding that decodes the whole file, or raise Refused with the place.

    `recognise(text)` scores how much a beginning looks like a roster; it decides between
    GB18030 and Big5, which both decode most of each other's files.
    """
    with open(path, "rb") as file:
        head = file.read(CHUNK)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            check(path, encoding)
            return encoding
    wide = utf16_by_zeros(head) or utf16_by_titles(head, recognise)
    if wide:
        check(path, wide)
        return wide
    if b"\x00" in head:
        raise Refused("not_a_table")
    place = first_error(path, "utf-8")
    if place is None:
        check(path, "utf-8")
        return "utf-8"
    if mostly_utf8(head):
        raise Refused("undecodable", row=place)
    return chinese(path, head, recognise)


def chinese(path, head, recognise):
    place = first_error(path, "gb18030")
    scores = {"gb18030": score(head, "gb18030", recognise)} if place is None else {}
    if scores.get("gb18030", 0) < 2:
        for encoding in ("cp950", "big5hkscs"):
            if first_error(path, encoding) is None:
                scores[encoding] = score(head, encoding, recognise)
    best = max(scores, key=scores.__getitem__, default=None)  # the first of equals: GB18030
    if best is None or (best != "gb18030" and scores[best] < 1):
        raise Refused("undecodable", row=place or 1)
    check(path, best)
    return best


def score(head, encoding, recognise):
    return recognise(head.decode(encoding, errors="ignore"))


def utf16_by_zeros(head):
    """UTF-16 without a mark: ASCII in it has its zero bytes on one side only."""
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    units = len(head) // 2
    if odd > 0.02 * units and even * 20 <= odd:
        return "utf-16-le"
    if even > 0.02 * units and odd * 20 <= even:
        return "utf-16-be"
    return None


def utf16_by_titles(head, recognise):
    """UTF-16 whose few zero bytes stand on both sides: 一 is U+4E00."""
    if b"\x00" not in head or len(head) % 2:
        return None
    scores = {encoding: score(head, encoding, recognise) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= 2 > min(scores.values()) else None


def first_error(path, encoding):
    """The line of the first undecodable byte, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with open(path, "rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                return line + chunk[: max(getattr(error, "start", 0), 0)].count(b"\n")
            line += text.count("\n")
            if not chunk:
                return None


def check(path, encoding):
    """Refuse text that does not decode, has NUL, or has U+FFFD from an earlier bad conversion."""
    place = first_error(path, encoding)
    if place is not None:
        raise Refused("undecodable", row=place)
    line = 1
    for text in decoded(path, encoding):
        for character, code in (("\x00", "not_a_table"), ("\ufffd", "lost_text")):
            if character in text:
                raise Refused(code, row=line + text[: text.index(character)].count("\n"))
        line += text.count("\n")


def mostly_utf8(content):
    """Is it UTF-8 but for a few damaged bytes? Then GB18030 would only turn it into mojibake."""
    good = content.decode("utf-8", errors="ignore")
    wide = sum(character > "\x7f" for character in good)
    broken = len(content) - len(good.encode())
    return wide >= 20 and broken * 20 <= wide


def decoded(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def lines(path, encoding):
    """Yield the lines with their ends; CR, LF and CRLF all end one."""
    rest = ""
    for text in decoded(path, encoding):
        if "\r" in text or rest.endswith("\r"):
            text = rest + text
            rest = ""
            if text.endswith("\r"):
                text, rest = text[:-1], "\r"
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text, rest = rest + text, ""
        *whole, last = text.split("\n")
        for line in whole:
            yield line + "\n"
        rest = last + rest
    if rest:
        yield rest.replace("\r", "\n")
