"""Answers of alumni: for themselves or for their organisation; one of a person to a need at a time."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.saving.once import FormUsed
from donations.emails import needs as emails
from donations.models import CaseMove, Need, NeedCase, Organisation
from donations.queries import cases as queries
from donations.queries.needs import for_person
from donations.services import telling
from donations.services.refusals import Refused, WrongState

State = NeedCase.State


@transaction.atomic
def answer(*, key: UUID, need_id: int, person: Alumnus, organisation: Organisation | None, text: str) -> NeedCase:
    """Answer a need that is meant for the person; the same `key` again is the first. Raises Refused."""
    if known := NeedCase.objects.filter(key=key).first():
        if (known.need_id, known.alumnus_id) != (need_id, person.pk):
            raise FormUsed
        return known
    need = _held(need_id, person)
    if organisation and not queries.organisations_of(person).filter(pk=organisation.pk).exists():
        raise Refused(_("You cannot answer for this organisation."), field="organisation")
    try:
        with transaction.atomic():
            case = NeedCase.objects.create(
                key=key, need=need, alumnus=person, organisation=organisation, text=text,
                owner=need.department.contact,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("You have answered this already: your answer stands on your own pages.")) from error
    CaseMove.objects.create(case=case, state=State.ANSWERED)
    telling.tell_who_answered(case)
    telling.tell_department(need, lambda: emails.answered(need, case), key=f"need-answer:{case.pk}")
    return case


@transaction.atomic
def withdraw(*, case_id: int, person: Alumnus) -> None:
    """Take one's answer back before it is agreed. Raises Refused."""
    rows = NeedCase.objects.filter(pk=case_id, alumnus=person, state__in=[State.ANSWERED, State.TALKING])
    reason = _("Withdrawn by the one who answered.")
    if not rows.update(state=State.ENDED, end_reason=reason, moved_at=timezone.now()):
        raise WrongState
    CaseMove.objects.create(case_id=case_id, state=State.ENDED)
    case = NeedCase.objects.select_related("need__department__contact", "owner").get(pk=case_id)
    telling.tell_department(
        case.need, lambda: emails.withdrawn(case), key=f"need-withdrawn:{case_id}", owner=case.owner
    )


def _held(need_id: int, person: Alumnus) -> Need:
    """The need, held against being closed meanwhile. Raises Refused."""
    held = Need.objects.select_for_update(no_key=True, of=("self",)).filter(pk=need_id)
    need = held.select_related("department__contact").first()
    if need is None or not for_person(person).filter(pk=need_id).exists():
        raise Refused(_("No more answers are taken. What you wrote was not sent."))
    return need
