# ruff: noqa: E501
import re
from functools import lru_cache

from .han import simplify
from .text import half

RANK = {"secondary": 0, "college": 1, "bachelor": 2, "master": 3, "doctor": 4, "postdoctoral": 5}
PATTERNS = [  # first match wins; the text is simplified, lower case, without spaces and full stops
    ("postdoctoral", r"博士后|postdoc"),
    (
        "college",
        r"大专|大学专科|^专科|专科$|专科生|高职|高专|高起专|^大普专|^专$|associate|junior ?college|juniorcollege|diploma$|专科\(",
    ),
    ("bachelor", r"专升本|高起本|专接本|专续本|本科第二学士|第二学士|双学士"),
    ("doctor", r"博士|^博$|直博|硕博|phd|doctor|^d(?:sc|phil|eng)|^md$|edd$|^博\d*级|^\d+级?博|^ph$|^dba$"),
    (
        "master",
        r"硕士|^硕$|本硕|研究生|master|^e?mba$|^m(?:sc|s|a|eng|phil|ed|res)$|^mpa$|^mem$|^mpacc$|^jm$|^mfa$|^llm$|^mph$|^mf$|^mta$|^maud$|同等学力|^硕\d*级|^\d+级?硕|postgrad|^研$|^graduate",
    ),
    (
        "bachelor",
        r"本科|学士|^本$|bachelor|^b(?:sc|s|a|eng|ed|ba|com|phil)(?:\(?hons\)?)?$|^llb$|^mbbs$|undergrad|^大学$|^大本$|^大学毕业$|长学制|^本\d*级|^\d+级?本$|双学位|第二学位|^普本$|^全日制本",
    ),
    ("secondary", r"中专|中等专业|中师|职高|高中|附中|技校"),
]
COMPILED = [(level, re.compile(pattern)) for level, pattern in PATTERNS]


@lru_cache(maxsize=2048)
def read_level(text):
    if len(text) > 40:
        return None, "level_unknown"
    folded = simplify(half(text)).lower().replace(" ", "").replace(".", "").replace("’", "'")
    for level, pattern in COMPILED:
        if pattern.search(folded):
            return level, None
    return None, "level_unknown"


def higher(first, second):
    return max((level for level in (first, second) if level), key=RANK.__getitem__, default=None)
