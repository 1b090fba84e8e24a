"""The message catalogues: collected by Django's makemessages, compiled by polib, so that nobody needs msgfmt."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

CHECKOUT = Path(__file__).resolve().parent.parent
LOCALES = ("zh_Hans", "en")
SOURCE_LOCALE = "en"  # the texts in the code are English: its translation is the text itself
NOT_OURS = (".git", ".venv", ".ci", "var", "vendor", "tests", "benchmarks", "node_modules", "__pycache__")


def catalogue(root: Path, locale: str) -> Path:
    return root / "locale" / locale / "LC_MESSAGES" / "django.po"


def collect(root: Path) -> None:
    """Bring the .po files below `root` up to date with its sources."""
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "--no-wrap", "--no-obsolete", "-v", "0"]
    for locale in LOCALES:
        catalogue(root, locale).parent.mkdir(parents=True, exist_ok=True)
        command += ["--locale", locale]
    for name in NOT_OURS:
        command += ["--ignore", name]
    subprocess.run(command, cwd=root, check=True)
    path = catalogue(root, SOURCE_LOCALE)
    entries = polib.pofile(str(path), wrapwidth=0)
    for entry in entries:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    entries.save()


def complaints(root: Path, sources: Path | None) -> list[str]:
    """What is wrong with the catalogues below `root`; `sources` is a copy whose texts were collected anew."""
    found = []
    for locale in LOCALES:
        path = catalogue(root, locale)
        if not path.exists():
            found.append(f"{path.relative_to(root)} is missing.")
            continue
        entries = polib.pofile(str(path), wrapwidth=0)
        for word, bad in (("untranslated", entries.untranslated_entries()), ("fuzzy", entries.fuzzy_entries())):
            found += [f"{locale}: {word}: {entry.msgid!r}" for entry in bad]
        if sources is not None:
            wanted = {_key(entry) for entry in polib.pofile(str(catalogue(sources, locale))) if not entry.obsolete}
            have = {_key(entry) for entry in entries if not entry.obsolete}
            found += [f"{locale}: not collected: {key[1]!r}" for key in sorted(wanted - have, key=str)]
            found += [f"{locale}: no longer used: {key[1]!r}" for key in sorted(have - wanted, key=str)]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != entries.to_binary():
            found.append(f"{locale}: {compiled.name} is not compiled from {path.name}.")
    return found


def _key(entry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def check() -> int:
    if shutil.which("xgettext") is None:
        print("xgettext is missing: whether all texts are collected was not looked at.", file=sys.stderr)
        found = complaints(CHECKOUT, None)
    else:
        with tempfile.TemporaryDirectory() as directory:
            copy = Path(directory) / "checkout"
            shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(*NOT_OURS))
            collect(copy)
            found = complaints(CHECKOUT, copy)
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} to put right: run script/messages, translate, run it again.")
    return 1 if found else 0


def write() -> int:
    if shutil.which("xgettext") is None:
        print("xgettext is missing: only compiling. Install gettext to collect texts.", file=sys.stderr)
    else:
        collect(CHECKOUT)
    for locale in LOCALES:
        path = catalogue(CHECKOUT, locale)
        entries = polib.pofile(str(path), wrapwidth=0)
        path.with_suffix(".mo").write_bytes(entries.to_binary())
        print(f"{locale}: {len(entries)} texts, {len(entries.untranslated_entries())} untranslated")
    return 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else write())
