"""The list of the erased, outside the database: a backup is older than it, and so is what a restore brings back.

The file is made from the table and never the other way round, but by `replay`. It holds numbers and hashes.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from alumni import hooks
from alumni.models import Erasure

RECORD = "record"  # what the line of a person on record holds; those of other apps hold a name of their own


def entries(name: str = RECORD) -> list[dict]:
    """The lines that hold `name`."""
    try:
        text = Path(settings.ERASURE_LOG).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [line for line in _lines(text.splitlines()) if name in line]


def _lines(text) -> Iterator[dict]:
    return (json.loads(line) for line in text if line.strip())


def write_log() -> int:
    """Append the erasures that the file does not have yet; return how many. Lost nothing when a crash came between
    an erasure and its line: the next call, and the hourly one, writes it."""
    path = Path(settings.ERASURE_LOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        new = list(_missing(list(_lines(file))))
        for line in new:
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(new)


def _missing(known: list[dict]) -> Iterator[dict]:
    there = {line[RECORD] for line in known if RECORD in line}
    for row in Erasure.objects.exclude(alumnus_id__in=there).order_by("pk"):
        yield {RECORD: row.alumnus_id, "account": row.account_id, "hashes": row.hashes, "at": row.erased_at.isoformat()}
    for others in hooks.forgotten:
        yield from others.lines({line[others.name] for line in known if others.name in line})
