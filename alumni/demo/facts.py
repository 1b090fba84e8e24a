"""What is made: a person with everything known, in the values that the models store."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Degree:
    college: str  # a key of university.COLLEGES: the college on the diploma
    major: str
    level: str
    class_name: str
    student_no: str
    enrolment_year: int
    graduation_year: int
    supervisor: str = ""


@dataclass(slots=True)
class Job:
    employer: str
    title: str
    started_on: str
    ended_on: str = ""

    @property
    def is_current(self) -> bool:
        return not self.ended_on


@dataclass(slots=True)
class Contact:
    kind: str
    value: str
    postcode: str = ""
    state: str = "unverified"
    audience: str = "office"
    by_alumnus: bool = False


@dataclass(slots=True)
class Person:
    number: int  # counted from 0 over the whole demonstration
    kind: str = "graduate"
    name: str = ""
    name_as_written: str = ""
    latin_name: str = ""
    former_names: list[str] = field(default_factory=list)
    gender: str = ""
    birth_year: int = 0
    birth_date: str = ""
    life: str = "living"
    tier: str = "regular"
    country: str = ""
    province: str = ""
    city: str = ""
    industry: str = ""
    ethnicity: str = ""
    native_place: str = ""
    notes: str = ""
    is_verified: bool = False
    last_contact_on: date | None = None
    degrees: list[Degree] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    honours: list[tuple[str, str, int]] = field(default_factory=list)  # title, awarded by, year
    interactions: list[tuple[str, date, str]] = field(default_factory=list)  # kind, date, summary
    consents: list[tuple[str, str, bool]] = field(default_factory=list)  # purpose, channel, given
