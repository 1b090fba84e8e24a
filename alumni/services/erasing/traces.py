"""By what a person is recognised: records, names, numbers, addresses; those of earlier times too."""

from dataclasses import dataclass, field

from django.db.models import Q

from alumni.models import Alumnus, ContactPoint, Degree, Employment, Verification
from alumni.services.rosters import erased
from alumni.services.rosters.evidence import SHORT_NUMBER
from alumni_office.accounts.models import User

SHORT_WORD = 5  # a shorter number or address is part of too many others


@dataclass
class Traces:
    """`records` are the record and all that were merged into it: one person."""

    records: list[int]
    account: User | None
    names: set[str] = field(default_factory=set)
    contacts: set[tuple[str, str]] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)  # employers, majors, cities: perhaps nobody else's
    hashes: set[str] = field(default_factory=set)

    @property
    def identifiers(self) -> set[str]:
        """What is nobody else's, as it is stored and as people write it."""
        found = {value for kind, value in self.contacts if kind != "address"} | self.numbers
        found |= {value.removeprefix("+86").partition(";")[0] for value in found if value.startswith("+86")}
        return {word for word in found if len(word) >= SHORT_WORD}

    @property
    def words(self) -> list[str]:
        """What must not stand in anybody's searches, reasons and titles."""
        addresses = {value for kind, value in self.contacts if kind == "address" and len(value) >= SHORT_WORD}
        names = {name for name in self.names if len(name) >= (SHORT_WORD if name.isascii() else 2)}
        return sorted(names | self.identifiers | addresses)

    def name_one(self, cells: list[str]) -> bool:
        """Whether a line of some file is the person's: it holds one of the identifiers, or of the names."""
        told = {cell.strip() for cell in cells}
        if told & self.names:
            return True
        digits = {"".join(char for char in cell if char.isdigit()) for cell in told}
        wanted = {"".join(char for char in word if char.isdigit()) for word in self.identifiers if "@" not in word}
        plain = {cell.casefold() for cell in told}
        return bool({word for word in wanted if len(word) >= 7} & digits) or bool(self.identifiers & plain)


def cluster(person_id: int) -> list[int]:
    """The record, what it was merged into, and everything merged into these."""
    top: int | None = person_id
    seen: set[int] = set()
    while top is not None and top not in seen:
        seen.add(top)
        top = Alumnus.objects.filter(pk=top).values_list("merged_into", flat=True).first()
    todo = list(seen)
    while todo:
        more = set(Alumnus.objects.filter(merged_into__in=todo).values_list("pk", flat=True)) - seen
        seen |= more
        todo = list(more)
    return sorted(seen)


def traces_of(person_id: int) -> Traces:
    records = cluster(person_id)
    account = User.objects.filter(alumnus__in=records).first()
    traces = Traces(records, account)
    for row in with_versions(Alumnus, Q(pk__in=records), Q(id__in=records)):
        traces.names |= {row.name, row.name_as_written, row.latin_name, *row.former_names} - {""}
        traces.shared.add(row.city)
    of_them = Q(alumnus__in=records)
    degrees = [vars(row) for row in with_versions(Degree, of_them, of_them)]
    traces.numbers = {row["student_no"] for row in degrees if len(row["student_no"]) >= SHORT_NUMBER}
    traces.shared |= {row["major"] for row in degrees}
    traces.shared |= {row.employer for row in with_versions(Employment, of_them, of_them)}
    traces.contacts = {(row.kind, row.value) for row in with_versions(ContactPoint, of_them, of_them) if row.value}
    claimed = Q(alumnus__in=records) | (Q(user=account) if account else Q(pk__in=[]))
    for claim in Verification.objects.filter(claimed):
        traces.names.add(claim.name)
    if account:
        traces.names |= {account.name} - {""}
        traces.contacts.add(("email", account.email))
    births = {row.birth_date for row in Alumnus.objects.filter(pk__in=records)}
    for birth_date in births or {""}:
        traces.hashes |= erased.hashes(traces.names, degrees, traces.contacts, birth_date)
    traces.shared -= {""}
    return traces


def with_versions(model, now: Q, before: Q):
    yield from model._base_manager.filter(now)
    yield from model.versions.rel.related_model._base_manager.filter(before)
