"""A file's rows, read to the end before anything is written, so that a refused file leaves nothing."""

import json
from collections.abc import Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile

from alumni.intake.roster import SheetStart
from alumni.intake.rows import RowReading

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
IN_MEMORY = 4 * 1024 * 1024


class Spool:
    def __init__(self):
        self.file = SpooledTemporaryFile(IN_MEMORY, mode="w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        self.sheets: list[SheetStart] = []
        self.rows = 0

    def fill(self, items, tick=lambda rows: None) -> None:
        for item in items:
            if isinstance(item, SheetStart):
                self.sheets.append(item)
                continue
            line = [item.sheet or "", item.row, item.status, item.reasons, item.fields, item.raw]
            self.file.write(encode(line) + "\n")
            self.rows += 1
            if self.rows % 5000 == 0:
                tick(self.rows)

    def batches(self, size: int) -> Iterator[list[RowReading]]:
        self.file.seek(0)
        while batch := [RowReading(*json.loads(line)) for line in islice(self.file, size)]:
            yield batch

    def close(self):
        self.file.close()
