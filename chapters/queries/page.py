"""What everyone sees of one chapter."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from chapters.models import Chapter, Gathering, Notice, Office, Term

from .naming import public_name, with_leave
from .terms import SEATS

NEWS, AHEAD, BACK = 6, 8, 8


@dataclass(frozen=True)
class Seated:
    """Somebody of the council; `name` is empty without a consent to be named."""

    post: str
    name: str


@dataclass(frozen=True)
class Council:
    """The council of today, or the term that is over without a new one."""

    term: Term
    seated: list[Seated]
    is_over: bool

    @property
    def names_somebody(self) -> bool:
        return any(one.name for one in self.seated)


def council_of(chapter: Chapter) -> Council | None:
    term = chapter.terms.filter(starts_on__lte=chapter.today()).order_by("-ends_on").first()
    if term is None:
        return None
    if term.ends_on < chapter.today():
        return Council(term, [], is_over=True)
    held = with_leave(Office.objects.current().filter(term=term)).select_related("alumnus", "post")
    in_order = sorted(held, key=lambda office: (SEATS[office.seat], office.pk))
    return Council(term, [Seated(_post(each), public_name(each)) for each in in_order], is_over=False)


def _post(office) -> str:
    if office.post is None:
        return str(office.get_seat_display())
    return office.post.shown_name


def news_of(chapter: Chapter):
    """What the chapter tells everyone, the latest first."""
    return public_notices().filter(chapter=chapter).order_by("-created_at", "-pk")


def public_notices():
    notices = Notice.objects.filter(audience=Notice.Audience.PUBLIC, withdrawn_at=None)
    return notices.filter(chapter__in=Chapter.objects.listed())


def public_gatherings():
    return Gathering.objects.filter(is_public=True, cancelled_at=None, chapter__in=Chapter.objects.listed())


@dataclass(frozen=True)
class Gatherings:
    ahead: list[Gathering]
    past: list[Gathering]


def gatherings_of(chapter: Chapter) -> Gatherings:
    """The next ones and the last ones; one that began less than half a day ago still counts as ahead."""
    began = timezone.now() - timedelta(hours=12)
    shown = public_gatherings().filter(chapter=chapter)
    return Gatherings(
        list(shown.filter(starts_at__gte=began).order_by("starts_at", "pk")[:AHEAD]),
        list(shown.filter(starts_at__lt=began).order_by("-starts_at", "-pk")[:BACK]),
    )
