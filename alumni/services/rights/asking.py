import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, DataRequest
from alumni_office.accounts.models import User

from .calendar import due_after
from .mails import received


def ask(*, kind: str, person: Alumnus, statement: str, key, by: User) -> tuple[DataRequest, list[int]]:
    """Record what a person asks, once for each `key`; return it and the mails to send. While a request of the same
    kind is open, asking again is that request."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        Alumnus.objects.select_for_update().get(pk=person.pk)
        same = DataRequest.objects.filter(alumnus=person)
        standing = same.filter(key=key).first() or same.open().filter(kind=kind, is_from_relative=False).first()
        if standing:
            return standing, []
        request = DataRequest.objects.create(
            kind=kind, alumnus=person, user=by, statement=statement, key=key, due_on=_due()
        )
        return request, [received(request).pk]


@transaction.atomic
def ask_as_relative(*, kind: str, name: str, email: str, about: str, statement: str, key) -> DataRequest:
    """Record what a close relative asks about somebody who died or cannot ask (art. 49). Nobody is looked for: the
    answer is the same whether such a person is on record or not."""
    return DataRequest.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "is_from_relative": True, "relative_name": name, "relative_email": email, "about": about,
            "statement": statement, "due_on": _due(),
        },
    )[0]  # fmt: skip


def withdraw(*, request: DataRequest, by: User) -> bool:
    """Take a request back; return whether this call did."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        return bool(
            DataRequest.objects.open()
            .filter(pk=request.pk, user=by)
            .update(state=DataRequest.State.WITHDRAWN, decided_at=timezone.now())
        )


def _due():
    return due_after(timezone.localdate(), settings.RIGHTS_WORKING_DAYS)
