"""What the tables of this app hold of people, for the register of processing: a file for each area."""

from .registrations import REGISTRATIONS
from .reunions import REUNIONS

TABLES = [*REGISTRATIONS, *REUNIONS]
