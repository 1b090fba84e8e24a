"""Traditional to simplified, character by character: names have no phrases."""

from opencc import OpenCC

# Registered as they stand in simplified names too (通用规范汉字表), though OpenCC would change them.
KEPT = "乾於昇陞徵藉瞭甯麽逕釐濛祇淩著"

to_simplified = OpenCC("t2s").convert


class Simplified(dict):
    def __missing__(self, point):
        character = chr(point)
        self[point] = to_simplified(character) if point > 0x2E7F else character
        return self[point]


TABLE = Simplified({ord(character): character for character in KEPT})


def simplify(text):
    """Simplified characters; what a mainland register keeps (於, 乾, 昇) stays."""
    return text if text.isascii() else text.translate(TABLE)
