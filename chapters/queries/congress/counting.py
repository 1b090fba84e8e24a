"""The bodies that send delegates, and how many people each stands for.

Bodies are the living chapters, and the colleges of today that have no living chapter of their own. People are counted
from the rows themselves and not from a sample, each once in a place: a chapter of a whole province or country counts
those who live in none of the cities that have a chapter of their own.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from alumni.models import Alumnus, College
from alumni.queries.schools import Directory
from chapters.models import Chapter, Congress, Membership

Kind = Chapter.Kind


@dataclass(frozen=True)
class Body:
    """One that sends delegates: a chapter or a college."""

    chapter_id: int | None
    college_id: int | None


# People of one college or of any that it came from, each once; without those who have died, and records that may
# not be used.
OF_COLLEGES = """
SELECT today, count(*) FROM (
    SELECT DISTINCT line.today, degree.alumnus_id
    FROM unnest(%s::bigint[], %s::bigint[]) AS line (college, today)
    JOIN alumni_degree degree ON degree.college_id = line.college
    JOIN alumni_alumnus person ON person.id = degree.alumnus_id
    WHERE person.merged_into_id IS NULL AND person.archived_at IS NULL AND person.restricted_at IS NULL
      AND person.life <> 'deceased'
) AS found GROUP BY today
"""


def counted(basis: str) -> list[tuple[Body, int]]:
    """Every body with its count, chapters before colleges, the older first."""
    chapters = list(Chapter.objects.living().order_by("pk"))
    with_chapter = {chapter.college_id for chapter in chapters if chapter.college_id}
    directory = Directory()
    colleges = [
        college for college in sorted(directory.colleges.values(), key=lambda college: college.pk)
        if college.closed_on is None and not directory.after[college.pk] and college.pk not in with_chapter
    ]  # fmt: skip
    if basis == Congress.Basis.MEMBERS:
        of_chapters, of_colleges = _members(), Counter[int]()
    else:
        of_colleges = _of_colleges(directory)
        of_chapters = _in_places(chapters) + Counter(
            {chapter.pk: of_colleges[chapter.college_id] for chapter in chapters if chapter.college_id}
        )
    return [
        *((Body(chapter.pk, None), of_chapters[chapter.pk]) for chapter in chapters),
        *((Body(None, college.pk), of_colleges[college.pk]) for college in colleges),
    ]


def _members() -> Counter[int]:
    members = Membership.objects.members().filter(alumnus__in=Alumnus.objects.approachable())
    return Counter(dict(members.order_by().values_list("chapter").annotate(Count("pk"))))


def _of_colleges(directory: Directory) -> Counter[int]:
    lines = [(college.pk, today.pk) for college in directory.colleges.values() for today in directory.today_of(college)]
    with connection.cursor() as cursor:
        cursor.execute(OF_COLLEGES, [[college for college, _ in lines], [today for _, today in lines]])
        return Counter(dict(cursor.fetchall()))


def _in_places(chapters: list[Chapter]) -> Counter[int]:
    """People by the chapter of the place where they live, or of their trade; one statement over all people."""
    of_place = {(chapter.province or chapter.country, _plain(chapter.city)): chapter.pk for chapter in chapters
                if chapter.kind in (Kind.REGIONAL, Kind.OVERSEAS)}  # fmt: skip
    of_trade: dict[str, list[int]] = {}
    for chapter in chapters:
        if chapter.kind == Kind.INDUSTRY:
            of_trade.setdefault(chapter.industry, []).append(chapter.pk)
    people = Alumnus.objects.approachable().order_by()
    found: Counter[int] = Counter()
    groups = people.values_list("province", "country", "city", "industry").annotate(Count("pk"))
    for province, country, city, industry, number in groups:
        place = province or country
        chapter_pk = of_place.get((place, _plain(city))) or of_place.get((place, ""))
        if chapter_pk:
            found[chapter_pk] += number
        for pk in of_trade.get(industry, ()):
            found[pk] += number
    return found


def _plain(city: str) -> str:
    """济南 and 济南市 are one city."""
    return city.strip().removesuffix("市").casefold()


def college_line(college: College) -> set[int]:
    """The college and all that became it."""
    directory = Directory()
    return {
        each.pk for each in directory.colleges.values() if college.pk in {one.pk for one in directory.today_of(each)}
    } | {college.pk}
