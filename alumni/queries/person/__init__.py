from .history import Change, changes, last_change
from .record import Record, record, reserved_id
from .snapshot import SECTIONS, snapshot
from .visibility import Contacts, contacts_for, kept_of, may_on

__all__ = [
    "SECTIONS",
    "Change",
    "Contacts",
    "Record",
    "changes",
    "contacts_for",
    "kept_of",
    "last_change",
    "may_on",
    "record",
    "reserved_id",
    "snapshot",
]
