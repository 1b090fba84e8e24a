"""What a classmate knows of someone whom the office has lost."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, ChangeRequest, Degree
from alumni.queries.circle import missing_members

A_DAY = 20


class TooMany(Exception):
    """The classmate has told enough for today."""


def tell_of_classmate(
    *, teller: Alumnus, degree: Degree, about_id: int, statement: str, key: UUID, by
) -> ChangeRequest:
    """Put a hint into the college's queue; the same `key` again returns the first.

    Raises Alumnus.DoesNotExist for someone who is not a missing member of the class of `degree`.
    """
    with transaction.atomic():
        Alumnus.objects.select_for_update().get(pk=teller.pk)  # one at a time: the limit is counted
        if earlier := ChangeRequest.objects.filter(key=key, asked_by=by).first():
            return earlier
        about = missing_members(degree).get(pk=about_id)
        told = ChangeRequest.objects.filter(asked_by=by, kind=ChangeRequest.Kind.HINT)
        if told.filter(asked_at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY:
            raise TooMany
        return ChangeRequest.objects.create(
            alumnus=about, kind=ChangeRequest.Kind.HINT, statement=statement, key=key, asked_by=by
        )
