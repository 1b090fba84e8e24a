"""How much one account may read of others: enough to find friends, too little to copy the register."""

from django.db import transaction
from django.utils import timezone

from alumni.models import Alumnus
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.ui.limits import counted

PAGES_AN_HOUR = 60
PEOPLE_A_DAY = 1_000


class TooMuch(Exception):
    """The account has looked at as much as it may for now."""


def count_page(*, user, people: int) -> None:
    """Count one page of results that shows so many people. Raises TooMuch; reaching the limit of a day is written
    into the access log once, for the auditor."""
    now = timezone.localtime()
    pages = counted(f"looking:pages:{user.pk}:{now:%Y%m%d%H}", seconds=3600)
    shown = counted(f"looking:people:{user.pk}:{now:%Y%m%d}", seconds=86400, number=people)
    if shown > PEOPLE_A_DAY and shown - people <= PEOPLE_A_DAY:
        with transaction.atomic():
            record_access(
                action=AccessRecord.Action.SEARCH, target=Alumnus._meta.label_lower, count=shown, by=user,
                reason="limit of a day reached", criteria={"door": "classmates"},
            )  # fmt: skip
    if pages > PAGES_AN_HOUR or shown > PEOPLE_A_DAY:
        raise TooMuch
