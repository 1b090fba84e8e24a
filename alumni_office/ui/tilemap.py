"""China's provinces as a grid of tiles of one size, each in its rough place: no borders are drawn.

Print the tiles with templates/ui/tilemap.html; static/css/tilemap.css places and shades them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import get_language

# The province by the first two digits of its code (GB/T 2260): column, row, and its short name in letters.
LAYOUT: dict[str, tuple[int, int, str]] = {
    "23": (8, 1, "HL"),
    "15": (5, 2, "NM"),
    "22": (8, 2, "JL"),
    "65": (1, 3, "XJ"),
    "62": (3, 3, "GS"),
    "64": (4, 3, "NX"),
    "11": (6, 3, "BJ"),
    "12": (7, 3, "TJ"),
    "21": (8, 3, "LN"),
    "63": (2, 4, "QH"),
    "61": (4, 4, "SN"),
    "14": (5, 4, "SX"),
    "13": (6, 4, "HE"),
    "37": (7, 4, "SD"),
    "54": (1, 5, "XZ"),
    "51": (3, 5, "SC"),
    "50": (4, 5, "CQ"),
    "41": (5, 5, "HA"),
    "34": (6, 5, "AH"),
    "32": (7, 5, "JS"),
    "31": (8, 5, "SH"),
    "53": (3, 6, "YN"),
    "52": (4, 6, "GZ"),
    "42": (5, 6, "HB"),
    "36": (6, 6, "JX"),
    "33": (7, 6, "ZJ"),
    "45": (4, 7, "GX"),
    "43": (5, 7, "HN"),
    "44": (6, 7, "GD"),
    "35": (7, 7, "FJ"),
    "71": (8, 7, "TW"),
    "46": (4, 8, "HI"),
    "82": (5, 8, "MO"),
    "81": (6, 8, "HK"),
}
STEPS = (1, 3, 8, 20)  # per cent of all, from which on a tile is darker
COUNTS = (2, 4, 8, 16)  # the same for small numbers, of which a share would say nothing


@dataclass(frozen=True)
class Place:
    code: str
    label: str
    value: int
    text: str  # the number as it is printed
    url: str = ""
    brief: str = ""  # the same where there is little room


@dataclass(frozen=True)
class Tile:
    place: Place
    column: int
    row: int
    short: str
    share: float  # per cent of all tiles together
    shade: int  # 0 for nobody, then 1 to len(STEPS) + 1


def tiles(places: Iterable[Place], *, by_count: bool = False) -> list[Tile]:
    """The tiles in reading order: line by line, as the Tab key walks them. Shaded by the share of all, or by the
    number itself."""
    places = list(places)
    everyone = sum(place.value for place in places)
    made = []
    for place in places:
        column, row, short = LAYOUT[place.code]
        share = 100 * place.value / everyone if everyone else 0.0
        made.append(Tile(place, column, row, short, share, shade_of(place.value, share, by_count=by_count)))
    return sorted(made, key=lambda tile: (tile.row, tile.column))


def shade_of(value: int, share: float, *, by_count: bool) -> int:
    if not value:
        return 0
    return 1 + (sum(value >= step for step in COUNTS) if by_count else sum(share >= step for step in STEPS))


def brief(value: int) -> str:
    """A number in at most five signs: 9,999, 13万 or 128k, 2.1m."""
    if value < 10_000:
        return str(intcomma(value))
    if (get_language() or "").startswith("zh"):
        return f"{_two_figures(value / 10_000)}万"
    return f"{_two_figures(value / 1_000_000)}m" if value >= 1_000_000 else f"{value / 1_000:.0f}k"


def _two_figures(number: float) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"
