from .contacts import Consent, ContactPoint
from .duplicates import DuplicateCandidate, DuplicateCheck, Merge
from .people import Alumnus, AlumnusTag, Degree, Employment, Honour, Interaction, Source, Tag
from .rosters import ColumnMapping, Roster, RosterRow
from .schools import College, School, Succession
from .searches import PersonList, PersonListEntry, SavedSearch, SearchDoc, SearchKey, Term, TermKey

__all__ = [
    "Alumnus",
    "AlumnusTag",
    "College",
    "ColumnMapping",
    "Consent",
    "ContactPoint",
    "Degree",
    "DuplicateCandidate",
    "DuplicateCheck",
    "Employment",
    "Honour",
    "Interaction",
    "Merge",
    "PersonList",
    "PersonListEntry",
    "Roster",
    "RosterRow",
    "SavedSearch",
    "School",
    "SearchDoc",
    "SearchKey",
    "Source",
    "Succession",
    "Tag",
    "Term",
    "TermKey",
]
