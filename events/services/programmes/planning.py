"""Programmes and their shifts."""

from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events.models import InterviewTeam, LeaveTaking, Programme, Shift

State = Programme.State


@transaction.atomic
def create_programme(*, key: UUID, by, **fields) -> Programme:
    """A draft; the same `key` again is the first. Raises Refused."""
    with pghistory.context(user=by.pk):
        return make_once(Programme, key=key, of={}, fields={**fields, "created_by": by})


@transaction.atomic
def save_programme(*, programme: Programme, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile, and Refused when a shift would lie outside its days."""
    held = hold(programme.pk)
    held.starts_on, held.ends_on, held.time_zone = fields["starts_on"], fields["ends_on"], fields["time_zone"]
    for shift in held.shifts.all():
        if not within(held, shift.starts_at):
            raise Refused(_("A shift lies outside these days: move or remove it first."), field="ends_on")
    with pghistory.context(user=by.pk):
        save_version(programme, version=version, values=fields)


@transaction.atomic
def move(*, programme: Programme, to: str, by) -> None:
    """Repeating the call changes nothing. Raises Refused for a step that the state does not allow."""
    found = hold(programme.pk)
    if found.state == to:
        return
    if to not in Programme.MOVES[State(found.state)]:
        raise Refused(
            _("The programme is in the state “%(state)s”: this cannot be done now.")
            % {"state": found.get_state_display()}
        )
    if to == State.OPEN and not _has_work(found):
        raise Refused(_("It has no shifts yet: there is nothing to sign up for."))
    with pghistory.context(user=by.pk):
        found.state, found.version = to, found.version + 1
        found.save(update_fields=["state", "version"])
    if to == State.DONE:
        found.teams.update(wishes="")


def _has_work(programme: Programme) -> bool:
    """Shifts, teams, or the leave-taking of a year."""
    others = (LeaveTaking, InterviewTeam)
    return programme.shifts.exists() or any(each.objects.filter(programme=programme).exists() for each in others)


@transaction.atomic
def create_shift(*, programme: Programme, key: UUID, by, **fields) -> Shift:
    """The same `key` again is the first. Raises Refused."""
    _insist_plan(programme.pk, fields["starts_at"])
    with pghistory.context(user=by.pk):
        return make_once(Shift, key=key, of={"programme_id": programme.pk}, fields=fields)


@transaction.atomic
def save_shift(*, shift: Shift, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile, and Refused when it takes hours or places away from who signed up."""
    _insist_plan(shift.programme_id, fields["starts_at"])
    held = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if held.taken and (held.starts_at, held.ends_at) != (fields["starts_at"], fields["ends_at"]):
        raise Refused(
            _("Volunteers have signed up for these hours. Take them off first, or add another shift."),
            field="starts_at",
        )  # fmt: skip
    if fields["wanted"] < held.taken:
        raise Refused(
            ngettext("%(count)d volunteer has signed up: there cannot be fewer.",
                     "%(count)d volunteers have signed up: there cannot be fewer.", held.taken)
            % {"count": held.taken},
            field="wanted",
        )  # fmt: skip
    with pghistory.context(user=by.pk):
        save_version(shift, version=version, values=fields)


@transaction.atomic
def remove_shift(*, shift: Shift, by) -> None:
    """Raises Refused once somebody signed up, also when they withdrew: what was promised stays on record."""
    try:
        with pghistory.context(user=by.pk), transaction.atomic():
            Shift.objects.filter(pk=shift.pk).delete()
    except ProtectedError as error:
        raise Refused(_("Somebody signed up for this shift: it stays.")) from error


def hold(programme_id: int) -> Programme:
    return Programme.objects.select_for_update(no_key=True, of=("self",)).get(pk=programme_id)


def within(programme: Programme, at) -> bool:
    return programme.starts_on <= at.astimezone(programme.zone).date() <= programme.ends_on


def _insist_plan(programme_id: int, starts_at) -> None:
    found = hold(programme_id)
    if found.state == State.DONE:
        raise Refused(_("The programme is done: its shifts stay as they are."))
    if not within(found, starts_at):
        raise Refused(_("The shift begins outside the days of the programme."), field="starts_at")
