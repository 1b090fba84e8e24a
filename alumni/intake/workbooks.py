import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from . import limits
from .refusal import Refused
from .table import LostDigits, Table

CHILD = Path(__file__).with_name("child.py")
LIMITS = {
    "entries": limits.MAX_ENTRIES,
    "unpacked": limits.MAX_UNPACKED,
    "ratio": limits.MAX_RATIO,
    "ratio_free": limits.RATIO_FREE,
    "rows": limits.MAX_ROWS,
    "columns": limits.MAX_COLUMNS,
    "sheets": limits.MAX_SHEETS,
    "cell": limits.MAX_CELL,
    "memory": limits.CHILD_MEMORY,
    "seconds": limits.CHILD_SECONDS,
}
REFUSAL_LIMITS = {
    "too_many_rows": limits.MAX_ROWS,
    "too_many_columns": limits.MAX_COLUMNS,
    "too_many_sheets": limits.MAX_SHEETS,
}


def read_workbook(path):
    """Yield one Table per sheet. A table's rows must be used up before the next is asked for."""
    messages = messages_of_child(path)
    message = next(messages)
    while isinstance(message, dict) and "sheet" in message:
        following = []
        yield Table(message["sheet"], rows_of_sheet(messages, following), is_hidden=not message["visible"])
        if not following:
            for _ in rows_of_sheet(messages, following):
                pass
        message = following[0]


def rows_of_sheet(messages, following):
    if following:
        return
    for message in messages:
        if isinstance(message, dict):
            following.append(message)
            return
        texts = message[1]
        if len(message) == 3:
            for column, kind in message[2].items():
                if kind == "lost":
                    texts[int(column)] = LostDigits(texts[int(column)])
        yield message[0], texts


def messages_of_child(path):
    """Yield what the child says; its refusal, crash or silence becomes Refused."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", str(CHILD), str(path), json.dumps(LIMITS)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
    )
    ended = False
    try:
        for line in lines_within(process.stdout.fileno(), limits.CHILD_SECONDS):
            message = json.loads(line)
            if isinstance(message, dict) and "refuse" in message:
                code = message["refuse"]
                raise Refused(code, limit=REFUSAL_LIMITS.get(code, ""))
            ended = isinstance(message, dict) and "end" in message
            yield message
        if not ended:  # killed by its own limits
            raise Refused("bomb")
    finally:
        process.stdout.close()
        process.kill()
        process.wait()


def lines_within(descriptor, seconds):
    """Yield lines; give up when the child works for `seconds` in all while we wait for it."""
    waited = 0.0
    rest = b""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    while True:
        started = time.monotonic()
        ready = poll.poll(max(seconds - waited, 0) * 1000)
        waited += time.monotonic() - started
        if not ready:
            raise Refused("bomb")
        chunk = os.read(descriptor, 1 << 18)
        if not chunk:
            return
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
