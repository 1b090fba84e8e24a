"""Names that leave the system with a device or on paper: each time is written down."""

from django.db import transaction

from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from chapters.models import led_by
from events.models import CheckList, Event


@transaction.atomic
def note_carried(*, check_list: CheckList, count: int, by) -> None:
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=CheckList._meta.label_lower, target_id=check_list.pk, by=by,
        count=count, reason="check-in without a network", criteria=_whose(check_list.event, by),
    )  # fmt: skip


@transaction.atomic
def note_printed(*, event: Event, kind: str, people: list[int], count: int, by) -> None:
    record_access(
        action=AccessRecord.Action.DOWNLOAD, target=Event._meta.label_lower, target_id=event.pk, by=by, count=count,
        reason=kind, people=people, criteria=_whose(event, by),
    )  # fmt: skip


def _whose(event: Event, by) -> dict:
    """What everybody concerned reads of who it was: an officer of the chapter that is the host."""
    person = getattr(by, "alumnus", None)
    is_officer = event.chapter_id and person and led_by(person).filter(pk=event.chapter_id).exists()
    return {"officer_of": event.chapter.name, "event": event.pk} if event.chapter and is_officer else {}
