"""People who asked to be erased: what is left of them is hashes, by which a roster does not bring them back.

A hash is made of a name together with something that namesakes do not share: a number, an address, a birth date,
or the year and the class or major. A name alone is never one.
"""

import hashlib
import hmac

from django.conf import settings

from alumni.intake.reasons import reason
from alumni.models import Erasure
from alumni_office.names import fold

from .evidence import SHORT_NUMBER
from .record import Record

CODE = "erased"


def fingerprint(*parts: str) -> str:
    key = hashlib.sha256(b"alumni.erasure" + settings.ERASURE_KEY.encode()).digest()
    return hmac.new(key, "\x1f".join(parts).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def hashes(names, degrees, contacts, birth_date: str) -> set[str]:
    """`degrees` are mappings with our columns, `contacts` pairs of kind and value."""
    known = {("birth", birth_date)} if len(birth_date) == 10 else set()
    known |= {("phone" if kind == "mobile" else kind, value) for kind, value in contacts if kind != "address" and value}
    for degree in degrees:
        number, year = degree.get("student_no") or "", degree.get("graduation_year") or degree.get("enrolment_year")
        if len(number) >= SHORT_NUMBER:
            known.add(("student_no", number))
        for name in ("class_name", "major"):
            if year and degree.get(name):
                known.add((name, f"{year} {degree[name]}"))
    folded = {fold(name) for name in names} - {""}
    return {fingerprint(name, kind, value.casefold()) for name in folded for kind, value in known}


def hashes_of(record: Record) -> set[str]:
    names = [record.name, *record.former_names, record.values.get("name_as_written", ""),
             record.values.get("latin_name", "")]  # fmt: skip
    degrees = [record.degree] if record.degree else []
    contacts = [(kind, value) for kind, value, _postcode in record.contacts]
    return hashes(names, degrees, contacts, record.values.get("birth_date", ""))


def erased_rows(lines) -> set[int]:
    """The ids of those lines that are about somebody who was erased."""
    if not lines or not Erasure.objects.exists():
        return set()
    of_line = {line.id: hashes_of(line.record) for line in lines}
    said = list(set().union(*of_line.values()))
    rows = Erasure.objects.filter(hashes__overlap=said).values_list("hashes", flat=True)
    gone = {each for row in rows for each in row}
    return {pk for pk, own in of_line.items() if own & gone}


def why() -> dict:
    return reason(CODE, None)
