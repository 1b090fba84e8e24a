"""Paper with a code for each graduate: a sheet of a class for its liaison, or slips to cut and hand out. The code
leads to the own page, which asks for the student number; where none is on file it leads to signing in. Paper is
Chinese."""

from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from alumni.models import Degree
from alumni_office.documents import codes
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import tokens
from events.models import Leaver, LeaveTaking
from events.queries.leaving.progress import people

from .links import PAPER

LANGUAGE = "zh-hans"
PART = 300  # graduates in a file: a few seconds of work
FORMS = ("sheets", "slips")


class NothingToPrint(Exception):
    """Nobody is on this paper."""


@transaction.atomic
def printed(
    *, leaving: LeaveTaking, form: str, which: str, college: int | None, label: str | None, part: int, by
) -> bytes:
    """One part of the paper; that it was made is written down. Raises NothingToPrint."""
    rows = people(leaving, which=which, college=college, label=label)
    first = (part - 1) * PART
    leavers = list(rows.order_by("college_name", "class_label", "alumnus__name", "pk")[first : first + PART])
    if not leavers:
        raise NothingToPrint
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=LeaveTaking._meta.label_lower, target_id=leaving.pk, by=by,
        count=len(leavers), reason=f"leave-taking: {form}", people=[row.alumnus_id for row in leavers],
    )  # fmt: skip
    numbered = set(
        Degree.objects.filter(alumnus__in=[row.alumnus_id for row in leavers]).exclude(student_no="")
        .values_list("alumnus", flat=True)
    )  # fmt: skip
    with translation.override(LANGUAGE):
        title = leaving.programme.title
        if form == "slips":
            return codes.badges([_coded(row, numbered, _group(row)) for row in leavers], title=title)
        groups = [
            (group, [_coded(row, numbered, _note(row, numbered)) for row in rows])
            for group, rows in groupby(leavers, key=_group)
        ]
        foot = _(
            "Each code opens the page of one graduate, who gives the student number there. Hand it to nobody else."
        )
        return codes.sheets(groups, title=title, foot=foot)


def _coded(row: Leaver, numbered: set[int], note: str) -> codes.Coded:
    path = reverse("events:leaving")
    if row.alumnus_id in numbered:
        path = reverse("events:leaving-paper", args=[tokens.make(PAPER, row.pk)])
    return codes.Coded(row.alumnus.name, note, absolute(path))


def _note(row: Leaver, numbered: set[int]) -> str:
    if row.checked_at:
        return _("checked already")
    return _("scan, give the student number") if row.alumnus_id in numbered else _("scan, sign in")


def _group(row) -> str:
    return " · ".join(filter(None, (row.college_name, row.class_label)))
