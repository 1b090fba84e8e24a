from .contacts import Consent, ContactPoint
from .duplicates import DuplicateCandidate, DuplicateCheck, Merge
from .liaisons import Liaison
from .people import Alumnus, AlumnusTag, Degree, Employment, Honour, Interaction, Source, Tag
from .profiles import Card, MessageRefusal, PersonalMessage, Profile
from .requests import ChangeRequest, DataRequest, Erasure
from .rosters import ColumnMapping, Roster, RosterRow
from .schools import College, School, Succession
from .searches import PersonList, PersonListEntry, SavedSearch, SearchDoc, SearchKey, Term, TermKey
from .verifications import Challenge, CorrectionLink, Evidence, Verification

__all__ = [
    "Alumnus",
    "AlumnusTag",
    "Card",
    "Challenge",
    "ChangeRequest",
    "College",
    "ColumnMapping",
    "Consent",
    "ContactPoint",
    "CorrectionLink",
    "DataRequest",
    "Degree",
    "DuplicateCandidate",
    "DuplicateCheck",
    "Employment",
    "Erasure",
    "Evidence",
    "Honour",
    "Interaction",
    "Liaison",
    "Merge",
    "MessageRefusal",
    "PersonList",
    "PersonListEntry",
    "PersonalMessage",
    "Profile",
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
    "Verification",
]
