"""What the tables of this app hold of people, for the register of processing: a file for each area."""

from .checkins import CHECKINS
from .consultations import CONSULTATIONS
from .registrations import REGISTRATIONS

TABLES = [*REGISTRATIONS, *CHECKINS, *CONSULTATIONS]
