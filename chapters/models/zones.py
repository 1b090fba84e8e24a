"""The time zones that a chapter may name."""

from zoneinfo import available_timezones

REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
TIME_ZONES = [(name, name.replace("_", " ")) for name in sorted(available_timezones()) if name.startswith(REGIONS)]
