"""How sure it is that a row and a person are the same. Pure: no database.

A wrong update is worse than a duplicate: a name alone proves nothing, and what contradicts is
shown to a person instead of being weighed.
"""

from enum import IntEnum

from alumni.queries.rosters.people import Person

from .record import Record


class Proof(IntEnum):
    NONE = 0
    ASK = 1  # may be; a person must say
    LIKELY = 2  # is, when nobody else may be
    CERTAIN = 3  # is, whoever else may be


SHORT_NUMBER = 6  # a shorter student number is a running number of some list


def compare(record: Record, person: Person, directory, *, is_same_line: bool = False) -> Proof:
    if is_same_line:
        return Proof.CERTAIN
    number = same_number(record, person)
    if not names_agree(record, person):
        return Proof.ASK if number and years_agree(record, person) else Proof.NONE
    contradicted = contradicts(record, person, directory)
    if number or shares_contact(record, person):
        return Proof.ASK if contradicted else Proof.CERTAIN
    if contradicted:
        return Proof.NONE
    proof = by_birth_and_study(record, person, directory)
    # A roster names a person once: two such lines of one file are rather two people.
    return min(proof, Proof.ASK) if person.is_of_this_file else proof


def by_birth_and_study(record, person, directory):
    studied = [fit(record.degree, degree, directory) for degree in person.degrees] if record.degree else []
    birth = record.values.get("birth_date", "")
    if len(birth) == 10 and birth == person.values["birth_date"]:
        return Proof.LIKELY if any(same_college or same_year for same_college, same_year, _ in studied) else Proof.ASK
    fitting = [backed for same_college, same_year, backed in studied if same_college and same_year]
    if not fitting:
        return Proof.NONE
    backed = any(fitting) or (len(birth) >= 7 and len(person.values["birth_date"]) >= 7)
    return Proof.LIKELY if backed and not other_contacts(record, person) else Proof.ASK


def names_agree(record, person):
    values = person.values
    if record.name == values["name"] or record.name in values["former_names"]:
        return True
    if values["name"] in record.former_names:
        return True
    latin = {letters(record.name), letters(record.values.get("latin_name", ""))} - {""}
    return bool(latin & {letters(values["name"]), letters(values["latin_name"])})


def letters(name):
    return "".join(sorted(name.casefold().replace(",", " ").split())) if name.isascii() else ""


def contradicts(record, person, directory):
    gender, birth = record.values.get("gender", ""), record.values.get("birth_date", "")
    known_gender, known_birth = person.values["gender"], person.values["birth_date"]
    if gender and known_gender and gender != known_gender:
        return True
    if birth and known_birth and not (birth.startswith(known_birth) or known_birth.startswith(birth)):
        return True
    number = record.degree and record.degree.get("student_no")
    return bool(number) and any(
        degree["student_no"] and degree["student_no"] != number and is_same_degree(record.degree, degree, directory)
        for degree in person.degrees
    )


def same_number(record, person):
    """The same student number, and not of two different schools."""
    number = record.degree and record.degree.get("student_no", "")
    if not number or len(number) < SHORT_NUMBER:
        return False
    school = record.degree.get("school_id")
    return any(
        degree["student_no"] == number and (not school or degree["school_id"] in (None, school))
        for degree in person.degrees
    )


def years_agree(record, person):
    degree = record.degree or {}
    return any(
        degree.get(year) and degree[year] == known[year]
        for known in person.degrees
        for year in ("graduation_year", "enrolment_year")
    )


def line(kind, value):
    return ("phone" if kind == "mobile" else kind), value


def shares_contact(record, person):
    if not person.contacts:
        return False
    said = {line(kind, value) for kind, value, _ in record.contacts if kind != "address"}
    return any(line(contact["kind"], contact["value"]) in said for contact in person.contacts)


def other_contacts(record, person):
    """Both have a mobile, or an e-mail, and it is another."""
    known = {contact["kind"] for contact in person.contacts}
    return any(kind in known for kind, _, _ in record.contacts if kind in ("mobile", "email"))


def fit(degree, known, directory):
    """(same college, same year, backed by class or major) of two degrees; all false where they exclude each other."""
    if not compatible(degree, known):
        return False, False, False
    same_college = directory.related(degree.get("college_id"), known["college_id"])
    same_year = any(degree.get(year) and degree[year] == known[year] for year in ("graduation_year", "enrolment_year"))
    backed = any(degree.get(name) and degree[name] == known[name] for name in ("class_name", "major"))
    return same_college, same_year, backed


def compatible(degree, known):
    for name in ("graduation_year", "enrolment_year", "level"):
        if degree.get(name) and known[name] and degree[name] != known[name]:
            return False
    return all(
        not degree.get(name) or not known[name] or degree[name] in known[name] or known[name] in degree[name]
        for name in ("major", "class_name")
    )


def is_same_degree(degree, known, directory):
    """Whether two sets of facts can be about one course of study; student numbers are not looked at."""
    for name in ("graduation_year", "enrolment_year", "level"):
        if degree.get(name) and known[name] and degree[name] != known[name]:
            return False
    college, known_college = degree.get("college_id"), known["college_id"]
    return not college or not known_college or directory.related(college, known_college)


def settle(proofs: list[tuple[Proof, Person]]) -> tuple[Person | None, list[Person]]:
    """(the person that is meant, the people to ask about); (None, []) is someone new."""
    certain = [person for proof, person in proofs if proof == Proof.CERTAIN]
    if len(certain) == 1:
        return certain[0], []
    if certain:
        return None, certain
    maybe = [(proof, person) for proof, person in proofs if proof and person.is_visible]
    if len(maybe) == 1 and maybe[0][0] == Proof.LIKELY:
        return maybe[0][1], []
    return None, [person for _, person in maybe]
