"""A page of a result and the cursor that leads to the next one."""

import base64
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    value: int
    is_exact: bool


@dataclass(frozen=True)
class Hits:
    """Primary keys in the order of the result."""

    ids: list[int]
    count: Count
    after: str  # where the next page begins; "" on the last one


def page(rows: list, count: Count, limit: int) -> Hits:
    more = len(rows) > limit
    rows = rows[:limit]
    return Hits([row[0] for row in rows], count, encode(rows[-1]) if more else "")


def encode(row) -> str:
    person, rank, key, seniority = row[:4]
    return base64.urlsafe_b64encode(json.dumps([rank, key, seniority, person]).encode()).decode().rstrip("=")


def decode(after: str):
    """Return (rank, key, seniority, person) of a cursor, or None when it is none of ours."""
    try:
        rank, key, seniority, person = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        rank, seniority, person = int(rank), int(seniority), int(person)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if max(abs(rank), abs(seniority)) >= 1 << 15 or abs(person) >= 1 << 63:
        return None
    return rank, str(key).replace("\x00", "").encode(errors="replace").decode(), seniority, person


def rounded(value: int) -> int:
    """Three figures: more would say more than a sample knows."""
    step = 10 ** max(len(str(value)) - 3, 0)
    return value // step * step
