"""The search said again in plain Python, slowly: what it must find, for tests to compare with."""

import re
import unicodedata
from contextlib import contextmanager
from itertools import product

import pytest
from django.db import connection
from django.utils.timezone import localtime
from django.utils.translation import override

from alumni.models import Alumnus, School, Succession
from alumni.models.places import COUNTRIES, Province
from alumni.queries.search import limits
from alumni.queries.search.measure import settle
from alumni_office.names import fold
from alumni_office.names.tables import hanzi, surnames

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def everyone():
    return list(
        Alumnus.objects.present().prefetch_related(
            "degrees__college", "degrees__school", "employments", "contacts", "taggings__tag"
        )
    )


@contextmanager
def constants(**values):
    """The search with other limits, so that a handful of people takes the ways of a million."""
    if "CAP" in values:
        values = {"COUNTED": values["CAP"], "SAMPLE": values["CAP"], **values}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(limits, name, value, raising=False)
        yield


# Everything is read whole; everything is walked and sampled (of one in one: the counts stay true); mixtures.
WALK = {"CAP": 0, "FEW": 0, "RARE": 0, "COUNTED": 0, "SAMPLE": 0, "LEVELS": (1,)}
WAYS = [
    {},
    WALK,
    {"CAP": 1, "FEW": 3, "RARE": 2, "COUNTED": 1, "SAMPLE": 1, "LEVELS": (1,)},
    {"CAP": 2, "FEW": 2, "RARE": 9, "COUNTED": 2, "SAMPLE": 1, "LEVELS": (1,)},
    {"CAP": 2, "FEW": 4, "RARE": 99, "COUNTED": 1, "SAMPLE": 3, "LEVELS": (1,)},
]


def weigh(number: int, everyone: int = 0) -> None:
    """Let the search believe that each term has so many people, which decides the way it takes."""
    settle()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alumni_term (id, kind, text, people) "
            "SELECT DISTINCT term, 'plain', '', %s::integer FROM alumni_searchdoc, unnest(terms) AS term "
            "ON CONFLICT (id) DO UPDATE SET people = excluded.people",
            [number],
        )
    if everyone:
        believe(everyone)


