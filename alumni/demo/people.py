"""People by their number: the same seed and number give the same person, whatever was asked for before."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from . import careers, contacts, engagement
from .facts import Job, Person
from .lists import pick
from .names import SURPRISING, Name, latin_name, make_given, make_name, traditional
from .places import HOME_NAMES, Place, make_place

BLOCK = 1_000  # people who are drawn from one generator
SHOWCASE = 3_000  # among the first so many there is one of each surprising surname
SOMEONE_AGAIN, STEPS_BACK = 50, 20  # one record in so many is of a person met that many records before
NAMESAKE = 150
Made = tuple[Person, Name, Place]
KINDS = [(0.975, "graduate"), (0.985, "staff"), (0.996, "short_course"), (1, "honorary")]


def people(*, seed: int, first: int, count: int, university: str) -> Iterator[Person]:
    """Make the people numbered `first` to `first + count - 1`."""
    for block in range(first // BLOCK, (first + count - 1) // BLOCK + 1):
        for person in make_block(seed, block, university):
            if first <= person.number < first + count:
                yield person


def make_block(seed: int, block: int, university: str) -> list[Person]:
    random = Random(f"{seed}/{block}").random  # noqa: S311
    made: list[Made] = []
    for index in range(BLOCK):
        number = block * BLOCK + index
        if index % SOMEONE_AGAIN == 37:
            made.append(make_again(random, number, *made[index - STEPS_BACK], university))
        elif index % NAMESAKE == 77:
            like, name, _place = made[index - 3]
            made.append(make_person(random, number, university, like, name))
        else:
            made.append(make_person(random, number, university))
    return [person for person, _, _ in made]


def make_person(random, number: int, university: str, like: Person | None = None, name: Name | None = None) -> Made:
    """Someone new; with `like` and `name` a namesake of that person in the same class."""
    roll = random()
    kind = "graduate" if like else next(kind for share, kind in KINDS if roll < share)
    person = Person(number, kind=kind, tier=engagement.make_tier(random))
    college = careers.make_degrees(random, person)
    if like is not None and like.degrees:
        person.degrees = [
            replace(like.degrees[0], student_no=careers.make_student_no(like.degrees[0], college, number))
        ]
    birth_year = _born(random, person)
    if name is None:
        surprising = number < SHOWCASE and number % 40 == 5
        surname = SURPRISING[number // 40 % len(SURPRISING)] if surprising else ""
        name = make_name(random, birth_year=birth_year, surname=surname)
    place = make_place(random)
    _describe(random, person, name, place)
    careers.make_jobs(random, person, college, place, university)
    _engage(random, person, name, place, university)
    if kind == "honorary":
        person.degrees = []
    return person, name, place


def _engage(random, person: Person, name: Name, place: Place, university: str) -> None:
    contacts.make_contacts(random, person, name, place)
    engagement.make_tags(random, person)
    engagement.make_honours(random, person, university)
    engagement.make_interactions(random, person)
    engagement.make_consents(random, person)


def _born(random, person: Person) -> int:
    late = int(random() ** 3 * 6) if person.degrees[0].level != "college" else int(random() * 8)
    before = {"master": 23, "doctor": 26}.get(person.degrees[0].level, 18)
    person.birth_year = person.degrees[0].enrolment_year - before - late
    return person.birth_year


def _describe(random, person: Person, name: Name, place: Place) -> None:
    person.name, person.gender, person.ethnicity = name.whole, name.gender, name.ethnicity
    if not person.ethnicity and random() < 0.3:
        person.ethnicity = "汉族" if random() < 0.95 else "回族"
    person.birth_date = make_birth_date(random, person.birth_year)
    abroad = place.country != "CN"
    if name.surname and random() < (0.5 if abroad else 0.03 if person.birth_year < 1950 else 0.005):
        person.name_as_written = traditional(name)
    if name.latin or random() < (0.85 if abroad else 0.02):
        person.latin_name = latin_name(random, name)
    if name.surname and random() < 0.015:
        former = name.surname + make_given(random, name.gender, person.birth_year)
        person.former_names = [former] if former != name.whole else []
    if random() < 0.92:
        person.country, person.province, person.city = place.country, place.province, place.city
    if random() < 0.35:
        person.native_place = f"山东{pick(random, NATIVE)}" if random() < 0.7 else pick(random, list(HOME_NAMES))
    age = engagement.TODAY.year - person.birth_year
    gone = 0.7 if age > 90 else 0.35 if age > 80 else 0.08 if age > 68 else 0.005
    if random() < gone:
        person.life = "deceased"
    elif age > 80 and random() < 0.3:
        person.life = "unknown"
    person.is_verified = person.life == "living" and random() < 0.2


NATIVE = [place.city for place in HOME_NAMES.values() if place.province == "37"]


def make_birth_date(random, year: int) -> str:
    """A birth date as rosters know it: whole, a month, a year, or nothing."""
    roll = random()
    month, day = 1 + int(random() * 12), 1 + int(random() * 28)
    if roll < 0.6:
        return f"{year}-{month:02d}-{day:02d}"
    return f"{year}-{month:02d}" if roll < 0.78 else str(year) if roll < 0.88 else ""


def make_again(random, number: int, original: Person, name: Name, place: Place, university: str) -> Made:
    """The same person once more, from another source: a newer job, and the phone or the e-mail changed."""
    again = Person(
        number, kind=original.kind, name=original.name, latin_name=original.latin_name, gender=original.gender,
        birth_year=original.birth_year, birth_date=original.birth_date if random() < 0.6 else str(original.birth_year),
        country=original.country, province=original.province, city=original.city, industry=original.industry or "C",
        degrees=original.degrees[:1],
    )  # fmt: skip
    since = max([int(job.started_on[:4]) for job in original.jobs] + [original.birth_year + 24])
    employer, title = careers.make_post(random, again.industry, place, university, 2)
    again.jobs = [Job(employer, title, str(min(since + 3, careers.LAST_GRADUATION)))]
    kept = [contact for contact in original.contacts if contact.kind in ("mobile", "email")][:1]
    if any(contact.kind == "email" for contact in kept):
        new = contacts.make_mobile(number, place)
        again.contacts = [*kept, *([contacts.Contact("mobile", new)] if new else [])]
    else:
        again.contacts = [*kept, contacts.Contact("email", contacts.make_email(random, number, name))]
    return again, name, place
