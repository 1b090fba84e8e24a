"""What one account saw of whom between two moments, from the access log: what a leak asks for (art. 57)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from alumni.models import Alumnus, DuplicateCandidate
from alumni.privacy import Kind
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job

Action = AccessRecord.Action
RECORD = frozenset({Kind.IDENTITY, Kind.STUDY, Kind.WORK, Kind.TEXT, Kind.WISH})
CONTACTS = frozenset({Kind.CONTACT, Kind.SENSITIVE})
EVERYTHING = RECORD | CONTACTS | {Kind.TRACE, Kind.FILE}
# The kinds of the columns that an export may have; a column that is not here tells who the person is.
COLUMNS = {
    **dict.fromkeys(("birth_date", "ethnicity", "native_place"), Kind.SENSITIVE),
    **dict.fromkeys(
        ("mobile", "phone", "email", "wechat", "qq", "address", "postcode", "country", "province", "city"), Kind.CONTACT
    ),
    **dict.fromkeys(
        ("school", "college", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year",
         "supervisor", "other_degrees"),
        Kind.STUDY,
    ),
    **dict.fromkeys(("employer", "job_title", "industry", "honours"), Kind.WORK),
    **dict.fromkeys(("notes", "tags"), Kind.TEXT),
}  # fmt: skip


@dataclass(frozen=True)
class Access:
    """`people` are the numbers of records; empty where the log knows only how many there were (`count`) and by which
    words and filters they were found (`criteria`)."""

    at: datetime
    action: str
    people: tuple[int, ...]
    count: int
    kinds: frozenset[Kind]
    reason: str
    criteria: dict


@dataclass
class Summary:
    people: set[int] = field(default_factory=set)
    unnamed: int = 0  # people of exports and searches, counted once for each of these
    kinds: Counter = field(default_factory=Counter)


def accesses(user: User, start: datetime, end: datetime) -> Iterator[Access]:
    """In the order in which they happened, `start` included and `end` not."""
    records = AccessRecord.objects.filter(by=user, at__gte=start, at__lt=end).order_by("at", "pk")
    for record in records.iterator(chunk_size=1000):
        yield Access(
            record.at, record.action, _people(record), record.count, _kinds(record), record.reason, record.criteria
        )


def summary(found: list[Access]) -> Summary:
    told = Summary()
    for access in found:
        told.people |= set(access.people)
        told.unnamed += 0 if access.people else access.count
        told.kinds.update(access.kinds)
    return told


def _people(record: AccessRecord) -> tuple[int, ...]:
    """The records that were looked at, as far as anything says so; those ticked for an export its job knows."""
    if record.target == Alumnus._meta.label_lower and record.target_id is not None:
        merged = [record.criteria.get("dropped"), record.criteria.get("separated")]
        return (record.target_id, *(pk for pk in merged if pk))
    if record.target == DuplicateCandidate._meta.label_lower:
        pairs = DuplicateCandidate.objects.filter(pk=record.target_id or 0).values_list("low_id", "high_id")
        return pairs.first() or ()
    if named := tuple(record.people.order_by("person_id").values_list("person_id", flat=True)):
        return named
    job = _job(record)
    selection = (job.params.get("selection") or {}) if job else {}
    return () if selection.get("everyone", True) else tuple(selection.get("ids", ()))


def _job(record: AccessRecord) -> Job | None:
    pk = record.target_id if record.target == Job._meta.label_lower else record.criteria.get("job")
    return Job.objects.filter(pk=pk).first() if pk else None


def _kinds(record: AccessRecord) -> frozenset[Kind]:
    if "copy" in record.criteria:
        return EVERYTHING
    if record.action == Action.REVEAL:
        return RECORD | CONTACTS
    job = _job(record)
    columns = record.criteria.get("columns") or (job.params.get("columns") if job else None)
    if columns:
        return frozenset(COLUMNS.get(name, Kind.IDENTITY) for name in columns)
    if record.action == Action.DOWNLOAD:  # a roster's rows: whatever the college wrote
        return RECORD | CONTACTS
    if record.action in (Action.SEARCH, Action.SEND):
        return frozenset({Kind.IDENTITY, Kind.STUDY})
    return RECORD if record.action in (Action.VIEW, Action.MERGE) else frozenset()
