# ruff: noqa: E501, SIM905
import re
import unicodedata
from functools import lru_cache

EMPTY = frozenset(
    "无 (跳过) 跳过 - -- --- —— — – / // \\ . 。 、 * ** 不详 未知 不明 暂无 没有 空 缺 待查 待补 n/a na n.a. none null nil nan (空) 无。 #n/a #value! #ref! #div/0! #name? #null! "
    "#num! ? ?? ??? 同上 未填 未填写 不清楚 保密 tbd unknown x/x … 略 (无) 查无 失联 暂缺 无联系方式 未提供 待定 不祥 ﹣ － ／".split()
)
FORCED = re.compile(r'=\s*"((?:[^"]|"")*)"')
NEUTRALISED = re.compile(r"""'(?=[\s"']*[=+\-@＝＋－＠\t\r\n\x000-9])""")
INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff]")
SPACE = re.compile(r"\s+")
# Characters that older GBK fonts kept in the private area, and where Unicode has them now: 䶮 above all.
PRIVATE = dict(
    zip(
        (
            0xE816,
            0xE817,
            0xE818,
            0xE81E,
            0xE826,
            0xE82B,
            0xE82C,
            0xE831,
            0xE832,
            0xE83B,
            0xE843,
            0xE854,
            0xE855,
            0xE863,
            0xE864,
        ),
        "\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u4dae\u9fbb",
        strict=True,
    )
)
JOINT = "\x1f"
DIRTY = re.compile(
    "[\x00-\x1e\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ue000-\uf8ff\ufe00-\ufe0f"
    "\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufffe\uffff\U000e0100-\U000e01ef]"
)
WIDE = {
    point: point - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for point in range(first, last + 1)
}


def are_clean(cells):
    """Whether `clean` would change no cell of a row; one look at the whole row is cheaper than one at each cell."""
    row = JOINT.join(cells)
    return not (
        DIRTY.search(row)
        or "  " in row
        or "=" in row
        or "'" in row
        or f"{JOINT} " in row
        or f" {JOINT}" in row
        or row.startswith(" ")
        or row.endswith(" ")
        or row.count(JOINT) >= len(cells)
    )


def clean(text):
    """(text, had control characters): trimmed, single spaces, no invisible marks, ="forced" text unwrapped."""
    text = text.strip()
    if text.startswith("="):
        forced = FORCED.fullmatch(text)
        if forced:
            text = forced[1].replace('""', '"')
    if text.startswith("'"):
        text = NEUTRALISED.sub("", text, count=1)
    text = INVISIBLE.sub("", text).translate(PRIVATE)
    cleaned = CONTROL.sub("", text)
    had_control = cleaned != text
    return SPACE.sub(" ", cleaned).strip().translate(WIDE), had_control


ALL_CASES = frozenset(case for word in EMPTY for case in (word, word.upper(), word.capitalize()))


def is_empty(text):
    """Words that stand for nothing: 无, -, 不详, N/A."""
    return not text or text in ALL_CASES


@lru_cache(maxsize=65536)
def half(text):
    """Half-width, as one line."""
    return text if text.isascii() else SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()
