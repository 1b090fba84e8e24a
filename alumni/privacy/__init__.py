"""What each field of the database is for: purpose, ground, kind of data, how long, and what erasing a person does.

The register of processing that the Personal Information Protection Law asks for (art. 6, 51, 55-56), as code:
a copy of one's data and an erasure walk it, and a model field without an entry fails a test. Apps to the right
declare their own tables in AppConfig.ready().
"""

from .tables import TABLES
from .terms import Basis, Erase, Kept, Kind, Table
from .third_party import THIRD_PARTY

__all__ = ["TABLES", "THIRD_PARTY", "Basis", "Erase", "Kept", "Kind", "Table", "declare"]


def declare(*tables: Table) -> None:
    TABLES.update({table.label: table for table in tables})
