"""Whom a team is to interview: chosen by the office, asked by the office. The team learns of nobody before the person
agreed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.emails import interviews as emails
from events.models import InterviewTarget, InterviewTeam
from events.queries.reunions.people import writable

from .teams import insist_running

PURPOSE = "events.interview"
State = InterviewTarget.State


@transaction.atomic
def choose(*, team: InterviewTeam, person: Alumnus, by) -> InterviewTarget:
    """Who is chosen already stays as it is. Raises Refused, also when another team of the programme has the person."""
    insist_running(team.programme_id)
    if not Alumnus.objects.approachable().filter(pk=person.pk).exists():
        raise Refused(_("This person may not be asked."))
    other = InterviewTarget.objects.filter(team__programme=team.programme_id, alumnus=person).exclude(team=team)
    if other.exists():
        raise Refused(_("Another team of this programme is to interview this person."))
    return InterviewTarget.objects.get_or_create(team=team, alumnus=person, defaults={"chosen_by": by})[0]


@transaction.atomic
def let_go(*, target: InterviewTarget) -> None:
    """Raises Refused once the person was asked: what was asked stays on record."""
    if not InterviewTarget.objects.filter(pk=target.pk, state=State.CHOSEN).delete()[0]:
        raise Refused(_("The person was asked already: that stays on record."))


@transaction.atomic
def ask(*, target: InterviewTarget, by) -> Message:
    """Send the link by which the person agrees or declines: once. Raises Refused."""
    insist_running(target.team.programme_id)
    row = InterviewTarget.objects.select_for_update(of=("self",)).select_related("team__programme").get(pk=target.pk)
    if row.state != State.CHOSEN:
        raise Refused(_("The person was asked already."))
    person = writable(Alumnus.objects.filter(pk=row.alumnus_id)).select_related("user").first()
    if person is None:
        raise Refused(
            _("There is no address at which this person agreed to be written to. Call, and note a “no” here; a “yes” "
              "the person says alone, by the link.")
        )  # fmt: skip
    row.state, row.asked_at = State.ASKED, timezone.now()
    row.save(update_fields=["state", "asked_at"])
    record_access(
        action=AccessRecord.Action.SEND, target=InterviewTarget._meta.label_lower, target_id=row.pk, by=by,
        people=[person.pk], criteria={"team": str(row.team)},
    )  # fmt: skip
    subject, text = emails.asked(row, person)
    try:
        return mail.queue(
            to=person.email, subject=subject, text=text, purpose=PURPOSE, person_id=person.pk,
            key=f"interview-asked:{row.pk}",
        )  # fmt: skip
    except ValidationError as error:
        raise Refused(_("This address takes no mail: correct it on the person’s page first.")) from error


@transaction.atomic
def note_declined(*, target: InterviewTarget) -> None:
    """What the person said to the office. Raises Refused after the interview."""
    insist_running(target.team.programme_id)
    row = InterviewTarget.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if row.state == State.INTERVIEWED:
        raise Refused(_("The interview has taken place."))
    if row.state != State.DECLINED:
        row.state, row.opened, row.word, row.answered_at = State.DECLINED, [], "", timezone.now()
        row.save(update_fields=["state", "opened", "word", "answered_at"])
