"""The time zones that a chapter may name."""

from collections import defaultdict
from datetime import date
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Now
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext as _

REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
HOME = settings.TIME_ZONE  # of the university, and of every chapter in China
TIME_ZONES = [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if name.startswith(REGIONS)]


def _by_country() -> dict[str, list[str]]:
    """The zones of each country, the one where most people live first."""
    found: dict[str, list[str]] = defaultdict(list)
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _place, name = line.split("\t")[:3]
            found[country].append(name)
    return dict(found)


ZONES_OF = _by_country()


def zone_label(name: str) -> str:
    """A zone as readers know it: the university's by its own name."""
    return _("Beijing time") if name == HOME else name.replace("_", " ")


def zone_known() -> IsNull:
    """An unknown zone is an error of the database's own: no row holds one."""
    return IsNull(Func(F("time_zone"), Now(), function="TIMEZONE", output_field=models.DateTimeField()), False)


class Clocked:
    """A row whose `time_zone` is that of its place."""

    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def zone_label(self) -> str:
        return zone_label(self.time_zone)

    def today(self) -> date:
        """The date there."""
        return timezone.localdate(timezone=self.zone)
