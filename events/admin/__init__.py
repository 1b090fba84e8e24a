from . import checkins, events, places, registrations, series

__all__ = ["checkins", "events", "places", "registrations", "series"]
