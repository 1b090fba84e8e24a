"""The fields of people who are written to now: read for a batch at a time, as they are at that moment."""

from django.db import connection

from publications.emails.fields import clean

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
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "长孙",
        "宇文",
        "司徒",
        "令狐",
        "夏侯",
        "端木",
        "轩辕",
    ]
)


def fields_of(people: list[int]) -> dict[int, dict[str, str]]:
    """Return the merge fields of each person, clean; what is not known is empty."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [people])
        return {row[0]: _fields(*row[1:]) for row in cursor.fetchall()}


def _fields(name, city, college, major, class_name, year) -> dict[str, str]:
    return {
        "name": clean(name), "surname": clean(surname_of(name)), "city": clean(city), "college": clean(college),
        "major": clean(major), "class": clean(class_name), "year": clean(year),
    }  # fmt: skip


def surname_of(name: str) -> str:
    """The Chinese surname; the whole name where it is not a Chinese one."""
    if not name or name[0].isascii() or " " in name:
        return name
    return name[:2] if name[:2] in SURNAMES_OF_TWO and len(name) > 2 else name[:1]
