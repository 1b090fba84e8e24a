from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of data a field holds."""

    IDENTITY = "who the person is"
    SENSITIVE = "sensitive: birth, ethnicity, addresses, numbers"
    STUDY = "studies"
    WORK = "work"
    CONTACT = "ways to reach the person"
    WISH = "what the person allows or wants"
    TEXT = "free text about or by the person"
    FILE = "a file"
    TRACE = "what was done with the data"
    SECRET = "codes, tokens, passwords: only as hashes, never shown"  # noqa: S105
    LINK = "which row belongs to which"
    STATE = "states, moments and numbers of the work itself"
    PLAIN = "nothing about a person"


class Basis(StrEnum):
    """The ground of art. 13."""

    DUTY = "art. 13 (3): the university keeps its register of graduates"
    CONSENT = "art. 13 (1): the person agreed"
    WORK = "art. 13 (2): employment of the office's own staff"
    LAW = "art. 13 (3): a duty of this law itself: records of processing, requests, consents"
    ACCOUNTS = "art. 13 (2) and (3): the contract of the gift, and the law's duty to keep accounts"
    NONE = "nothing personal"


class Kept(StrEnum):
    """How long."""

    RECORD = "as long as the person is on record"
    ACCOUNT = "as long as the account"
    DECISION = "until 30 days after the decision"
    MINUTES = "minutes: until it was used or is over"
    MONTH = "30 days"
    WEEK = "7 days"
    THREE_YEARS = "three years (art. 56)"
    ACCOUNTS = "thirty years, as vouchers are (Administrative Measures for Accounting Archives, 2015, annex 1)"
    ALWAYS = "always: without it an erased person would come back"
    PLAIN = "no limit: nothing personal"


class Erase(StrEnum):
    """What erasing a person does to the rows that name the person."""

    DELETE = "the row goes"
    CLEAR = "the row stays for its count and says nothing of the person"
    KEEP = "the row stays"


@dataclass(frozen=True)
class Table:
    """`person`: foreign keys to the alumni whom a row is about. `user`: foreign keys to the account, where the row
    is the account holder's own. `not_copied`: why the table is not in a copy of one's data; `hidden`: fields that a
    copy leaves out, being secrets or about others. `because`: why rows stay, or how they are cleared."""

    label: str
    purpose: str
    basis: Basis
    kept: Kept
    fields: Mapping[Kind, str]
    person: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    erase: Erase = Erase.KEEP
    because: str = ""
    not_copied: str = ""
    hidden: str = ""

    def kind_of(self, name: str) -> Kind | None:
        return next((kind for kind, names in self.fields.items() if name in names.split()), None)

    @property
    def names(self) -> list[str]:
        return [name for names in self.fields.values() for name in names.split()]
