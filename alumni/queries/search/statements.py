"""The SQL of a page: of few people who are read whole, or of places that are walked."""

from dataclasses import replace

from . import limits
from .condition import BEYOND, Condition


def few_page(search, few, start, limit: int) -> tuple[str, list]:
    read, is_whole, few, first = reading(few)
    sql, params = candidates(search, few)
    later, values = (
        ('WHERE (rank, key, seniority, person_id) > (%s, %s COLLATE "C", %s, %s)', list(start)) if start else ("", [])
    )
    return (
        f"WITH {read} hits AS MATERIALIZED ({sql}), counted AS (SELECT count(*) AS n, {is_whole} AS is_whole FROM hits) "
        "SELECT page.person_id, page.rank, page.key, page.seniority, counted.n, counted.is_whole FROM counted LEFT JOIN "
        f'(SELECT * FROM hits {later} ORDER BY rank, key COLLATE "C", seniority, person_id LIMIT {limit + 1}) AS page ON true '
        'ORDER BY page.rank, page.key COLLATE "C", page.seniority, page.person_id',
        [*first, *params, *values],
    )


def reading(few):
    """Read a set that a limit may have cut once, and say so: more may meet two conditions than
    was expected, and then the other conditions were asked of some of them only."""
    if not few.may_be_cut:
        return "", "true", few, []
    whole = f"(SELECT count(*) FROM read) <= {limits.FEW}"
    return f"read AS MATERIALIZED ({few.sql}),", whole, replace(few, sql="SELECT * FROM read", params=[]), few.params


def walked_page(search, start, limit: int) -> tuple[str, list]:
    """Walk the places in their order, one stage after the other, until the page is full."""
    stages, params = [], []
    name = search.first_name
    if name is not None:
        rest = [each for each in search.conditions if each is not name]
        for rank in (0, *name.ranks) if search.joined else name.ranks:
            if start and start[0] > rank:
                continue
            sql, values = _name_stage(search, name, rank, rest, start if start and start[0] == rank else None, limit)
            stages.append(sql)
            params += values
    if name is None or name.terms or name.facts or name.text:
        sql, values = _list_stage(search, start if start and start[0] == 9 else None, limit)
        stages.append(sql)
        params += values
    if not stages:  # a cursor behind all of them
        return "SELECT NULL WHERE false", []
    return f"SELECT * FROM ({' UNION ALL '.join(f'({sql})' for sql in stages)}) AS stage LIMIT {limit + 1}", params


def _name_stage(search, name: Condition, rank: int, rest, start, limit: int) -> tuple[str, list]:
    """People whose best place is in this rank, in the order of the index of keys."""
    ask, values = search.ask(rest, "k.person_id")
    later = "AND (key, seniority, person_id) > (%s, %s, %s) " if start else ""
    begin = name.name if rank else search.joined
    place, joined = _place(search, "o")
    better = (
        "(SELECT true FROM alumni_searchkey o WHERE o.person_id = k.person_id AND o.key >= %s AND o.key < %s "
        f"AND ({place}, o.key) < (k.place, k.key) LIMIT 1) IS NULL"
    )
    return (
        "SELECT k.person_id, k.place AS rank, k.key, k.seniority FROM ("
        f"SELECT person_id, {rank}::smallint AS place, key, seniority FROM alumni_searchkey "
        f"WHERE rank = {rank or 1} AND key >= %s AND key < %s {later}ORDER BY key, seniority, person_id OFFSET 0) AS k "
        f"WHERE {better} AND {ask} LIMIT {limit + 1}",
        [begin, begin + BEYOND, *(start[1:] if start else ()), name.name, name.name + BEYOND, *joined, *values],
    )


def _list_stage(search, start, limit: int) -> tuple[str, list]:
    """Everybody by reading, but for those whom a name stage has shown."""
    ask, values = search.ask(search.conditions, "k.person_id")
    later = "WHERE (sort_name, person_id) > (%s, %s) " if start else ""
    shown, names = "", []
    if search.first_name is not None:
        shown = (
            "(SELECT true FROM alumni_searchkey o WHERE o.person_id = k.person_id "
            "AND o.key >= %s AND o.key < %s LIMIT 1) IS NULL AND "
        )
        names = [search.first_name.name, search.first_name.name + BEYOND]
    return (
        "SELECT k.person_id, 9::smallint, k.key, 0::smallint FROM ("
        f"SELECT person_id, sort_name AS key FROM alumni_searchdoc {later}ORDER BY sort_name, person_id OFFSET 0) AS k "
        f"WHERE {shown}{ask} LIMIT {limit + 1}",
        [*((start[1], start[3]) if start else ()), *names, *values],
    )


def candidates(search, few, *, placed: bool = True) -> tuple[str, list]:
    """SQL for all people of an exact result, each once; if `placed`, in the best of its places."""
    name = search.first_name
    looked_up = placed and name is not None and (few.places is not name or bool(search.joined))
    # A place in the order is proof enough that a name is met.
    rest = [each for each in few.rest if not (looked_up and each is name and name.is_name_only)]
    ask, values = _ask_many(search, rest)
    source = few.sql
    if not few.may_be_cut:  # the index of terms gives each person once
        source = (
            "SELECT DISTINCT ON (person_id) person_id, rank, key, seniority "
            f"FROM ({few.sql}) AS found ORDER BY person_id, rank, key"
        )
    hits = f"SELECT c.* FROM ({source}) AS c WHERE {ask}"
    if not looked_up:
        return hits, [*few.params, *values]
    place, joined = _place(search, "o")
    return (
        "SELECT c.person_id, coalesce(best.rank, 9::smallint) AS rank, coalesce(best.key, d.sort_name) AS key, "
        f"coalesce(best.seniority, 0::smallint) AS seniority FROM ({hits} OFFSET 0) AS c "
        f"{'' if name.is_name_only else 'LEFT '}JOIN LATERAL (SELECT {place} AS rank, o.key, o.seniority FROM alumni_searchkey o "
        "WHERE o.person_id = c.person_id AND o.key >= %s AND o.key < %s ORDER BY 1, o.key LIMIT 1) AS best ON true "
        "LEFT JOIN alumni_searchdoc d ON best.rank IS NULL AND d.person_id = c.person_id",
        [*few.params, *values, *joined, name.name, name.name + BEYOND],
    )


def _ask_many(search, conditions: list[Condition]) -> tuple[str, list]:
    """As `ask`, of some thousand people: a small set is joined rather than asked for each."""
    # Reading ten keys from their index costs what asking one person costs; of other rows, two.
    most = max(search.reading, limits.RARE)
    joined = [
        each
        for each in conditions
        if not each.same_degree and 0 < each.size <= most * (10 if each.is_name_only else 2) and not each.text
    ]
    sql, params = [], []
    for each in joined:
        people, values = each.people()
        sql.append(f"c.person_id IN (SELECT person_id FROM ({people}) AS others)")
        params += values
    ask, values = search.ask([each for each in conditions if each not in joined], "c.person_id")
    return " AND ".join([*sql, ask]), [*params, *values]


def _place(search, key: str) -> tuple[str, list]:
    """SQL for the rank of a row of keys: 0 where words in letters, joined, begin the name."""
    if not search.joined:
        return f"{key}.rank", []
    return (
        f"CASE WHEN {key}.rank = 1 AND {key}.key >= %s AND {key}.key < %s THEN 0::smallint ELSE {key}.rank END",
        [search.joined, search.joined + BEYOND],
    )
