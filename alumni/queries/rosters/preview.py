"""A roster's rows as the wizard shows them: their own cells, what changes in them, and why."""

from dataclasses import dataclass, field

from alumni.intake.titles import IGNORE
from alumni.models import Alumnus, College, Degree, RosterRow, School
from alumni.models.places import Industry, Province
from alumni_office.accounts.roles import Permission

from . import rows as queries
from .labels import CHANGE_LABELS, left
from .reasons import sentence

# Which columns of a file a change may be shown in, the best first.
PLACES = {
    ("alumnus", "birth_date"): ("birth",),
    ("alumnus", "latin_name"): ("english_name", "name"),
    ("alumnus", "name_as_written"): ("name",),
    ("alumnus", "former_names"): ("former_name", "name"),
    ("alumnus", "life"): ("name",),
    ("alumnus", "notes"): ("note",),
    ("alumnus", "country"): ("country", "place", "city"),
    ("alumnus", "province"): ("province", "place", "city", "address"),
    ("alumnus", "city"): ("city", "place", "address"),
    ("degree", "school_id"): ("school", "college"),
    ("degree", "college_id"): ("college",),
    ("degree", "enrolment_year"): ("enrolment_year", "year_either", "study_period", "class_name"),
    ("degree", "graduation_year"): ("graduation_year", "year_either", "study_period"),
    ("degree", None): ("major", "college", "graduation_year"),
    ("employment", None): ("employer", "employment", "job_title"),
    ("contactpoint", "mobile"): ("mobiles", "phones", "contact"),
    ("contactpoint", "phone"): ("phones", "mobiles", "contact"),
    ("contactpoint", "email"): ("emails", "contact"),
    ("contactpoint", "wechat"): ("wechat", "contact", "mobiles"),
    ("contactpoint", "qq"): ("qq", "contact", "phones"),
    ("contactpoint", "address"): ("address", "address_and_postcode", "postcode"),
}


@dataclass
class Change:
    """One change of one value; `title` names it where no column of the file does."""

    title: str
    old: str
    new: str
    is_kept: bool = False


@dataclass
class Cell:
    title: str
    text: str
    changes: list[Change] = field(default_factory=list)
    is_ignored: bool = False


@dataclass
class Choice:
    """One answer to an ambiguous row."""

    value: int
    person: Alumnus | None = None
    birth_date: str = ""
    degrees: list = field(default_factory=list)
    job: str = ""
    row: RosterRow | None = None
    summary: str = ""


@dataclass
class RowView:
    row: RosterRow
    cells: list[Cell]
    others: list[Change]
    kept: list[Change]
    reasons: list[str]
    choices: list[Choice]
    is_elsewhere: bool
    may_be_new: bool
    left: list[str]


@dataclass
class SheetView:
    sheet: str
    titles: list[tuple[str, bool]]
    rows: list[RowView]


def show(roster, page, user) -> list[SheetView]:
    """The rows of a page, sheet by sheet. What `user` may not see is not in the answer."""
    wanted = {candidate["pk"] for row in page.rows for candidate in row.candidates if "pk" in candidate}
    people = queries.shown_people(wanted, user) if wanted else {}
    earlier = {candidate["row"] for row in page.rows for candidate in row.candidates if "row" in candidate}
    lines = {row.pk: row for row in RosterRow.objects.filter(pk__in=earlier)} if earlier else {}
    viewer = Viewer(roster, user, people, lines, names_of(page.rows))
    sheets: list[SheetView] = []
    for row in page.rows:
        if not sheets or sheets[-1].sheet != row.sheet:
            sheets.append(SheetView(row.sheet, viewer.titles(row.sheet), []))
        sheets[-1].rows.append(viewer.view(row))
    return sheets


def people_shown(sheets) -> set[int]:
    """The people of whose records these rows show something."""
    views = [view for sheet in sheets for view in sheet.rows]
    changed = {view.row.alumnus_id for view in views if view.row.changes and view.row.alumnus_id}
    return changed | {choice.value for view in views for choice in view.choices if choice.person}


def names_of(rows):
    """{(column, key): name} of the schools and colleges that changes speak of."""
    keys: dict[str, set] = {"school_id": set(), "college_id": set()}
    for row in rows:
        for change in row.changes:
            for column, found in keys.items():
                said = change["new"].get(column) if change["op"] == "add" else None
                if change.get("column") == column:
                    found |= {change["old"], change["new"]}
                found.add(said)
    names = {
        ("school_id", pk): name
        for pk, name in School.objects.filter(pk__in=keys["school_id"] - {None}).values_list("pk", "name")
    }
    colleges = College.objects.filter(pk__in=keys["college_id"] - {None})
    return names | {("college_id", pk): name for pk, name in colleges.values_list("pk", "name")}


