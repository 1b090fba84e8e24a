"""Every table of this project, in the order in which an erasure goes through them: what points at a row, first."""

from . import people, work
from .terms import Table

TABLES: dict[str, Table] = {table.label: table for table in (*people.ABOUT, *work.TABLES, *people.PERSON)}
