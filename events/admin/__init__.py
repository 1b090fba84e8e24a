from . import events, places, series

__all__ = ["events", "places", "series"]
