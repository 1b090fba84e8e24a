"""Who is worth comparing with whom: people who share a name, a reading, a way to be reached or a
student number. Every look-up is bounded, however many people share a thing."""

from dataclasses import dataclass, field

from django.db import connection

NAMESAKES = 12  # all of them are compared; of more, only those who also share a year or a birth month
NARROWED = 20  # of the many, per name
SHARERS = 20  # a telephone that more people have belongs to an office
COUNTED = 5_000

PHONES = "ARRAY['mobile', 'phone']"

BY_NAME = """
    WITH mine AS MATERIALIZED (
        SELECT person_id, key FROM alumni_searchkey WHERE person_id = ANY(%(people)s) AND rank = 1
    )
    SELECT mine.person_id, mine.key, other.person_id
    FROM mine CROSS JOIN LATERAL (
        SELECT k.person_id FROM alumni_searchkey k WHERE k.rank = 1 AND k.key = mine.key LIMIT %(namesakes)s + 1
    ) other
"""

# The year that a record's youngest degree ended stands in the index: a namesake's may be the same
# degree's or that of a later one.
BY_NAME_AND_YEAR = """
    SELECT crowd.person_id, other.person_id
    FROM unnest(%(people)s::bigint[], %(keys)s::text[]) AS crowd(person_id, key)
    CROSS JOIN LATERAL (
        SELECT k.person_id
        FROM alumni_degree d
        CROSS JOIN LATERAL (
            (SELECT k.person_id FROM alumni_searchkey k
              WHERE k.rank = 1 AND k.key = crowd.key COLLATE "C"
                AND k.seniority BETWEEN -coalesce(d.graduation_year, d.enrolment_year + 6) - 8
                                    AND -coalesce(d.graduation_year, d.enrolment_year + 2)
              ORDER BY k.seniority DESC LIMIT 1000)
            UNION ALL
            (SELECT k.person_id FROM alumni_searchkey k
              WHERE k.rank = 1 AND k.key = crowd.key COLLATE "C" AND k.seniority = 0 LIMIT 100)
        ) k
        JOIN alumni_degree o ON o.alumnus_id = k.person_id AND o.alumnus_id <> d.alumnus_id
             AND (o.graduation_year = d.graduation_year OR o.enrolment_year = d.enrolment_year)
        WHERE d.alumnus_id = crowd.person_id
        ORDER BY (o.college_id = d.college_id) DESC NULLS LAST, (o.major = d.major) DESC, k.person_id
        LIMIT %(narrowed)s
    ) other
"""

BY_NAME_AND_BIRTH = """
    SELECT crowd.person_id, other.id
    FROM (SELECT mine.person_id, mine.key, mine.seniority
            FROM unnest(%(named)s::bigint[], %(names)s::text[]) AS name(person_id, key)
            JOIN alumni_searchkey mine ON mine.person_id = name.person_id AND mine.key = name.key COLLATE "C"
                 AND mine.rank = 1) crowd
    JOIN alumni_alumnus p ON p.id = crowd.person_id AND char_length(p.birth_date) >= 7
    CROSS JOIN LATERAL (
        SELECT o.id
        FROM (SELECT k.person_id FROM alumni_searchkey k
               WHERE k.rank = 1 AND k.key = crowd.key COLLATE "C"
                 AND k.seniority BETWEEN crowd.seniority - 8 AND crowd.seniority + 8
               LIMIT 500) k
        JOIN alumni_alumnus o ON o.id = k.person_id AND o.id <> p.id AND left(o.birth_date, 7) = left(p.birth_date, 7)
        ORDER BY (o.birth_date = p.birth_date) DESC, o.id
        LIMIT %(narrowed)s
    ) other
"""

BY_FORMER_NAME = """
    SELECT p.id, other.person_id
    FROM alumni_alumnus p, unnest(p.former_names) AS former
    CROSS JOIN LATERAL (
        SELECT k.person_id FROM alumni_searchkey k WHERE k.rank = 1 AND k.key = names_fold(former) COLLATE "C"
        LIMIT %(namesakes)s
    ) other
    WHERE p.id = ANY(%(people)s) AND p.former_names <> '{}'
    UNION ALL
    SELECT p.id, other.id
    FROM alumni_alumnus p
    CROSS JOIN LATERAL (
        SELECT o.id
        FROM (SELECT k.person_id FROM alumni_searchkey k
               WHERE k.rank = 3 AND k.key = names_fold(p.name) COLLATE "C" LIMIT 100) k
        JOIN alumni_alumnus o ON o.id = k.person_id AND o.former_names <> '{}'
        LIMIT %(namesakes)s
    ) other
    WHERE p.id = ANY(%(people)s)
"""

