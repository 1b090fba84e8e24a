"""Degrees and jobs: what was studied when, and what became of it."""

from .facts import Degree, Job, Person
from .lists import pick, pool, rows
from .places import HOME_NAMES, Place
from .university import NUMBERS, TODAY_POOL, College, diplomas, majors

LAST_GRADUATION = 2026
# How many began in each year: few before 1966, nobody in 1966-1971, ever more from 1977 and most from 1999 on.
INTAKE = pool(
    [(year, 3 + (year - 1948) // 2) for year in range(1948, 1966)]
    + [(year, 6) for year in range(1972, 1977)]
    + [(year, 18 + (year - 1977) * 7 // 5) for year in range(1977, 1999)]
    + [(year, 46 + min(year - 1999, 12) * 2) for year in range(1999, 2023)]
)
LENGTH = {"certificate": 1, "college": 3, "bachelor": 4, "master": 3, "doctor": 4, "postdoc": 2}
CLASS_OF = {"master": "硕", "doctor": "博"}
ELSEWHERE_INDUSTRIES = "CCFIJJLPPSS"
Workplace = tuple[str, list[list[str]]]  # the employer, and its posts: first, later, high


def _workplaces() -> tuple[dict[str, list[Workplace]], dict[tuple[str, str], list[Workplace]]]:
    anywhere: dict[str, list[Workplace]] = {}
    by_city: dict[tuple[str, str], list[Workplace]] = {}
    for industry, *stages, names in rows("employers"):
        posts = [stage.split() for stage in stages]
        for name in names.split() or [""]:
            employer, _, city = name.partition("@")
            found = by_city.setdefault((industry, city), []) if city else anywhere.setdefault(industry, [])
            found.append((employer, posts))
    return anywhere, by_city


ANYWHERE, BY_CITY = _workplaces()


def make_degrees(random, person: Person) -> College:
    """Give the person degrees; return the college of today that the first one belongs to."""
    college = pick(random, TODAY_POOL)
    enrolled = pick(random, INTAKE)
    level = _first_level(random, college, enrolled)
    while not _study(random, person, college, level, enrolled):
        enrolled = pick(random, INTAKE)  # the college was not there yet
    while len(person.degrees) < 3 and random() < 0.17:
        last = person.degrees[-1]
        higher = {"college": "bachelor", "bachelor": "master", "master": "doctor"}.get(last.level)
        start = last.graduation_year + (0 if random() < 0.7 else int(1 + random() * 8))
        where = college if random() < 0.75 else pick(random, TODAY_POOL)
        if higher is None or start < 1978 or not _study(random, person, where, higher, start):
            break
    return college


def _first_level(random, college: College, enrolled: int) -> str:
    roll = random()
    if college.name == "继续教育学院":
        return "college" if roll < 0.75 else "bachelor"
    if enrolled < 1999 and roll < 0.09:
        return "college"
    if enrolled >= 1981 and roll > 0.93:
        return "master" if roll < 0.985 else "doctor"
    return "bachelor"


def _study(random, person: Person, college: College, level: str, enrolled: int) -> bool:
    years = 5 if level == "bachelor" and college.name in ("医学院", "口腔医学院") else LENGTH[level]
    graduated = enrolled + years
    if graduated > LAST_GRADUATION and person.degrees:
        return False
    if graduated > LAST_GRADUATION:
        enrolled, graduated = LAST_GRADUATION - years, LAST_GRADUATION
    names = diplomas(college.key, graduated)
    if not names:
        return False
    cohort = (
        ""
        if level in ("doctor", "postdoc")
        else f"{enrolled % 100:02d}级{CLASS_OF.get(level, '')}{int(1 + random() * 4)}班"
    )
    degree = Degree(
        pick(random, names), pick(random, majors(college.key, enrolled)), level, cohort, "", enrolled, graduated
    )
    if random() < 0.88:
        degree.student_no = make_student_no(degree, college, person.number, len(person.degrees))
    person.degrees.append(degree)
    return True


def make_student_no(degree: Degree, college: College, number: int, ordinal: int = 0) -> str:
    return f"{degree.enrolment_year}{NUMBERS[college.key]}{ordinal}{number % 1_000_000:06d}"


def make_jobs(random, person: Person, college: College, place: Place, university: str) -> None:
    """One to three jobs, the last one where the person lives; nothing for many of the old and the new."""
    started = person.degrees[-1].graduation_year
    roll = random()
    if roll < 0.06:
        return
    person.industry = pick(random, college.industries or ELSEWHERE_INDUSTRIES)
    number = 1 if roll < 0.62 or started > 2022 else 2 if roll < 0.9 else 3
    retired = person.birth_year + 60 <= LAST_GRADUATION
    end = min(LAST_GRADUATION, person.birth_year + 60) if retired else LAST_GRADUATION
    span = max((end - started) // number, 1)
    for index in range(number):
        stage = _stage(random, person.tier, worked=(index + 1) * span, last=index == number - 1)
        where = place if index == number - 1 or random() < 0.5 else HOME_NAMES["济南"]
        begin = started + index * span
        last = index == number - 1
        person.jobs.append(
            Job(
                *make_post(random, person.industry, where, university, stage),
                started_on=str(begin) if random() < 0.5 else f"{begin}-07",
                ended_on=(str(end) if retired and random() < 0.8 else "") if last else str(begin + span),
            )
        )


def _stage(random, tier: str, worked: int, last: bool) -> int:
    if last and tier in ("outstanding", "notable"):
        return 2
    return 0 if worked < 6 else 2 if worked > 16 and random() < 0.3 else 1


def make_post(random, industry: str, place: Place, university: str, stage: int) -> tuple[str, str]:
    """An employer and a job title there; `stage` is 0 for a beginner, 2 for the head."""
    if place.employers:
        return pick(random, place.employers), pick(random, ANYWHERE["abroad"][0][1][stage])
    here = BY_CITY.get((industry, place.city))
    workplaces = here if here and random() < 0.55 else ANYWHERE.get(industry, ANYWHERE["F"])
    name, posts = pick(random, workplaces)
    return name.replace("{city}", place.city).replace("{university}", university), pick(random, posts[stage])
