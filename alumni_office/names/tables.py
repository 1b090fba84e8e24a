"""The two tables of characters, read once from the files that the database was filled from."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def hanzi() -> dict[str, tuple[str, list[str]]]:
    """Return {character: (simplified form, toneless readings, the usual one first)}."""
    table = {}
    with (DATA / "hanzi.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            char, simplified, readings = line.rstrip("\n").split("\t")
            table[char] = (simplified, readings.split(" "))
    return table


@cache
def surnames() -> dict[str, list[str]]:
    """Return {surname: its readings, syllables separated by a space}."""
    table: dict[str, list[str]] = {}
    with (DATA / "surnames.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            surname, reading = line.rstrip("\n").split("\t")
            table.setdefault(surname, []).append(reading)
    return table