def believe(everyone: int) -> None:
    """Let the search believe that there are so many people, until the transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION alumni_everyone() RETURNS bigint LANGUAGE sql STABLE AS $$SELECT %s::bigint$$",
            [everyone],
        )


# -- names ---------------------------------------------------------------------------------------


def whole_keys(person) -> set[str]:
    """The ways to write or say the whole name: the surname by its own reading."""
    found = set()
    for name in [person.name, person.name_as_written, person.latin_name]:
        found |= han_whole(fold(name)) if HAN.search(name) else set(latin_keys(name)[:2])
    return found


def keys(person) -> set[str]:
    """Everything whose beginning is a way to look for the person by name."""
    found = set()
    for name in [person.name, person.name_as_written, person.latin_name]:
        found |= han_keys(fold(name)) | han_initials(fold(name)) if HAN.search(name) else set(latin_keys(name))
    for name in person.former_names:
        found |= han_keys(fold(name)) if HAN.search(name) else set(latin_keys(name)[:2] + latin_keys(name)[3:])
        found |= {key for start in range(1, len(name)) for key in han_initials(fold(name)[start:])}
    return found - {""}


def says(char: str) -> list[str]:
    return hanzi()[char][1] if char in hanzi() else [char]


def head(folded: str) -> tuple[int, list[str]]:
    size = 2 if folded[:2] in surnames() else 1
    return size, [reading.replace(" ", "") for reading in surnames().get(folded[:size], [])]


def joined(parts) -> set[str]:
    return {"".join(said) for said in product(*parts)}


def han_whole(folded: str) -> set[str]:
    size, usual = head(folded)
    first = says(folded[0])
    usual = usual or (first if "v" in first[0] else first[:1])
    return {folded} | joined([usual, *map(says, folded[size:])])


def han_keys(folded: str) -> set[str]:
    found = han_whole(folded)
    for start in range(len(folded)):
        found |= {folded[start:]} | joined(map(says, folded[start:]))
    return found


def han_initials(folded: str) -> set[str]:
    if not folded:
        return set()
    size, usual = head(folded)
    first = [*says(folded[0]), *(usual if size == 1 else ())]
    found = joined({said[0] for said in each} for each in [first, *map(says, folded[1:])])
    for start in range(1, len(folded) - 1):
        found |= joined({said[0] for said in says(char)} for char in folded[start:])
    return found


def latin_keys(name: str) -> list[str]:
    """[in the order written, last word first, initials, from each later word on ...]"""
    words = [fold(word) for word in re.split(r"[\s·,.'’-]+", name) if fold(word)]
    if len(words) < 2:
        return words
    return [
        "".join(words),
        "".join([words[-1], *words[:-1]]),
        "".join(word[0] for word in words),
        *("".join(words[start:]) for start in range(1, len(words))),
    ]


# -- words ---------------------------------------------------------------------------------------


def matches(person, words: str, *, contacts: bool = True) -> bool:
    plain = unicodedata.normalize("NFKC", words).split()
    return all(matches_word(person, word, contacts) for word in list(dict.fromkeys(plain))[:8])


def matches_word(person, word: str, contacts: bool) -> bool:
    degrees = person.degrees.all()
    if match := re.fullmatch(r"(\d\d|\d{4})([级級届屆])", word.translate(str.maketrans("〇一二九八", "01298"))):
        year = int(match[1]) if len(match[1]) == 4 else int(match[1]) + (2000 if int(match[1]) < 31 else 1900)
        field = "enrolment_year" if match[2] in "级級" else "graduation_year"
        return any(getattr(degree, field) == year for degree in degrees)
    if re.fullmatch(r"(19|20)\d\d", word):  # a year, and no beginning of a number
        if any(int(word) in (degree.enrolment_year, degree.graduation_year) for degree in degrees):
            return True
    else:
        if len(word) > 2 and any(degree.student_no.lower().startswith(word.lower()) for degree in degrees):
            return True
        if contacts and any(meets_contact(contact, word) for contact in person.contacts.all()):
            return True
    folded = fold(word)
    if not folded:
        return False
    return any(key.startswith(folded) for key in keys(person)) or meets_text(person, folded)


def meets_contact(contact, word: str) -> bool:
    if contact.kind in ("mobile", "phone"):
        starts = [word] if word[0] == "+" else ["+86" + word.removeprefix("0"), "+" + word]
        return bool(re.fullmatch(r"\+?\d{3,}", word)) and any(contact.value.startswith(start) for start in starts)
    if contact.kind == "email":
        return ("@" in word or re.search(r"\d", word) or len(word) > 5) and contact.value.startswith(word.lower())
    return False


def meets_text(person, folded: str) -> bool:
    if len(folded) < 2:
        return False
    if len(folded) == 2 and re.fullmatch("[a-z]{2}|[a-z][0-9]|[0-9][a-z]", folded):
        return any(starts_word(text, folded, whole=True) for text in texts(person))
    return any(starts_word(text, folded) for text in texts(person))


def starts_word(text: str, folded: str, *, whole: bool = False) -> bool:
    rests = [fold(text[at:]) for at in range(len(text)) if starts_here(text, at)]
    return folded in rests if whole else any(rest.startswith(folded) for rest in rests)


def starts_here(text: str, at: int) -> bool:
    """A piece begins anywhere in Chinese; in letters where a word does."""
    return at == 0 or not (text[at].isalnum() and text[at - 1].isalnum()) or bool(HAN.match(text[at]))


def texts(person) -> list[str]:
    found = [person.city, *(employment.employer for employment in person.employments.all())]
    found += [tagging.tag.name for tagging in person.taggings.all()]
    found += COUNTRIES.get(person.country, ())
    found += both(dict(Province.choices).get(person.province, ""))
    for degree in person.degrees.all():
        found += [degree.major, *both(degree.get_level_display)]
        for college in line(degree.college):
            found += [college.name, college.english_name, *college.aliases]
        for school in school_line(degree.school):
            found += [school.name, school.english_name]
    return [text for text in found if text]


def both(label) -> list[str]:
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(str(label() if callable(label) else label))
    return said


def line(college) -> list:
    """A college and all that it became."""
    found, todo = [], [college] if college else []
    while todo:
        each = todo.pop()
        if each not in found:
            found.append(each)
            todo += [step.successor for step in Succession.objects.filter(predecessor=each)]
    return found


def school_line(school) -> list:
    found = []
    while school and school not in found:
        found.append(school)
        school = School.objects.filter(pk=school.successor_id).first()
    return found


# -- filters -------------------------------------------------------------------------------------


def passes(person, filters: dict[str, list[str]]) -> bool:
    degrees = [name for name in filters if name in DEGREE]
    return all(any(value in of_person(person, name) for value in filters[name]) for name in filters) and (
        not degrees
        or any(
            all(any(DEGREE[name](degree, value) for value in filters[name]) for name in degrees)
            for degree in person.degrees.all()
        )
    )


DEGREE = {
    "college": lambda degree, value: value in [str(each.pk) for each in line(degree.college)],
    "school": lambda degree, value: value in [str(each.pk) for each in school_line(degree.school)],
    "level": lambda degree, value: degree.level == value,
    "enrolled": lambda degree, value: within(degree.enrolment_year, value),
    "graduated": lambda degree, value: within(degree.graduation_year, value),
}


def within(year, value: str) -> bool:
    low, _dash, high = value.partition("-")
    if value == "never":
        return False
    return bool(year) and int(low or 0) <= year <= int((high or 9999) if "-" in value else low)


REACH = {"email": "email", "address": "post", "mobile": "phone", "phone": "phone"}


class Years(list):
    """Values of which one is in a range."""

    def __contains__(self, value):
        return any(within(year, value) for year in self)


def of_person(person, name: str):
    """The values of one filter that a person has."""
    degrees = person.degrees.all()
    contacts = [each.kind for each in person.contacts.all() if each.state in ("unverified", "verified")]
    return {
        "college": lambda: {str(each.pk) for degree in degrees for each in line(degree.college)},
        "school": lambda: {str(each.pk) for degree in degrees for each in school_line(degree.school)},
        "level": lambda: {degree.level for degree in degrees},
        "enrolled": lambda: Years(degree.enrolment_year for degree in degrees),
        "graduated": lambda: Years(degree.graduation_year for degree in degrees),
        "province": lambda: {person.province},
        "country": lambda: {person.country},
        "industry": lambda: {person.industry},
        "tier": lambda: {person.tier},
        "life": lambda: {person.life},
        "gender": lambda: {person.gender},
        "kind": lambda: {person.kind},
        "tag": lambda: {str(tagging.tag_id) for tagging in person.taggings.all()},
        "reach": lambda: {REACH[kind] for kind in contacts if kind in REACH},
        "verified": lambda: {"yes" if person.verified_at else "no"},
        "entered": lambda: months(person.entered_at),
        "confirmed": lambda: months(person.verified_at),
        "contacted": lambda: Years([person.last_contact_on.year]) if person.last_contact_on else {"never"},
    }[name]()


def months(moment) -> set[str]:
    """A month is asked for by itself or by its year."""
    return {localtime(moment).strftime(form) for form in ("%Y", "%Y-%m")} if moment else set()


def plain_values(person, name: str) -> set[str]:
    """As `of_person`, years as words: what a facet counts."""
    return {str(value) for value in of_person(person, name) if value}
