"""What is still missing in a plan, each a sentence with the page where it is done."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Speaker

State = Event.State


@dataclass(frozen=True)
class Missing:
    text: str
    part: str  # the end of the page's name


def missing(event: Event) -> list[Missing]:
    if event.state in (Event.State.HELD, Event.State.CANCELLED):
        return []
    found = [
        (not event.text, _("There is no text yet: visitors read the title only."), "words"),
        (not event.title_en, _("There is no English title."), "words"),
        (event.place_id is None and not event.where and not event.online_url, _("Nobody knows where it is."), "time"),
        (_is_too_small(event), _("There are more seats than the place holds."), "rules"),
        *_of_parts(event),
    ]
    return [Missing(text, part) for is_so, text, part in found if is_so]


def _is_too_small(event: Event) -> bool:
    holds = event.place.capacity if event.place else None
    return bool(holds and (event.capacity is None or event.capacity > holds))


def _of_parts(event: Event) -> list[tuple[bool, str, str]]:
    outside = sum(
        not (event.starts_at <= part.starts_at and part.ends_at <= event.ends_at) for part in event.sessions.all()
    )
    silent = Speaker.objects.filter(
        session__event=event, alumnus__isnull=False, answer=Speaker.Answer.NOT_ASKED
    ).count()
    return [
        (
            bool(outside),
            ngettext(
                "%(number)s part lies outside the time of the event.", "%(number)s parts lie outside the time of the "
                "event.", outside,
            ) % {"number": outside},
            "sessions",
        ),
        (
            bool(silent),
            ngettext(
                "%(number)s speaker was not asked yet whether we may name them.",
                "%(number)s speakers were not asked yet whether we may name them.", silent,
            ) % {"number": silent},
            "sessions",
        ),
    ]  # fmt: skip


def verbs(event: Event) -> list[str]:
    """What may be done with it now, the usual next step first; cancelling has a page of its own."""
    has_begun = event.starts_at <= timezone.now()
    of_state = {
        State.DRAFT: ["announce"] if has_begun else ["announce", "open"],
        State.ANNOUNCED: ["close"] if has_begun else ["open", "close", "take_back"],
        State.OPEN: ["hold"] if has_begun else ["close"],
        State.CLOSED: ["hold"] if has_begun else ["open"],
    }
    return of_state.get(State(event.state), [])
