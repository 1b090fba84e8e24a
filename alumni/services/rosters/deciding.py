"""What an officer says between the check and the import."""

from django.db import transaction

from alumni.intake.mapping import Mapping
from alumni.models import Alumnus, College, ColumnMapping, Roster, RosterRow
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job

from .uploading import start_check

CHECKABLE = (Roster.State.UPLOADED, Roster.State.CHECKED, Roster.State.REFUSED)


class NotNow(Exception):
    """The roster is not, or no longer, in a state for this."""


class NoSuchChoice(Exception):
    """The person is none of those to choose from."""


@transaction.atomic
def correct_roster(*, roster: Roster, sheets: dict, colleges: dict, schools: dict, by) -> Roster:
    """Store what the columns, colleges and schools of a file mean, and queue a new check.

    `sheets` is {sheet: {column index: field}}, the others {text of the file: primary key}. The
    columns are remembered for the college's next file with the same titles.
    """
    roster = locked(roster, CHECKABLE)
    if roster.job and roster.job.is_open:
        raise NotNow
    about = roster.mappings.get("sheets", {})
    for sheet, columns in sheets.items():
        if about.get(sheet, {}).get("mapping"):
            correct_sheet(roster, about[sheet], columns)
    roster.mappings = {
        **roster.mappings,
        "sheets": about,
        "colleges": roster.mappings.get("colleges", {}) | colleges,
        "schools": roster.mappings.get("schools", {}) | schools,
    }
    if by.reach(Permission.SCHOOL_EDIT).everyone:
        remember_aliases(colleges)
    roster.state = Roster.State.UPLOADED
    roster.refusal = ""
    roster.save(update_fields=["mappings", "state", "refusal"])
    start_check(roster, by)
    return roster


def correct_sheet(roster, about, columns):
    mapping = Mapping.from_json(about["mapping"]).corrected(columns)
    about["mapping"] = mapping.as_json()
    about["confirmed"] = True
    ColumnMapping.objects.update_or_create(
        college=roster.college, fingerprint=mapping.fingerprint, defaults={"columns": mapping.fields}
    )


def remember_aliases(colleges):
    for text, pk in colleges.items():
        college = College.objects.select_for_update().get(pk=pk)
        if text not in college.aliases and text != college.name:
            college.aliases = [*college.aliases, text]
            college.save(update_fields=["aliases"])


@transaction.atomic
def decide_row(*, row: RosterRow, decision: int | None, by) -> None:
    """Say whom an ambiguous row means: a person's key, 0 for someone new, minus an earlier row's
    key, or None to leave it. Only who is shown as a candidate, and may be seen, can be chosen."""
    locked(row.roster, (Roster.State.CHECKED, Roster.State.APPLIED))
    row = RosterRow.objects.select_for_update().get(pk=row.pk)
    if row.outcome != RosterRow.Outcome.AMBIGUOUS or row.applied_at:
        raise NotNow
    if decision is not None and not may_choose(row, decision, by):
        raise NoSuchChoice
    row.decision = decision
    row.save(update_fields=["decision"])


def may_choose(row, decision, by):
    if decision == 0:
        is_elsewhere = any(reason["code"] == "found_elsewhere" for reason in row.reasons)
        return not is_elsewhere or by.reach(Permission.ROSTER_IMPORT).everyone
    if decision < 0:
        return any(candidate.get("row") == -decision for candidate in row.candidates)
    if not any(candidate.get("pk") == decision for candidate in row.candidates):
        return False
    return Alumnus.objects.visible_to(by, Permission.ROSTER_IMPORT).filter(pk=decision).exists()


@transaction.atomic
def start_import(*, roster: Roster, by) -> Job:
    """Queue the import of all sure and all decided rows that are not yet in."""
    return start(roster, by, "roster_import", (Roster.State.CHECKED, Roster.State.APPLIED), Roster.State.APPLYING)


@transaction.atomic
def start_undo(*, roster: Roster, by) -> Job:
    """Queue the undoing of everything that the import wrote; one that was stopped halfway too."""
    states = (Roster.State.APPLIED, Roster.State.APPLYING)
    return start(roster, by, "roster_undo", states, Roster.State.UNDOING)


def start(roster, by, kind, states, state):
    roster = locked(roster, states)
    if roster.job and roster.job.is_open:
        raise NotNow
    roster.state = state
    roster.job = jobs.start(kind=kind, by=by, subject_id=roster.pk)
    roster.save(update_fields=["state", "job"])
    return roster.job


def locked(roster, states):
    roster = Roster.objects.select_for_update(of=("self",)).select_related("job", "college").get(pk=roster.pk)
    if roster.state not in states:
        raise NotNow
    return roster
