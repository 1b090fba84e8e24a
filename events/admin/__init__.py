from . import checkins, consultations, events, places, registrations, reunions, series

__all__ = ["checkins", "consultations", "events", "places", "registrations", "reunions", "series"]
