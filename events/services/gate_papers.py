"""Sheets for the gate when nothing else works, badges, certificates of attendance. Paper is Chinese."""

from itertools import groupby

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni_office.documents import codes
from alumni_office.ui.office import university
from events.models import Event
from events.queries import printing

from .gate_lists import note_printed

LANGUAGE = "zh-hans"
KINDS = ("sheets", "badges", "certificates")


class NothingToPrint(Exception):
    """Nobody is on this paper."""


@transaction.atomic
def printed(*, event: Event, kind: str, part: int, code: str, by) -> bytes:
    """One part of the paper, or that of one registration; that it was made is written down. Raises NothingToPrint."""
    rows = printing.who_came(event) if kind == "certificates" else printing.registered(event)
    with translation.override(LANGUAGE):
        people = printing.part_of(event, rows, part, code)
        if not people:
            raise NothingToPrint
        named = [person.alumnus_id for person in people if person.alumnus_id]
        note_printed(event=event, kind=kind, people=named, count=len(people), by=by)
        return {"sheets": _sheets, "badges": _badges, "certificates": _certificates}[kind](event, people)


def _sheets(event: Event, people: list[printing.Printed]) -> bytes:
    groups = [
        (group, [codes.Coded(each.name, _note(each), f"E:{each.code}") for each in rows])
        for group, rows in groupby(people, key=lambda person: person.group)
    ]
    foot = _("For the day alone: destroy these sheets when the list is in the system.")
    return codes.sheets(groups, title=event.title, foot=foot)


def _badges(event: Event, people: list[printing.Printed]) -> bytes:
    return codes.badges([codes.Coded(each.name, each.group, f"E:{each.code}") for each in people], title=event.title)


def _certificates(event: Event, people: list[printing.Printed]) -> bytes:
    first, last = (date_format(at.astimezone(event.zone), "DATE_FORMAT") for at in (event.starts_at, event.ends_at))
    said = {"event": event.title, "day": first if first == last else f"{first} – {last}", "university": university()}
    text = _("took part in “%(event)s” of %(university)s on %(day)s. This is hereby certified.") % said
    day = printing.latest_day(event)
    signed = [str(event.college or event.chapter or _("Alumni Office of %(university)s") % said),
              date_format(day, "DATE_FORMAT") if day else last]  # fmt: skip
    return codes.certificates(
        [(each.name, text) for each in people], title=_("Certificate of attendance"), signed=signed
    )


def _note(person: printing.Printed) -> str:
    return _("%(code)s · %(seats)s people") % {"code": person.code, "seats": person.seats}
