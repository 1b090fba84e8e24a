"""Appointing somebody as liaison of the own class, and ending it."""

from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus, Degree, Liaison


class NoClass(Exception):
    """Of this degree no class can be told: it lacks the college, the year, or both class and major."""


class NotNow(Exception):
    """The person is no longer living, or had the record restricted."""


@transaction.atomic
def appoint_liaison(*, degree: Degree, by) -> Liaison:
    """Make the person of `degree` liaison of its class from today; repeating it changes nothing. Raises NoClass and
    NotNow."""
    if degree.class_of is None:
        raise NoClass
    person = Alumnus.objects.select_for_update().get(pk=degree.alumnus_id)
    if person.life == Alumnus.Life.DECEASED or person.restricted_at:
        raise NotNow
    return Liaison.objects.get_or_create(
        degree=degree, until_on=None,
        defaults={"alumnus_id": degree.alumnus_id, "from_on": timezone.localdate(), "appointed_by": by},
    )[0]  # fmt: skip


def end_liaison(*, liaison: Liaison, by) -> bool:
    """Return whether this call ended it."""
    return bool(Liaison.objects.current().filter(pk=liaison.pk).update(until_on=timezone.localdate()))
