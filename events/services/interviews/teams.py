"""Teams of a programme, and their members."""

from datetime import date
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alumni_office.saving.once import make_once
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events.models import InterviewTarget, InterviewTeam, Programme, TeamMember, Volunteer
from events.services.programmes.planning import hold


@transaction.atomic
def create_team(*, programme: Programme, key: UUID, by, **fields) -> InterviewTeam:
    """The same `key` again is the first. Raises Refused."""
    held = insist_running(programme.pk)
    if held.kind != Programme.Kind.INTERVIEWS:
        raise Refused(_("Teams belong to programmes of alumni interviews."))
    try:
        with pghistory.context(user=by.pk):
            return make_once(InterviewTeam, key=key, of={"programme_id": programme.pk}, fields=fields)
    except IntegrityError as error:
        raise _name_taken() from error


@transaction.atomic
def save_team(*, team: InterviewTeam, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile and Refused."""
    insist_running(team.programme_id)
    try:
        with pghistory.context(user=by.pk), transaction.atomic():
            save_version(team, version=version, values=fields)
    except IntegrityError as error:
        raise _name_taken() from error


@transaction.atomic
def propose(*, team: InterviewTeam, version: int, wishes: str) -> None:
    """Whom the team would like to meet, and why: for the office, which chooses and asks. Raises ChangedMeanwhile and
    Refused."""
    insist_running(team.programme_id)
    save_version(team, version=version, values={"wishes": wishes})


@transaction.atomic
def join_team(*, team: InterviewTeam, volunteer: Volunteer, leads: bool, by) -> TeamMember:
    """A member, or one who leads from now on in place of whoever did. Raises Refused."""
    insist_running(team.programme_id)
    if leads:
        team.members.exclude(volunteer=volunteer).update(leads=False)
    return TeamMember.objects.update_or_create(
        team=team, volunteer=volunteer, defaults={"leads": leads}, create_defaults={"leads": leads, "added_by": by}
    )[0]


@transaction.atomic
def leave_team(*, member: TeamMember) -> None:
    """Reports that the volunteer wrote stay with the team. Raises Refused."""
    insist_running(member.team.programme_id)
    TeamMember.objects.filter(pk=member.pk).delete()


@transaction.atomic
def note_interviewed(*, target: InterviewTarget, on: date) -> None:
    """The team has met the person; repeating the call changes nothing. Raises Refused."""
    insist_running(target.team.programme_id)
    row = InterviewTarget.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if row.state == InterviewTarget.State.INTERVIEWED:
        return
    if row.state != InterviewTarget.State.AGREED:
        raise Refused(_("The person has not agreed, or took it back."))
    row.state, row.interviewed_on = InterviewTarget.State.INTERVIEWED, on
    row.save(update_fields=["state", "interviewed_on"])


def insist_running(programme_id: int) -> Programme:
    """Held until the end of the transaction. Raises Refused for a programme that is done."""
    held = hold(programme_id)
    if held.state == Programme.State.DONE:
        raise Refused(_("The programme is done: it stays as it is."))
    return held


def _name_taken() -> Refused:
    return Refused(_("Another team of this programme has this name."), field="name")
