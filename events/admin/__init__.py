from . import events, places, registrations, series

__all__ = ["events", "places", "registrations", "series"]
