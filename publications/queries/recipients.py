"""The fields of people who are written to now: read for a batch at a time, as they are at that moment."""

from collections.abc import Collection

from django.db import connection

from publications.intake.words import clean

NAMES = ("name", "surname", "city", "college", "major", "class", "year")
SQL = """
    SELECT p.id, p.name, p.city, college.name, degree.major, degree.class_name, degree.graduation_year
    FROM alumni_alumnus p
    LEFT JOIN LATERAL (
        SELECT college_id, major, class_name, graduation_year FROM alumni_degree
        WHERE alumnus_id = p.id ORDER BY graduation_year DESC NULLS LAST, id DESC LIMIT 1
    ) AS degree ON true
    LEFT JOIN alumni_college college ON college.id = degree.college_id
    WHERE p.id = ANY(%s)
"""
SURNAMES_OF_TWO = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 夏侯 端木 轩辕".split()  # noqa: SIM905
)


def fields_of(people: list[int], only: Collection[str] | None = None) -> dict[int, dict[str, str]]:
    """Return the merge fields of each person, clean; what is not known is empty. `only`: those that are wanted."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [people])
        rows = cursor.fetchall()
    wanted = [place for place, name in enumerate(NAMES) if only is None or name in only]
    return {row[0]: {NAMES[place]: clean(row[1 + place]) for place in wanted} for row in map(_with_surname, rows)}


def _with_surname(row: tuple) -> tuple:
    return row[0], row[1], surname_of(row[1]), *row[2:]


def surname_of(name: str) -> str:
    """The Chinese surname; the whole name where it is not a Chinese one."""
    if not name or name[0].isascii() or " " in name:
        return name
    return name[:2] if name[:2] in SURNAMES_OF_TWO and len(name) > 2 else name[:1]