BY_CONTACT = f"""
    SELECT mine.alumnus_id, other.alumnus_id
    FROM alumni_contactpoint mine CROSS JOIN LATERAL (
        SELECT c.alumnus_id FROM alumni_contactpoint c
        WHERE c.kind = ANY(CASE WHEN mine.kind = ANY({PHONES}) THEN {PHONES} ELSE ARRAY[mine.kind] END)
          AND c.value = mine.value AND c.alumnus_id <> mine.alumnus_id
        LIMIT %(sharers)s
    ) other
    WHERE mine.alumnus_id = ANY(%(people)s) AND mine.kind IN ('mobile', 'phone', 'email', 'wechat', 'qq')
"""  # noqa: S608 (only the constant above)

BY_STUDENT_NUMBER = """
    SELECT mine.alumnus_id, other.alumnus_id
    FROM alumni_degree mine CROSS JOIN LATERAL (
        SELECT d.alumnus_id FROM alumni_degree d
        WHERE d.student_no = mine.student_no AND d.student_no <> '' AND d.alumnus_id <> mine.alumnus_id
        LIMIT %(sharers)s
    ) other
    WHERE mine.alumnus_id = ANY(%(people)s) AND mine.student_no <> ''
"""

# Pairs that stand already are scored again, whichever of the two changed.
KNOWN = """
    SELECT low_id, high_id FROM alumni_duplicatecandidate WHERE low_id = ANY(%(people)s) AND state = 'open'
    UNION ALL
    SELECT low_id, high_id FROM alumni_duplicatecandidate WHERE high_id = ANY(%(people)s) AND state = 'open'
"""

IN_A_CROWD = f"{BY_NAME_AND_YEAR} UNION ALL {BY_NAME_AND_BIRTH}"
BY_OTHER_THINGS = " UNION ALL ".join((BY_FORMER_NAME, BY_CONTACT, BY_STUDENT_NUMBER, KNOWN))

SIZES = """
    SELECT crowd.key, (SELECT count(*) FROM (
        SELECT FROM alumni_searchkey k WHERE k.rank = 1 AND k.key = crowd.key COLLATE "C" LIMIT %(counted)s) AS counted)
    FROM unnest(%(keys)s::text[]) AS crowd(key)
"""


@dataclass
class Blocks:
    """`pairs` to compare, lower key first; `keys`: each person's whole name and its readings;
    `sizes`: how many people have such a key."""

    pairs: set[tuple[int, int]] = field(default_factory=set)
    keys: dict[int, set[str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def add(self, rows) -> None:
        self.pairs.update((one, other) if one < other else (other, one) for one, other in rows if one != other)


def around(people: list[int]) -> Blocks:
    """Return whom to compare with the people of these primary keys."""
    blocks = Blocks()
    limits = {"people": people, "namesakes": NAMESAKES, "narrowed": NARROWED, "sharers": SHARERS, "counted": COUNTED}
    with connection.cursor() as cursor:

        def ask(sql, **more):
            cursor.execute(sql, limits | more)
            return cursor.fetchall()

        crowds = _namesakes(blocks, ask(BY_NAME))
        if crowds:
            crowded, keys = _columns(crowds)
            named, names = _columns((person, key) for person, key in crowds if _is_name(key, blocks.keys[person]))
            blocks.add(ask(IN_A_CROWD, people=crowded, keys=keys, named=named, names=names))
            blocks.sizes |= dict(ask(SIZES, keys=sorted(set(keys))))
        blocks.add(ask(BY_OTHER_THINGS))
    return blocks


def _columns(rows) -> tuple[list, list]:
    pairs = sorted(rows)
    return [one for one, _ in pairs], [other for _, other in pairs]


def _namesakes(blocks: Blocks, rows) -> set[tuple[int, str]]:
    """Add the people of small blocks; return the (person, key) whose block is too large for that."""
    found: dict[tuple[int, str], list[int]] = {}
    for person, key, other in rows:
        found.setdefault((person, key), []).append(other)
        blocks.keys.setdefault(person, set()).add(key)
    crowds = set()
    for (person, key), others in found.items():
        if len(others) > NAMESAKES:
            crowds.add((person, key))
        else:
            blocks.sizes[key] = len(others)
            blocks.add((person, other) for other in others)
    return crowds


def _is_name(key: str, keys: set[str]) -> bool:
    """Whether a key is the name itself rather than its reading (where there is a name in characters)."""
    return not key.isascii() or all(other.isascii() for other in keys)
