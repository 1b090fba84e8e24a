"""Names that leave the system with a device or on paper: each time is written down."""

from django.db import transaction

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from events.models import CheckList, Event

from .officers import criteria_of


@transaction.atomic
def note_carried(*, check_list: CheckList, count: int, by) -> None:
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=CheckList._meta.label_lower, target_id=check_list.pk, by=by,
        count=count, reason="check-in without a network", criteria=criteria_of(check_list.event, by),
    )  # fmt: skip


@transaction.atomic
def note_printed(*, event: Event, kind: str, people: list[int], count: int, by) -> None:
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Event._meta.label_lower, target_id=event.pk, by=by, count=count,
        reason=kind, people=people, criteria=criteria_of(event, by),
    )  # fmt: skip
