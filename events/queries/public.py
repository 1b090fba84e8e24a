"""What everybody sees of events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from events.models import Event, Kind, Material, Series, Session, Speaker

from . import clock
from .standing import Standing, standing


def coming() -> QuerySet[Event]:
    """What lies ahead or is going on, the next first."""
    return with_host(Event.objects.listed().coming()).order_by("starts_at", "pk")


def over() -> QuerySet[Event]:
    """What is over, the last first; who looks for what was cancelled finds it too."""
    rows = Event.objects.listed().filter(Q(ends_at__lt=timezone.now()) | Q(state=Event.State.CANCELLED))
    return with_host(rows).order_by("-starts_at", "-pk")


def with_host(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("series", "college__school", "chapter", "place")


def years() -> list[int]:
    """In which there was something, the last first."""
    found = Event.objects.listed().filter(ends_at__lt=timezone.now())
    return list(
        found.annotate(year=ExtractYear("starts_at")).values_list("year", flat=True).distinct().order_by("-year")
    )


def kinds() -> list[tuple[str, str]]:
    """Kinds of which there is something, in the order of the list."""
    used = set(Event.objects.listed().values_list("kind", flat=True).distinct())
    return [(value, str(label)) for value, label in Kind.choices if value in used]


def of_series(series: Series) -> list[Event]:
    return list(with_host(Event.objects.listed().filter(series=series)).order_by("-starts_at", "-pk"))


def cards(rows: Iterable[Event]) -> list[Event]:
    """The rows with what a card prints beside them."""
    found = list(rows)
    for event in found:
        event.span = clock.spans(event, event)[0]  # type: ignore[attr-defined]
        event.standing = standing(event)  # type: ignore[attr-defined]
    return found


@dataclass
class Page:
    """One event with its parts, as everybody reads them."""

    event: Event
    sessions: Sequence[Session]
    materials: list[Material]
    photographs: list[Material]
    standing: Standing
    names_alumni: bool = field(default=False)

    @property
    def is_over(self) -> bool:
        """Nobody comes any more: what is said of seats and tickets would say nothing."""
        return self.standing in (Standing.HELD, Standing.CANCELLED)


def page(event: Event) -> Page:
    """In four queries, however much there is of each."""
    named = Speaker.objects.named().order_by("order", "pk")
    files = Material.objects.filter(is_public=True).order_by("pk")
    papers = files.exclude(kind=Material.Kind.PHOTOGRAPH)
    sessions = list(
        event.sessions.select_related("place")
        .prefetch_related(Prefetch("speakers", named, to_attr="named"), Prefetch("materials", papers, to_attr="files"))
        .order_by("starts_at", "pk")
    )
    names_alumni = any(speaker.alumnus_id for part in sessions for speaker in part.named)  # type: ignore[attr-defined]
    everything = list(files.filter(event=event))
    photographs = [file for file in everything if file.kind == Material.Kind.PHOTOGRAPH]
    own = [file for file in everything if file.session_id is None and file not in photographs]
    return Page(event, sessions, own, photographs, standing(event), names_alumni)
