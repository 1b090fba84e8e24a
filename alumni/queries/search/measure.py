"""How many people meet each condition: exactly up to a cap, from the sample or the recount beyond."""

from django.db import connection

from . import limits, words
from .condition import Condition

OPEN_KINDS = ("employer", "major")  # the terms of which there may be very many

HAVE = "SELECT coalesce(sum(people), 0) FROM alumni_term WHERE id = ANY(%s)"


def measure(asked: list[Condition], given: list[Condition]) -> int:
    """Note with each condition how many people meet it; return how many people there are in all."""
    settle()
    with connection.cursor() as cursor:
        _find_terms(cursor, asked)
        parts, params, where = [], [], []
        for each in (*asked, *given):
            if each.name:
                parts.append(_names_of(each))
                where.append((each, "names_found"))
            if each.begins:
                parts.append((HAVE, [each.begins]))
                where.append((each, "begun_found"))
            if each.facts:
                parts.append(_rows_of(each.facts))
                where.append((each, "facts_found"))
            if each.terms:
                parts.append((HAVE, [each.terms]))
                where.append((each, "terms_found"))
        parts.append(("SELECT alumni_everyone()", []))
        for _sql, values in parts:
            params += values
        cursor.execute("SELECT " + ", ".join(f"({sql})" for sql, _values in parts), params)
        *found, everyone = cursor.fetchone()
        for (each, attribute), number_found in zip(where, found, strict=True):
            setattr(each, attribute, int(number_found))
        for each in asked:
            each.forget_what_nobody_has()
            each.text_found = everyone // 4 if each.text else 0
            if each.names_found == limits.CAP + 1:  # the cap was met
                cursor.execute(*_roughly(Condition(name=each.name, ranks=each.ranks)))
                each.names_found = max(cursor.fetchone()[0], each.names_found)
        return everyone


def _find_terms(cursor, conditions: list[Condition]) -> None:
    asking = [(each, each.fragment) for each in conditions if each.fragment]
    if not asking:
        return
    sql = " UNION ALL ".join(
        f"(SELECT {n}, t.id, {is_open} FROM alumni_termkey k JOIN alumni_term t ON t.id = k.term_id "
        f"WHERE k.key >= %s AND k.key < %s AND (t.kind = ANY(%s)) = {is_open} LIMIT {limits.MOST_TERMS + 1})"
        for n in range(len(asking))
        for is_open in (False, True)
    )
    cursor.execute(sql, [part for _each, name in asking for part in (name, words.end(name), [*OPEN_KINDS]) * 2])
    open_terms: dict[int, list[int]] = {}
    for n, term, is_open in cursor.fetchall():
        (open_terms.setdefault(n, []) if is_open else asking[n][0].terms).append(term)
    for n, found in open_terms.items():
        each, name = asking[n]
        if len(found) <= limits.MOST_TERMS:
            each.terms += found
        else:
            each.text = name
    for each, _name in asking:
        each.terms = sorted(set(each.terms))


def settle() -> None:
    """Let a search inside a transaction see what that transaction changed."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS alumni_search IMMEDIATE; SET CONSTRAINTS alumni_search DEFERRED")


def _rows_of(facts: list[tuple[str, str, str, tuple]]) -> tuple[str, list]:
    """How many rows have such a fact: of a person who has several of them each is counted."""
    rows = " UNION ALL ".join(f"(SELECT 1 FROM {table} WHERE {where})" for table, _person, where, _values in facts)
    return f"SELECT count(*) FROM (SELECT 1 FROM ({rows}) AS found LIMIT {limits.CAP + 1}) AS capped", [
        value for *_fact, values in facts for value in values
    ]


def _names_of(condition: Condition) -> tuple[str, list]:
    """How many have such a name: counted up to the cap; beyond from one key in 16, or as the recount has it
    where the beginnings say all."""
    name = Condition(name=condition.name, ranks=condition.ranks)
    counted, params = _capped(name)
    roughly, values = (HAVE, [condition.begins]) if condition.is_begun else _roughly(name)
    # Of a sample only what is clearly beyond the cap is believed.
    return f"SELECT CASE WHEN people > %s THEN people ELSE ({counted}) END FROM ({roughly}) AS rough (people)", [
        limits.CAP * 1.5, *params, *values
    ]  # fmt: skip


def _roughly(name: Condition) -> tuple[str, list]:
    sample, params = name.people(sample=16)
    return f"SELECT count(DISTINCT person_id) * 16 FROM ({sample}) AS sampled", params


def _capped(condition: Condition) -> tuple[str, list]:
    sql, params = condition.people()
    return f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) AS found LIMIT {limits.CAP + 1}) AS capped", params
