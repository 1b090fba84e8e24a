"""The applicant's side: asking, answering, giving up."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import Verification
from alumni.queries.claims import Said, colleges_with_successors, match
from alumni_office.documents.uploads import Upload
from alumni_office.ui.limits import counted

from .evidence import add_evidence

State = Verification.State
MOST_A_DAY = 5
A_DAY = 24 * 60 * 60


class TooManyClaims(Exception):
    """Five attempts in a day are enough for somebody who looks for oneself."""


def count_attempt(*, user) -> None:
    """Count one look for oneself; the answer tells whether somebody is on file. Raises TooManyClaims."""
    if counted(f"claims:{user.pk}", seconds=A_DAY) > MOST_A_DAY:
        raise TooManyClaims


@transaction.atomic
def request_claim(*, said: Said, statement: str, documents: list[Upload], by) -> Verification:
    """Ask the office to decide, with evidence. One open claim a user: a second form is the first one's."""
    claim = Verification.objects.open().select_for_update().filter(user=by).first()
    if claim and claim.state != State.CODE_SENT:
        return claim
    person = match(said)
    values = {
        "alumnus": person, "state": State.REQUESTED, "name": said.name, "student_no": said.student_no,
        "college_id": said.college_id, "graduation_year": said.graduation_year, "statement": statement,
        "college_line": colleges_with_successors(said.college_id) if said.college_id else [],
    }  # fmt: skip
    if claim is None:
        try:
            with transaction.atomic():
                claim = Verification.objects.create(user=by, **values)
        except IntegrityError:  # the other of two clicks was faster
            return Verification.objects.open().get(user=by)
    else:
        for name, value in values.items():
            setattr(claim, name, value)
        claim.save()
    add_evidence(claim=claim, documents=documents)
    return claim


@transaction.atomic
def answer_question(*, claim: Verification, statement: str, documents: list[Upload]) -> bool:
    """Add the answer and give the turn back to the office; return whether a question was open. Raises
    TooManyFiles."""
    claim = Verification.objects.select_for_update().get(pk=claim.pk)
    if claim.state != State.ASKED:
        return False
    claim.statement = "\n\n".join(filter(None, (claim.statement, statement)))
    claim.state = State.REQUESTED
    claim.save(update_fields=["statement", "state"])
    add_evidence(claim=claim, documents=documents)
    return True


def withdraw_claim(*, claim: Verification) -> bool:
    """Give up; return whether this call did."""
    return bool(
        Verification.objects.open().filter(pk=claim.pk).update(state=State.WITHDRAWN, decided_at=timezone.now())
    )
