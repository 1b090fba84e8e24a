"""Officers of the chapter that holds an event, in the access log."""

from chapters.models import led_by
from events.models import Event


def criteria_of(event: Event, by) -> dict:
    """What everybody concerned reads of who it was; nothing where it was nobody of the chapter."""
    person = getattr(by, "alumnus", None)
    is_officer = event.chapter_id and person and led_by(person).filter(pk=event.chapter_id).exists()
    return {"officer_of": event.chapter.name, "event": event.pk} if event.chapter and is_officer else {}
