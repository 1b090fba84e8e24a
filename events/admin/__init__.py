from . import checkins, consultations, events, places, programmes, registrations, reunions, series

__all__ = ["checkins", "consultations", "events", "places", "programmes", "registrations", "reunions", "series"]
