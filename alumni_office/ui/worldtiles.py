"""The world as tiles: each continent a group, each country a tile of one size, in the order of its name. No borders.

China's provinces are tiles of their own (`tilemap`), Hong Kong, Macao and Taiwan among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .tilemap import Place, shade_of

# Countries by the United Nations' list of regions (M49).
CONTINENTS: dict[str, tuple[str | Promise, str]] = {
    "asia": (
        _("Asia"),
        "AE AF AM AZ BD BH BN BT CY GE ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MV MY NP OM PH PK PS QA "
        "SA SG SY TH TJ TL TM TR UZ VN YE",
    ),
    "europe": (
        _("Europe"),
        "AD AL AT BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL "
        "PT RO RS RU SE SI SK SM UA VA XK",
    ),
    "america-north": (
        _("North and Central America"),
        "AG AI AW BB BM BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MQ MX NI PA PR SV TC TT US VC VG VI",
    ),
    "america-south": (_("South America"), "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"),
    "oceania": (_("Oceania"), "AU CK FJ FM GU KI MH NC NR NU NZ PF PG PW SB TO TV VU WS"),
    "africa": (
        _("Africa"),
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA "
        "NE NG RE RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
    ),
}
CONTINENT_OF = {code: key for key, (_name, codes) in CONTINENTS.items() for code in codes.split()}


@dataclass(frozen=True)
class WorldTile:
    place: Place
    shade: int  # as of the provinces' tiles: 0 for none


@dataclass(frozen=True)
class Continent:
    key: str
    label: str
    tiles: list[WorldTile]


def continents(places: Iterable[Place]) -> list[Continent]:
    """The continents that have a place, each with its tiles by the place's label. A place that no list knows is left
    out of the tiles; a list beside them has it."""
    by_key: dict[str, list[WorldTile]] = {key: [] for key in CONTINENTS}
    for place in sorted(places, key=lambda place: place.label):
        if key := CONTINENT_OF.get(place.code):
            by_key[key].append(WorldTile(place, shade_of(place.value, 0, by_count=True)))
    return [Continent(key, str(CONTINENTS[key][0]), made) for key, made in by_key.items() if made]
