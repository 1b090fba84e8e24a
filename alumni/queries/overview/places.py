"""Where people live: provinces as tiles, countries and regions as bars."""

from dataclasses import dataclass

from alumni.models.places import COUNTRIES, Province, country_label
from alumni_office.ui import tilemap

from .figures import Figure, Figures

HOME = "CN"


@dataclass(frozen=True)
class Bar:
    label: str
    figure: Figure
    share: float  # per cent of the longest


def tiles(figures: Figures) -> list[tilemap.Tile]:
    return tilemap.tiles(
        [
            tilemap.Place(province.value, str(province.label), figure.value, figure.text, figure.url, figure.brief)
            for province in Province
            for figure in [figures.province(province.value)]
        ]
    )


def in_china(figures: Figures) -> Figure:
    return figures.country(HOME)


def by_country(figures: Figures) -> list[Bar]:
    """Countries and regions besides the one whose provinces the map shows, the largest first."""
    found = {iso: figures.country(iso) for iso in COUNTRIES if iso != HOME}
    most = max((figure.value for figure in found.values()), default=0)
    bars = [Bar(country_label(iso), figure, figure.share_of(most)) for iso, figure in found.items() if figure.value]
    return sorted(bars, key=lambda bar: (-bar.figure.value, bar.label))
