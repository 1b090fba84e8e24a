from . import cases, checkins, consultations, events, places, programmes, registrations, reunions, series

__all__ = [
    "cases",
    "checkins",
    "consultations",
    "events",
    "places",
    "programmes",
    "registrations",
    "reunions",
    "series",
]
