"""What importing a row does to a person: adds what is missing, blanks nothing, and leaves alone
what the office or the alumnus entered, unless told to overwrite. Pure: no database.

A step is ("set", table, pk, column, old, new), ("add", table, row) or, for the reader only,
("keep", table, pk, column, known, said). Steps are also carried out on the Person in memory, so
that a later row of the same batch finds what an earlier one did.
"""

from alumni.models import Alumnus, ContactPoint, Source
from alumni.queries.rosters.people import VALUES, Person

from .evidence import is_same_degree, letters, line
from .record import Record

BY_HAND = (Source.STAFF, Source.ALUMNUS)
BLANK: tuple = ("", None, [])
DEGREE_COLUMNS = (
    "school_id", "college_id", "major", "level", "class_name", "student_no", "enrolment_year", "graduation_year",
    "supervisor",
)  # fmt: skip
NEW_DEGREE = {"school_id": None, "college_id": None, "enrolment_year": None, "graduation_year": None} | dict.fromkeys(
    ("major", "level", "class_name", "student_no", "supervisor"), ""
)
NEW_VALUES = dict.fromkeys(VALUES, "") | {"life": Alumnus.Life.LIVING, "source": Source.ROSTER}


def create(record: Record) -> tuple[Person, list]:
    """A new person and the steps that write it; no primary keys yet."""
    values = {**NEW_VALUES, "former_names": list(record.former_names), "field_sources": {}, "name": record.name}
    values.update(record.values)
    person = Person(None, values, is_of_this_file=True, is_new=True)
    steps = [("add", "alumnus", values)]
    if record.degree:
        steps.append(add(person.degrees, "degree", {**NEW_DEGREE, **record.degree}))
    if record.job:
        steps.append(
            add(person.jobs, "employment", {"employer": "", "job_title": "", "is_current": True, **record.job})
        )
    seen = set()
    for kind, value, postcode in record.contacts:
        if (kind, value) not in seen:
            seen.add((kind, value))
            steps.append(add(person.contacts, "contactpoint", {"kind": kind, "value": value, "postcode": postcode}))
    return person, steps


def add(rows, table, row):
    row.update(id=None, source=Source.ROSTER)
    if table == "contactpoint":
        row["state"] = ContactPoint.State.UNVERIFIED
    rows.append(row)
    return "add", table, row


def update(person: Person, record: Record, directory, *, overwrite: bool) -> list:
    steps: list = []
    _values(person, record, overwrite, steps)
    if record.degree:
        _degree(person, record.degree, directory, overwrite, steps)
    if record.job:
        _job(person, record.job, overwrite, steps)
    _contacts(person, record.contacts, overwrite, steps)
    return steps


def _set(table, row, pk, column, new, steps):
    steps.append(("set", table, pk, column, row[column], new))
    row[column] = new


def _values(person, record, overwrite, steps):
    values = person.values
    for column, said in record.values.items():
        if column == "name":
            continue
        known = values[column]
        if known == said or (column == "latin_name" and letters(known) and letters(known) == letters(said)):
            continue
        by_hand = values["field_sources"].get(column, {}).get("source", values["source"]) in BY_HAND
        named = column in values["field_sources"]
        if column == "life":
            missing = known == Alumnus.Life.LIVING and not by_hand
        elif column == "birth_date":
            missing = not (known and by_hand) and said.startswith(known) and not (named and by_hand)
            if known.startswith(said):
                continue
        else:
            missing = known in BLANK and not (named and by_hand)
        if missing or overwrite:
            _set("alumnus", values, person.pk, column, said, steps)
        else:
            steps.append(("keep", "alumnus", person.pk, column, known, said))
    other = [name for name in (*record.former_names, record.name) if name != values["name"]]
    more = [name for name in other if name not in values["former_names"] and not name.isascii()]
    if more:
        _set("alumnus", values, person.pk, "former_names", [*values["former_names"], *more], steps)


def _degree(person, said, directory, overwrite, steps):
    known = _known_degree(person, said, directory)
    if known is None:
        steps.append(add(person.degrees, "degree", {**NEW_DEGREE, **said}))
        return
    for column in DEGREE_COLUMNS:
        new = said.get(column)
        if not new or known[column] == new:
            continue
        if (known[column] in BLANK and years_in_order({**known, column: new})) or (
            overwrite and years_in_order({**known, column: new})
        ):
            _set("degree", known, known["id"], column, new, steps)
        else:
            steps.append(("keep", "degree", known["id"], column, known[column], new))


def _known_degree(person, said, directory):
    """The degree that the row is about: that of its number, else the one that agrees in most."""
    number = said.get("student_no")
    fitting = [degree for degree in person.degrees if is_same_degree(said, degree, directory)]
    for degree in fitting:
        if number and degree["student_no"] == number:
            return degree
    if number:
        fitting = [degree for degree in fitting if not degree["student_no"]]
    return max(
        fitting, key=lambda degree: sum(1 for name, value in said.items() if degree[name] == value), default=None
    )


def years_in_order(degree):
    first, last = degree["enrolment_year"], degree["graduation_year"]
    return not first or not last or first <= last


def _job(person, said, overwrite, steps):
    """A new job becomes the current one; the roster's earlier one stays, as a former one."""
    employer, title = said.get("employer", ""), said.get("job_title", "")
    for job in person.jobs:
        if job["employer"] == employer and (job["job_title"] == title or not title):
            return
    for job in person.jobs:
        if job["is_current"] and not job["job_title"] and (job["employer"] == employer or not employer):
            _set("employment", job, job["id"], "job_title", title, steps)
            return
    if not employer and any(job["is_current"] for job in person.jobs):  # a title alone is no new job
        return
    for job in person.jobs:
        if job["is_current"] and (job["source"] not in BY_HAND or overwrite):
            _set("employment", job, job["id"], "is_current", False, steps)
    steps.append(add(person.jobs, "employment", {"employer": employer, "job_title": title, "is_current": True}))


def _contacts(person, said, overwrite, steps):
    for kind, value, postcode in said:
        if kind == "address":
            _address(person, value, postcode, overwrite, steps)
        elif not any(line(contact["kind"], contact["value"]) == line(kind, value) for contact in person.contacts):
            steps.append(add(person.contacts, "contactpoint", {"kind": kind, "value": value, "postcode": ""}))


def _address(person, value, postcode, overwrite, steps):
    known = [contact for contact in person.contacts if contact["kind"] == "address"]
    for contact in known:
        if squeezed(contact["value"]) == squeezed(value) and value:
            if postcode and not contact["postcode"] and contact["source"] not in BY_HAND:
                _set("contactpoint", contact, contact["id"], "postcode", postcode, steps)
            return
    if not value and any(contact["postcode"] == postcode for contact in known):
        return
    for contact in known:  # the address to a postcode that stood alone
        if value and not contact["value"] and contact["postcode"] == postcode and contact["source"] not in BY_HAND:
            _set("contactpoint", contact, contact["id"], "value", value, steps)
            return
    if value or not any(contact["value"] == "" for contact in known):
        steps.append(add(person.contacts, "contactpoint", {"kind": "address", "value": value, "postcode": postcode}))


def squeezed(address):
    return "".join(address.split())
