from . import checkins, consultations, events, places, registrations, series

__all__ = ["checkins", "consultations", "events", "places", "registrations", "series"]
