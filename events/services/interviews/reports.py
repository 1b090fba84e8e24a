"""What the team writes about an interview, and what the office says to it. The person's word on publishing is asked by
the editors, where the article stands."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni_office.saving.once import FormUsed, make_once
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events import hooks
from events.models import InterviewReport, InterviewTarget, Volunteer

from .teams import insist_running

State = InterviewReport.State


@transaction.atomic
def write(
    *, target: InterviewTarget, volunteer: Volunteer, title: str, text: str, key: UUID | None = None,
    version: int | None = None,
) -> InterviewReport:  # fmt: skip
    """The draft of a report, or another version of it: `key` for the first, `version` of what was read for the next.
    Raises ChangedMeanwhile, and Refused."""
    insist_running(target.team.programme_id)
    row = InterviewTarget.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if row.state != InterviewTarget.State.INTERVIEWED:
        raise Refused(_("First note the day of the interview."))
    known = InterviewReport.objects.filter(target=row).first()
    if known is None:
        if key is None:
            raise FormUsed
        fields = {"title": title, "text": text, "written_by": volunteer}
        return make_once(InterviewReport, key=key, of={"target_id": row.pk}, fields=fields)
    if known.key == key:
        return known
    if known.state not in InterviewReport.OPEN:
        raise Refused(_("The report is with the office: it does not change any more."))
    save_version(known, version=version or 0, values={"title": title, "text": text})
    return known


@transaction.atomic
def submit(*, report: InterviewReport) -> None:
    """Repeating the call changes nothing. Raises Refused."""
    insist_running(report.target.team.programme_id)
    open_rows = InterviewReport.objects.filter(pk=report.pk, state__in=InterviewReport.OPEN)
    open_rows.update(state=State.SUBMITTED, submitted_at=timezone.now())


@transaction.atomic
def accept(*, report: InterviewReport, answer: str, by) -> None:
    """Raises Refused unless the team has submitted it."""
    _decide(report, State.ACCEPTED, answer, by)


@transaction.atomic
def send_back(*, report: InterviewReport, answer: str, by) -> None:
    """Raises Refused unless the team has submitted it."""
    _decide(report, State.RETURNED, answer, by)


def _decide(report: InterviewReport, state: str, answer: str, by) -> None:
    waiting = InterviewReport.objects.filter(pk=report.pk, state=State.SUBMITTED)
    if not waiting.update(state=state, answer=answer, decided_by=by, decided_at=timezone.now()):
        raise Refused(_("The report is not with the office now: look at it again."))


@transaction.atomic
def suggest(*, report: InterviewReport, by) -> list[int]:
    """Give an accepted report to the editors, once; return the mails that say so. Raises Refused."""
    row = InterviewReport.objects.select_for_update(of=("self",)).select_related("target__team").get(pk=report.pk)
    if row.state != State.ACCEPTED:
        raise Refused(_("Only a report that the office accepted goes to the editors."))
    if row.suggested_at:
        return []
    if not hooks.desks:
        raise Refused(_("There is no editors’ desk in this installation."))
    name, email = _sender(row)
    story = hooks.Story(
        team=row.target.team.name, name=name, email=email, title=row.title, text=row.text, key=row.key
    )  # fmt: skip
    InterviewReport.objects.filter(pk=row.pk).update(suggested_at=timezone.now())
    return [mail for desk in hooks.desks for mail in desk(story)]


def _sender(row: InterviewReport) -> tuple[str, str]:
    """Who wrote it, else who leads the team: whoever has an address for the editors' answers."""
    members = [member.volunteer for member in row.target.team.members.select_related("volunteer__user")]
    for volunteer in filter(None, (row.written_by, *members)):
        email = volunteer.user.email if volunteer.user else volunteer.email
        if email:
            return volunteer.name, email
    raise Refused(_("Nobody of the team has an e-mail address for the editors’ answers: enter one first."))
