"""The plan: when, where, how many, counted by what, and until when the council serves."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alumni_office.saving.refusals import Refused
from chapters.models import Congress

from .refusals import held

State = Congress.State
# What changes the quotas that were worked out from it.
OF_THE_QUOTAS = {"seats", "least", "basis"}


def plan_congress(*, key: UUID, by, **values) -> Congress:
    """Enter a congress; the same form sent twice is one congress."""
    try:
        with transaction.atomic():
            return Congress.objects.create(key=key, created_by=by, **values)
    except IntegrityError:
        if found := Congress.objects.filter(key=key).first():
            return found
        raise


@transaction.atomic
def change_plan(*, congress: Congress, by, **values) -> Congress:
    """Write a plan anew. What the quotas were worked out from stays as it is once delegates are named. Raises
    Refused."""
    congress = held(congress.pk, State.PLANNED, State.NOMINATING, State.OPEN)
    changed = {name for name, value in values.items() if getattr(congress, name) != value}
    if congress.state != State.PLANNED and (fixed := changed & OF_THE_QUOTAS):
        raise Refused(
            _("Delegates are being named by these quotas: this cannot be changed any more."), field=sorted(fixed)[0]
        )
    if congress.state == State.OPEN and "starts_on" in changed:
        raise Refused(_("The congress has begun."), field="starts_on")
    for name, value in values.items():
        setattr(congress, name, value)
    congress.save()
    return congress
