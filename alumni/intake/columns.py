import re

from . import evidence
from .limits import HEADER_ROWS, SAMPLE_ROWS
from .mapping import Column, Mapping
from .refusal import Refused
from .titles import IGNORE, field_of, fold

PERSON = {"name", "english_name", "family_name"}
MANY = {"mobiles", "phones", "emails", "contact", "note", "address", "employer", "job_title", "level", IGNORE}
SHORT = 40
NO_TITLE = re.compile(r"\d{5}|@")


def recognised_titles(row):
    """How many different fields the cells of one line name; a line of titles has most."""
    return len(title_fields(row))


def title_fields(row):
    fields = {}
    for cell in row:
        if cell and len(cell) <= SHORT:
            field, confidence = field_of(cell)
            if field and field != IGNORE:
                fields[field] = max(confidence, fields.get(field, 0))
    return fields


def weight(row):
    fields = title_fields(row)
    filled = sum(1 for cell in row if cell.strip())
    return sum(fields.values()) + 0.5 * bool(PERSON & fields.keys()) + (0.1 * len(fields) / filled if filled else 0)


def find_header(rows):
    """(positions of the title lines, titles) among [(number, cells)]; None when there are none."""
    best, score = None, 0.0
    for position, (_, cells) in enumerate(rows[:HEADER_ROWS]):
        found = weight(cells)
        if found > score + 0.3:
            best, score = position, found
    if best is None:
        return None
    positions = [best]
    titles = list(rows[best][1])
    if best + 1 < len(rows) and is_second_line(rows[best][1], rows[best + 1][1]):
        positions = [best, best + 1]
        titles = joined(rows[best][1], rows[best + 1][1])
    elif best and is_group_line(rows[best - 1][1], rows[best][1]):
        positions = [best - 1, best]
        titles = joined(rows[best - 1][1], rows[best][1])
    fields = title_fields(titles)
    alone = sum(1 for title in titles if title.strip()) <= 2
    if len(fields) >= 3 or (PERSON & fields.keys() and (len(fields) >= 2 or alone)):
        return positions, titles
    return None


def is_second_line(upper, lower):
    """Titles under titles: every cell names a field or repeats what stands over it."""
    new = 0
    for index, cell in enumerate(lower):
        if not cell.strip():
            continue
        over = upper[index] if index < len(upper) else ""
        if cell == over:
            continue
        if NO_TITLE.search(cell):
            return False
        if max(field_of(cell)[1], field_of(f"{over or group_over(upper, index)}{cell}")[1] - 0.1) < 0.9:
            return False
        new += 1
    return new > 0


def is_group_line(upper, lower):
    """Titles over titles: some stand where the lower line is empty, or over several columns."""
    texts = [cell for cell in upper if cell.strip()]
    if len(texts) < 2 or any(len(cell) > SHORT for cell in texts):
        return False
    above_nothing = [
        cell
        for index, cell in enumerate(upper)
        if cell.strip() and (index >= len(lower) or not lower[index].strip() or lower[index] == cell)
    ]
    return any(field_of(cell)[1] >= 0.9 for cell in above_nothing)


def group_over(upper, index):
    while index >= 0:
        if index < len(upper) and upper[index].strip():
            return upper[index]
        index -= 1
    return ""


def joined(upper, lower):
    titles = []
    for index in range(max(len(upper), len(lower))):
        own = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        if not below.strip() or below == own:
            titles.append(own)
            continue
        group = own if own.strip() else group_over(upper, index)
        both = f"{group}{below}"
        belongs_together = (
            field_of(both)[1] >= 1.0 or field_of(both)[0] == field_of(group)[0] == IGNORE
        )  # 联系人 / 姓名
        titles.append(both if belongs_together or not field_of(below)[0] else below)
    return titles


def recognise(rows):
    """The Mapping of a sheet from its first [(number, cells)]; None without a header."""
    found = find_header(rows)
    if found is None:
        return None
    positions, titles = found
    data = [cells for _, cells in rows[positions[-1] + 1 :][:SAMPLE_ROWS]]
    width = max([len(titles), *(len(cells) for cells in data)])
    titles += [""] * (width - len(titles))
    values = [[cells[index].strip() for cells in data if index < len(cells)] for index in range(width)]
    columns = [column_of(index, title.strip(), values[index]) for index, title in enumerate(titles)]
    if stand_side_by_side(columns, values):
        raise Refused("side_by_side")
    settle_names(columns, values)
    guess_the_rest(columns, values)
    settle_doubles(columns)
    settle_employment(columns)
    headings = [cell.strip() for _, cells in rows[: positions[0]] for cell in cells if cell.strip()][:20]
    return Mapping(rows[positions[-1]][0], columns, headings)


def column_of(index, title, values):
    field, confidence = field_of(title)
    if field:
        sure = evidence.confirmed(field, values)
        if sure != field:
            field, confidence = sure, 0.6
    samples = list(dict.fromkeys(value for value in values if value))[:3]
    months = field == "birth" and "日" not in title and is_whole_months(values)
    return Column(index, title, field or "", confidence, samples, months)


def stand_side_by_side(columns, values):
    """Is there a second table of people, with the same titles, right of the first?"""
    names = [column for column in columns if column.field == "name"][:2]
    if len(names) < 2 or fold(names[0].title) != fold(names[1].title):
        return False
    if any(evidence.shares(values[column.index]).get("name", 0) < 0.5 for column in names):
        return False
    left = {fold(column.title) for column in columns if names[0].index < column.index < names[1].index}
    right = {fold(column.title) for column in columns if column.index > names[1].index}
    return bool((left & right) - {""})


def is_whole_months(values):
    full = [value for value in values if re.fullmatch(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?( 00:00:00)?", value)]
    return len(full) >= 3 and all(re.search(r"\D0?1日?( 00:00:00)?$", value) for value in full)


def settle_names(columns, values):
    """Of two name columns one is the Latin name: the one whose values are."""
    names = [column for column in columns if column.field == "name"]
    if len(names) > 1:
        for column in sorted(names, key=lambda column: evidence.shares(values[column.index]).get("latin", 0))[1:]:
            share = evidence.shares(values[column.index])
            column.field = "english_name" if share.get("latin", 0) >= 0.5 else IGNORE
    elif not names and not any(column.field == "family_name" for column in columns):
        for column in columns:
            if column.field == "english_name":
                column.field = "name"
                return


def guess_the_rest(columns, values):
    for column in columns:
        if column.field:
            continue
        nameless = not any(other.field in PERSON for other in columns)
        guess = evidence.guessed(values[column.index], nameless=nameless)
        taken = any(other.field == guess for other in columns) and guess not in MANY
        column.field, column.confidence = (guess, 0.5) if guess and not taken else (IGNORE, 0.0)


def settle_doubles(columns):
    """One column to a field, the surest; fields that take several keep them all."""
    for column in columns:
        same = [other for other in columns if other.field == column.field]
        if len(same) > 1 and column.field not in MANY:
            best = max(same, key=lambda other: (other.confidence, bool(other.samples), -other.index))
            for other in same:
                if other is not best and not other.samples:
                    other.field = IGNORE


def settle_employment(columns):
    """单位职务 beside a column of employers is the job title alone."""
    if any(column.field == "employer" for column in columns) and not any(c.field == "job_title" for c in columns):
        for column in columns:
            if column.field == "employment":
                column.field = "job_title"
