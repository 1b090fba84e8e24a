"""Figures of the comparison of years in words."""

from django.utils.translation import gettext as _

from alumni.models.places import Province

from .definitions import CAME, DECADES, NEW, PROVINCES
from .series import ABROAD, UNKNOWN


def decade_label(key: str) -> str:
    return _("not on file") if key == UNKNOWN else _("%(decade)ss") % {"decade": key}


def province_label(key: str) -> str:
    if key == ABROAD:
        return _("abroad")
    return str(Province(key).label) if key in Province.values else _("not on file")


def figure_label(figure: str) -> str:
    """Of what the list of registrations takes as `figure`."""
    name, _dash, key = figure.partition("-")
    if name == "decade":
        return f"{DECADES.label}: {decade_label(key)}"
    if name == "province":
        return f"{PROVINCES.label}: {province_label(key)}"
    return str({"came": CAME, "new": NEW}[name].label) if name else ""
