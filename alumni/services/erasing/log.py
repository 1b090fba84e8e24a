"""The list of the erased, outside the database: a backup is older than it, and so is what a restore brings back.

The file is made from the table and never the other way round, but by `replay`. It holds numbers and hashes.
"""

import fcntl
import json
import os
from pathlib import Path

from django.conf import settings

from alumni.models import Erasure


def entries() -> list[dict]:
    try:
        text = Path(settings.ERASURE_LOG).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def write_log() -> int:
    """Append the erasures that the file does not have yet; return how many. Lost nothing when a crash came between
    an erasure and its line: the next call, and the hourly one, writes it."""
    path = Path(settings.ERASURE_LOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = {json.loads(line)["record"] for line in file if line.strip()}
        new = list(Erasure.objects.exclude(alumnus_id__in=known).order_by("pk"))
        for row in new:
            line = {"record": row.alumnus_id, "account": row.account_id, "hashes": row.hashes,
                    "at": row.erased_at.isoformat()}  # fmt: skip
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(new)
