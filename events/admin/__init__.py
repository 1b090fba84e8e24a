from . import cases, checkins, consultations, events, places, registrations, reunions, series

__all__ = ["cases", "checkins", "consultations", "events", "places", "registrations", "reunions", "series"]
