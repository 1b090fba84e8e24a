"""People as matching sees them: found by what a batch of rows says, then read in five queries."""

from dataclasses import dataclass, field

from django.db import connection

from alumni.models import Alumnus, ContactPoint, Degree, Employment

VALUES = (
    "name", "name_as_written", "latin_name", "former_names", "gender", "birth_date", "life", "country", "province",
    "city", "industry", "ethnicity", "native_place", "notes", "field_sources", "source",
)  # fmt: skip
DEGREE_FIELDS = (
    "id", "school_id", "college_id", "major", "level", "class_name", "student_no", "enrolment_year",
    "graduation_year", "supervisor", "source",
)  # fmt: skip
JOB_FIELDS = ("id", "employer", "job_title", "is_current", "source")
CONTACT_FIELDS = ("id", "kind", "value", "postcode", "state", "source")


@dataclass(slots=True)
class Person:
    """One person's facts; `pk` is None while a preview only imagines the person, `row` is then
    the row of the file that would create it."""

    pk: int | None
    values: dict
    degrees: list = field(default_factory=list)
    jobs: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    is_visible: bool = True
    is_of_this_file: bool = False
    is_new: bool = False
    row: int | None = None


# By name only those come whom nothing in sex, birth or years excludes; a name alone is no evidence.
CANDIDATES = """
WITH said AS (
    SELECT * FROM unnest(%(index)s::int[], %(name)s::text[], %(gender)s::text[], %(birth)s::text[],
                         %(graduation)s::int[], %(enrolment)s::int[])
        AS said(i, name, gender, birth, graduation, enrolment)
), keyed AS (
    SELECT * FROM unnest(%(key_index)s::int[], %(key_kind)s::text[], %(key_value)s::text[]) AS keyed(i, kind, value)
), lines AS (
    SELECT * FROM unnest(%(index)s::int[], %(digest)s::bigint[], %(sheet)s::text[], %(number)s::int[])
        AS lines(i, digest, sheet, number)
)
SELECT said.i, person.id, false AS is_same_line
  FROM said JOIN alumni_alumnus person ON person.name = said.name
 WHERE person.merged_into_id IS NULL AND person.archived_at IS NULL
   AND (said.gender = '' OR person.gender = '' OR person.gender = said.gender)
   AND (said.birth = '' OR person.birth_date = '' OR starts_with(said.birth, person.birth_date)
        OR starts_with(person.birth_date, said.birth))
   AND (length(said.birth) = 10 AND said.birth = person.birth_date
        OR EXISTS (SELECT FROM alumni_degree degree WHERE degree.alumnus_id = person.id
                      AND (degree.graduation_year = said.graduation OR degree.enrolment_year = said.enrolment)))
UNION
SELECT keyed.i, contact.alumnus_id, false
  FROM keyed JOIN alumni_contactpoint contact ON contact.kind = keyed.kind AND contact.value = keyed.value
UNION
SELECT keyed.i, degree.alumnus_id, false
  FROM keyed JOIN alumni_degree degree ON degree.student_no = keyed.value AND degree.student_no <> ''
 WHERE keyed.kind = 'student_no'
UNION
SELECT lines.i, earlier.alumnus_id, true
  FROM lines JOIN alumni_rosterrow earlier ON earlier.digest = lines.digest AND earlier.alumnus_id IS NOT NULL
 WHERE earlier.sheet = lines.sheet AND earlier.number = lines.number AND earlier.roster_id <> %(roster)s
   AND earlier.undone_at IS NULL AND earlier.applied_at IS NOT NULL
"""


def candidates(said: dict, *, roster_id: int) -> dict[int, dict[int, bool]]:
    """{position in the batch: {person: the very same line was imported as this person}}."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {**said, "roster": roster_id})
        found: dict[int, dict[int, bool]] = {}
        for index, person, is_same_line in cursor.fetchall():
            people = found.setdefault(index, {})
            people[person] = people.get(person, False) or is_same_line
    return found


def read(people, *, user, permission, roster_id: int | None = None, lock: bool = False) -> dict[int, Person]:
    """{pk: Person} of those who are still there; `lock` keeps others from changing them meanwhile."""
    people = sorted(people)
    if not people:
        return {}
    found = {
        row["id"]: Person(row.pop("id"), row)
        for row in rows(Alumnus.objects.present().filter(pk__in=people).order_by("pk"), ("id", *VALUES), lock)
    }
    mark(found, user, permission, roster_id)
    for model, fields, put in (
        (Degree, DEGREE_FIELDS, "degrees"),
        (Employment, JOB_FIELDS, "jobs"),
        (ContactPoint, CONTACT_FIELDS, "contacts"),
    ):
        for row in rows(model.objects.filter(alumnus__in=found).order_by("pk"), ("alumnus_id", *fields), lock):
            getattr(found[row.pop("alumnus_id")], put).append(row)
    return found


def rows(queryset, fields, lock):
    return (queryset.select_for_update(no_key=True, of=("self",)) if lock else queryset).values(*fields)


def mark(found, user, permission, roster_id):
    if not user.reach(permission).everyone:
        visible = set(Alumnus.objects.visible_to(user, permission).filter(pk__in=found).values_list("pk", flat=True))
        for person in found.values():
            person.is_visible = person.pk in visible
    if roster_id:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT alumnus_id FROM alumni_rosterrow"
                " WHERE alumnus_id = ANY(%s) AND roster_id = %s AND applied_at IS NOT NULL",
                [list(found), roster_id],
            )
            for (pk,) in cursor.fetchall():
                found[pk].is_of_this_file = True
