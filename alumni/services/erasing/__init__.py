"""Erasing a person: out of tables, history, search, files and exports, never to come back (art. 47).

The walk goes through the register of all tables (alumni/privacy): each says whether rows that name the person go,
are emptied or stay. What stays is a number, hashes by which a roster does not bring the person back, and a line in
a file outside the database, from which a restored backup is made to forget the person again.
"""

from .erase import KIND, erase_in_background, erase_person, forecast, start_erasure
from .log import write_log
from .replaying import Replayed, replay

__all__ = [
    "KIND",
    "Replayed",
    "erase_in_background",
    "erase_person",
    "forecast",
    "replay",
    "start_erasure",
    "write_log",
]
