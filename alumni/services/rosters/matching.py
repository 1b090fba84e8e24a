"""Whom each row of a batch means, and what it does to them; nothing is written here."""

from dataclasses import dataclass, field

from alumni.models import RosterRow
from alumni.queries.rosters import people as queries
from alumni.queries.rosters.people import Person
from alumni_office.accounts.roles import Permission

from . import plan
from .evidence import compare, settle
from .record import Record

Outcome = RosterRow.Outcome


@dataclass(slots=True)
class Line:
    """One row on its way: what it says, then what it means."""

    id: int
    sheet: str
    number: int
    record: Record
    decision: int | None = None
    outcome: str = ""
    person: Person | None = None
    asked: list = field(default_factory=list)
    is_elsewhere: bool = False
    steps: list = field(default_factory=list)


class Matcher:
    """Matches batch after batch of one file for one user.

    `earlier(names)` gives the people whom earlier rows of the file would create, {name: [Person]};
    an import has them in the database already.
    """

    def __init__(self, *, roster, user, directory, earlier=lambda names: {}, touched=frozenset()):
        self.roster = roster
        self.touched = touched  # people whom earlier rows of the file would change
        self.user = user
        self.directory = directory
        self.earlier = earlier
        self.before: dict[int, Person] = {}

    def match(self, lines: list[Line]) -> None:
        found = queries.candidates(said(lines), roster_id=self.roster.pk)
        wanted = {pk for people in found.values() for pk in people}
        wanted |= {line.decision for line in lines if line.decision and line.decision > 0}
        self.people = self.read(wanted)
        self.before = {}
        self.new = self.earlier({line.record.name for line in lines})
        self.of_row: dict[int, Person] = {}
        self.decided_rows = self._decided_rows(lines)
        for index, line in enumerate(lines):
            self._settle(line, found.get(index, {}))
            self._plan(line)

    def read(self, people, *, lock=False):
        found = queries.read(
            people, user=self.user, permission=Permission.ROSTER_IMPORT, roster_id=self.roster.pk, lock=lock
        )
        for pk in self.touched & found.keys():
            found[pk].is_of_this_file = True
        return found

    def _decided_rows(self, lines):
        rows = {-line.decision for line in lines if line.decision and line.decision < 0}
        if not rows:
            return {}
        meant = dict(RosterRow.objects.filter(pk__in=rows).values_list("pk", "alumnus_id"))
        self.people |= self.read({pk for pk in meant.values() if pk} - self.people.keys())
        return meant

    def _settle(self, line, found):
        if line.decision is not None and self._obey(line):
            return
        proofs = [
            (compare(line.record, self.people[pk], self.directory, is_same_line=same), self.people[pk])
            for pk, same in found.items()
            if pk in self.people
        ]
        proofs += [
            (compare(line.record, person, self.directory), person) for person in self.new.get(line.record.name, ())
        ]
        line.person, line.asked = settle(proofs) if proofs else (None, [])
        if line.person and not line.person.is_visible:
            line.person, line.asked, line.is_elsewhere = None, [], True
        hidden = [person for person in line.asked if not person.is_visible]
        if hidden:
            line.asked, line.is_elsewhere = [person for person in line.asked if person.is_visible], True

    def _obey(self, line):
        """What a person decided, if it can still be done."""
        if line.decision == 0:
            return True
        if line.decision > 0:
            line.person = self.people.get(line.decision)
        else:
            line.person = self.of_row.get(-line.decision) or self.people.get(self.decided_rows.get(-line.decision))
        if line.person and not line.person.is_visible:
            line.person = None
        return line.person is not None

    def _plan(self, line):
        if line.asked or line.is_elsewhere:
            line.outcome = Outcome.AMBIGUOUS
            return
        if line.person is None:
            line.person, line.steps = plan.create(line.record)
            line.person.row = line.id
            self.new.setdefault(line.record.name, []).append(line.person)
            line.outcome = Outcome.CREATED
        else:
            person = line.person
            if person.pk and person.pk not in self.before:
                self.before[person.pk] = copy_of(person)
            line.steps = plan.update(person, line.record, self.directory, overwrite=self.roster.overwrite)
            does = any(step[0] != "keep" for step in line.steps)
            line.outcome = Outcome.UPDATED if does else Outcome.UNCHANGED
            person.is_of_this_file = True
        self.of_row[line.id] = line.person


def said(lines):
    """The batch as columns, for the query."""
    records = [line.record for line in lines]
    keys = [(index, kind, value) for index, record in enumerate(records) for kind, value in keys_of(record)]
    years = [record.degree or {} for record in records]
    return {
        "index": list(range(len(lines))),
        "name": [record.name for record in records],
        "gender": [record.values.get("gender", "") for record in records],
        "birth": [record.values.get("birth_date", "") for record in records],
        "graduation": [degree.get("graduation_year") for degree in years],
        "enrolment": [degree.get("enrolment_year") for degree in years],
        "digest": [record.digest for record in records],
        "sheet": [line.sheet for line in lines],
        "number": [line.number for line in lines],
        "key_index": [key[0] for key in keys],
        "key_kind": [key[1] for key in keys],
        "key_value": [key[2] for key in keys],
    }


def keys_of(record):
    for kind, value, _ in record.contacts:
        if kind == "mobile":
            yield "phone", value
        elif kind == "phone":
            yield "mobile", value
        if kind != "address":
            yield kind, value
    number = record.degree and record.degree.get("student_no")
    if number:
        yield "student_no", number


def copy_of(person):
    return Person(
        person.pk,
        {**person.values, "field_sources": dict(person.values["field_sources"])},
        [dict(row) for row in person.degrees],
        [dict(row) for row in person.jobs],
        [dict(row) for row in person.contacts],
        person.is_visible,
        person.is_of_this_file,
    )
