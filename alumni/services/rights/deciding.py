import pghistory
from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, DataRequest
from alumni.services import erasing
from alumni_office.accounts.models import User
from alumni_office.jobs.models import Job

from .mails import answered

State = DataRequest.State


class NotNow(Exception):
    """Somebody decided, or the person withdrew the request, in the meantime."""


class NobodyFound(Exception):
    """It is not known yet whom the request is about."""


def refuse(*, request: DataRequest, answer: str, by: User) -> list[int]:
    """Refuse with a reason (art. 50); return the mails to send."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        return _decide(request, State.REFUSED, answer, by)


def fulfil(*, request: DataRequest, answer: str, by: User) -> tuple[list[int], Job | None]:
    """Do what was asked; return the mails to send and, for a deletion, the job that carries it out."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        mails = _decide(request, State.DONE, answer, by)
        needs_person = request.kind in (DataRequest.Kind.RESTRICTION, DataRequest.Kind.DELETION)
        if not needs_person:
            return mails, None
        if request.alumnus_id is None:
            raise NobodyFound
        if request.kind == DataRequest.Kind.DELETION:
            return mails, erasing.start_erasure(person_id=request.alumnus_id, by=by)
        _restrict(request.alumnus_id, timezone.now())
        return mails, None


def _decide(request: DataRequest, state: str, answer: str, by: User) -> list[int]:
    decided = (
        DataRequest.objects.open()
        .filter(pk=request.pk)
        .update(state=state, answer=answer, decided_by=by, decided_at=timezone.now())
    )
    if not decided:
        raise NotNow
    request.refresh_from_db()
    message = answered(request)
    return [message.pk] if message else []


def _restrict(person_id: int, when) -> bool:
    """Keep the record and use it for nothing; return whether this call changed it."""
    people = Alumnus.objects.filter(pk=person_id, restricted_at__isnull=when is not None)
    return bool(people.update(restricted_at=when, updated_at=timezone.now()))


def lift_restriction(*, person_id: int, by: User) -> bool:
    with transaction.atomic(), pghistory.context(user=by.pk):
        return _restrict(person_id, None)


def name_person(*, request: DataRequest, person: Alumnus | None, by: User) -> None:
    """Say whom a relative's request is about."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        named = DataRequest.objects.open().filter(pk=request.pk, is_from_relative=True).update(alumnus=person)
        if not named:
            raise NotNow
