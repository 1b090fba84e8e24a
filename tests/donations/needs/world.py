"""An answer, an offer and an invitation of a person, for the tests of copies and erasures: rows, and no log."""

import uuid

from django.core.files.base import ContentFile
from django.utils import timezone

from donations.models import CaseFile, CaseMove, CaseOutcome, CaseStep, NeedCase, NeedInvitation, StandingOffer
from tests.giving_needs import make_need
from tests.security.words import PNG


def fill(person, by, canary):
    need = make_need()
    case = NeedCase.objects.create(need=need, alumnus=person, text=canary("answer to a need"), key=uuid.uuid4())
    CaseMove.objects.create(case=case, state="answered")
    today = timezone.localdate()
    CaseStep.objects.create(case=case, what=canary("step of a case"), due_on=today, key=uuid.uuid4())
    CaseOutcome.objects.create(
        case=case, kind="other", happened_on=today, said_to=canary("said to"), text=canary("came of it"),
        entered_by=by, key=uuid.uuid4(),
    )  # fmt: skip
    NeedCase.objects.filter(pk=case.pk).update(state="ended", end_reason=canary("why it ended"))
    kept = CaseFile(case=case, title=canary("paper of a case"), added_by=by, key=uuid.uuid4())
    kept.file.save(f"{canary('file')}.png", ContentFile(PNG))
    offer = StandingOffer.objects.create(alumnus=person, kind="job", text=canary("offer"), key=uuid.uuid4())
    NeedInvitation.objects.create(need=need, alumnus=person, offer=offer, invited_by=by)
