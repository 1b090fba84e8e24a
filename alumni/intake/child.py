"""Reads one workbook and prints its rows as JSON lines. Runs as a program of its own:

    python child.py PATH LIMITS-AS-JSON

so that whatever the file does to memory or time ends here. It imports nothing of ours.
Lines: {"sheet", "visible", "width"} opens a sheet; [row, [texts], {"column": kind}] is a
row (kind "lost": a number that no longer has all its digits; "date": a date cell);
{"refuse": code} and {"end": true} are last.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refuse(Exception):
    pass


def say(thing):
    sys.stdout.write(json.dumps(thing, ensure_ascii=False, separators=(",", ":")))
    sys.stdout.write("\n")


def check_zip(path, limits):
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > limits["entries"]:
            raise Refuse("bomb")
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if unpacked > limits["unpacked"]:
            raise Refuse("bomb")
        if unpacked > limits["ratio_free"] and unpacked > limits["ratio"] * max(packed, 1):
            raise Refuse("bomb")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refuse("encrypted")
        names = [entry.filename.lower() for entry in entries]
        if any(name.endswith("vbaproject.bin") for name in names):
            raise Refuse("macros")
        if any(name.startswith("xl/externallinks/") for name in names):
            raise Refuse("external_links")
        if not is_spreadsheet(archive, names):
            raise Refuse("not_a_table")
        for entry in entries:  # sizes may lie: reading stops at the declared size and compares the checksum
            with archive.open(entry) as stream:
                while stream.read(1 << 18):
                    pass


def is_spreadsheet(archive, names):
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return True
    if "mimetype" in names:
        manifest = (
            archive.read("META-INF/manifest.xml")[:200_000] if "META-INF/manifest.xml" in archive.namelist() else b""
        )
        if b"encryption-data" in manifest:
            raise Refuse("encrypted")
        return b"spreadsheet" in archive.read("mimetype")[:200]
    return any(name.startswith("xl/") for name in names)


def check_ole(path):
    with open(path, "rb") as file:
        content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refuse("encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refuse("macros")


def number(value):
    """(text, kind): exact digits for whole numbers, as many as a float holds."""
    if value != value or value in (float("inf"), float("-inf")):
        return "", None
    if value == int(value):
        text = str(int(value))
        was_rounded = abs(value) >= 10_000_000_000 and value % 100_000_000 == 0  # 1.38E+10, made a number again
        return text, "lost" if was_rounded or abs(value) > 999_999_999_999_999 else None
    text = format(Decimal(repr(round(value, 10))), "f")
    return text, None


def cell(value):
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat(), "date"
    if isinstance(value, date):
        return value.isoformat(), "date"
    if isinstance(value, (time, timedelta)):
        return str(value), None
    return str(value), None


def vertical_merges(sheet):
    """{row: [(column, first row)]} for cells merged over several rows: each row means the same."""
    merges = {}
    for (top, left), (bottom, _) in (sheet.merged_cell_ranges or [])[:20_000]:
        if bottom > top and bottom - top < 5_000:
            for row in range(top + 1, bottom + 1):
                merges.setdefault(row, []).append((left, top))
    return merges


def send_sheet(sheet, name, visible, limits):
    say({"sheet": name, "visible": visible})
    if sheet.start is None:
        return
    offset = sheet.start[1]
    if sheet.end[0] + 1 > limits["rows"]:
        raise Refuse("too_many_rows")
    if sheet.end[1] + 1 > limits["columns"]:
        raise Refuse("too_many_columns")
    merges = vertical_merges(sheet)
    tops = {top for below in merges.values() for _, top in below}
    kept = {}
    lead = [""] * offset
    for index, values in enumerate(sheet.iter_rows()):
        if index not in merges and not any(value != "" for value in values):
            continue
        texts, kinds = list(lead), {}
        for column, value in enumerate(values, offset):
            if type(value) is str:
                texts.append(value)
                continue
            text, kind = cell(value)
            texts.append(text)
            if kind:
                kinds[column] = kind
        if index in tops:
            kept[index] = texts
        for column, top in merges.get(index, ()):
            if column < len(texts) and not texts[column]:
                texts[column] = kept.get(top, texts)[column]
        if any(len(text) > limits["cell"] for text in texts):
            raise Refuse("unreadable")
        say([index + 1, texts, kinds] if kinds else [index + 1, texts])


def send_workbook(path, limits):
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as workbook:
            sheets = workbook.sheets_metadata
            if len(sheets) > limits["sheets"]:
                raise Refuse("too_many_sheets")
            for index, about in enumerate(sheets):
                if about.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                visible = about.visible == calamine.SheetVisibleEnum.Visible
                send_sheet(workbook.get_sheet_by_index(index), about.name, visible, limits)
    except calamine.PasswordError:
        raise Refuse("encrypted") from None
    except calamine.CalamineError:
        raise Refuse("truncated") from None


def main(path, limits):
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open(path, "rb") as file:
            magic = file.read(8)
        if magic == OLE:
            check_ole(path)
        else:
            check_zip(path, limits)
        send_workbook(path, limits)
    except Refuse as refusal:
        say({"refuse": str(refusal)})
    except (zipfile.BadZipFile, EOFError, zipfile.LargeZipFile):
        say({"refuse": "truncated"})
    except MemoryError:
        say({"refuse": "bomb"})
    except BrokenPipeError:
        raise SystemExit(1) from None
    except BaseException:  # the parser may panic on a hostile file; that is a refusal, not a trace
        say({"refuse": "unreadable"})
    else:
        say({"end": True})


if __name__ == "__main__":
    assert isinstance(sys.stdout, io.TextIOWrapper)
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass")
    main(sys.argv[1], json.loads(sys.argv[2]))
    sys.stdout.flush()