class Viewer:
    def __init__(self, roster, user, people, lines, names):
        self.roster = roster
        self.people = people
        self.lines = lines
        self.names = names
        self.sees_contacts = user.may(Permission.CONTACT_VIEW)
        self.is_office = user.reach(Permission.ROSTER_IMPORT).everyone
        self.sheets = {
            sheet: [(column["title"], column["field"]) for column in (about.get("mapping") or {}).get("columns", [])]
            for sheet, about in roster.mappings.get("sheets", {}).items()
        }

    def titles(self, sheet):
        return [(title, meaning == IGNORE) for title, meaning in self.sheets.get(sheet, [])]

    def view(self, row):
        columns = self.sheets.get(row.sheet, [])
        width = max(len(columns), len(row.raw))
        cells = [
            Cell(
                columns[index][0] if index < len(columns) else "",
                row.raw[index] if index < len(row.raw) else "",
                is_ignored=index < len(columns) and columns[index][1] == IGNORE,
            )
            for index in range(width)
        ]
        where = {meaning: index for index, (_, meaning) in reversed(list(enumerate(columns)))}
        others, kept = [], []
        for change, places in self.changes(row):
            place = next((where[name] for name in places if name in where), None)
            if change.is_kept:
                kept.append(change)
            elif place is None:
                others.append(change)
            else:
                cells[place].changes.append(change)
        is_elsewhere = any(reason["code"] == "found_elsewhere" for reason in row.reasons)
        choices = self.choices(row)
        return RowView(
            row, cells, others, kept, [sentence(reason) for reason in row.reasons], choices, is_elsewhere,
            self.is_office or not is_elsewhere, [left(entry) for entry in row.journal.get("kept", [])],
        )  # fmt: skip

    def choices(self, row):
        found = []
        for candidate in row.candidates:
            if candidate.get("pk") in self.people:
                person = self.people[candidate["pk"]]
                jobs = list(person.employments.all())
                birth = self.hidden(person.birth_date) if person.birth_date else ""
                job = str(jobs[0]) if jobs else ""
                found.append(Choice(person.pk, person, birth, list(person.degrees.all()), job))
            elif candidate.get("row") in self.lines:
                row = self.lines[candidate["row"]]
                said = " · ".join(text for text in row.raw if text)
                found.append(Choice(-row.pk, row=row, summary=said))
        return found

    def changes(self, row):
        """(Change, fields of the file that may show it) for each change that a reader wants to see."""
        former = ""
        for change in row.changes:
            table, column = change["table"], change.get("column")
            if table == "employment" and column == "is_current":
                former = change.get("was", "")
            elif change["op"] == "add":
                kind = change["new"].get("kind")
                old = former if table == "employment" else ""
                yield Change(label(kind or table), old, self.added(table, change["new"])), PLACES[table, kind]
            else:
                old, new = self.text(table, column, change["old"]), self.text(table, column, change["new"])
                yield Change(label(column), old, new, change["op"] == "keep"), PLACES.get((table, column), (column,))

    def added(self, table, new):
        if table == "contactpoint":
            return self.hidden(" ".join(filter(None, (new.get("value"), new.get("postcode")))))
        if table == "employment":
            return " ".join(filter(None, (new.get("employer"), new.get("job_title"))))
        words = [self.text(table, column, value) for column, value in new.items()]
        return " ".join(word for word in words if word)

    def hidden(self, text):
        return text if self.sees_contacts else "•••"

    def text(self, table, column, value):
        if value in ("", None):
            return ""
        if (column, value) in self.names:
            return self.names[column, value]
        if column == "birth_date" or table == "contactpoint":
            return self.hidden(str(value))
        if isinstance(value, list):
            return "、".join(value)
        choices = dict(Province.choices) if column == "province" else LABELS.get(column, {})
        return str(choices.get(value, value))


def label(column):
    return str(CHANGE_LABELS.get(column, column))


LABELS: dict[str, dict] = {
    "gender": dict(Alumnus.Gender.choices),
    "life": dict(Alumnus.Life.choices),
    "industry": dict(Industry.choices),
    "level": dict(Degree.Level.choices),
}
