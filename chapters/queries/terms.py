"""Terms of councils: which runs, which is overdue, who holds what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Prefetch, QuerySet

from chapters.models import Chapter, Office, Seat, Term
from chapters.models.days import LocalToday

SEATS = {seat: place for place, seat in enumerate(Seat.values)}


@dataclass(frozen=True)
class Led:
    """A chapter that somebody leads, or led until a day."""

    chapter: Chapter
    until: date
    is_now: bool
    begins: date | None = None  # elected, and not in office yet


def overdue() -> QuerySet[Chapter]:
    """The living chapters whose last term is over, by the calendar of their places: `term_ended_on` says since when.
    A chapter without any term is not among them."""
    return (
        Chapter.objects.living()
        .annotate(term_ended_on=Max("terms__ends_on"))
        .filter(term_ended_on__lt=LocalToday("time_zone"))
    )


def without_term() -> QuerySet[Chapter]:
    """Living chapters of whose council nothing is on record: nobody keeps their pages."""
    return Chapter.objects.living().filter(~Exists(Term.objects.filter(chapter=OuterRef("pk"))))


def running_term(chapter: Chapter) -> Term | None:
    today = chapter.today()
    return chapter.terms.filter(starts_on__lte=today, ends_on__gte=today).first()


def next_number(chapter: Chapter) -> int:
    return (chapter.terms.aggregate(last=Max("number"))["last"] or 0) + 1


def keepers_of(term: Term) -> int:
    """How many with an account keep the chapter's pages in this term, today or from its first day on."""
    day = max(term.chapter.today(), term.starts_on)  # type: ignore[union-attr]
    held = Office.objects.managing().filter(term=term, from_on__lte=day, until_on__gte=day)
    return held.filter(alumnus__user__is_active=True).values("alumnus").distinct().count()


def last_term(chapter: Chapter) -> Term | None:
    """The term that runs, or else the one that ended last; one that has not begun is left out."""
    return chapter.terms.filter(starts_on__lte=chapter.today()).order_by("-starts_on").first()


def of_chapter(chapter: Chapter) -> list[Term]:
    """All terms, the latest first, each with `held`: its offices in the order of the posts."""
    offices = Office.objects.select_related("alumnus", "post")
    terms = chapter.terms.order_by("-starts_on").prefetch_related(
        Prefetch("offices", offices), Prefetch("extensions", to_attr="extended")
    )
    found: list[Term] = list(terms)  # type: ignore[arg-type]  # with what was fetched beside them
    today = chapter.today()
    for term in found:
        term.held = sorted(term.offices.all(), key=_place)
        term.is_running = term.starts_on <= today <= term.ends_on
        term.is_to_come = term.starts_on > today
        for office in term.held:
            office.is_now = office.from_on <= today <= office.until_on
    return found


def _place(office: Office):
    return SEATS[office.seat], office.post.name if office.post else "", office.from_on, office.pk


def led(person) -> list[Led]:
    """The chapters that a person leads, leads soon, or led: each once, the running ones first."""
    offices = (
        Office.objects.managing()
        .filter(alumnus=person, term__chapter__isnull=False)
        .exclude(term__chapter__recognition=Chapter.Recognition.DISSOLVED)
        .select_related("term__chapter")
        .order_by("from_on")
    )
    found: dict[int, Led] = {}
    for office in offices:
        chapter = office.term.chapter
        today = chapter.today()
        is_now = office.from_on <= today <= office.until_on
        known = found.get(chapter.pk)
        if known and known.is_now and not is_now:
            continue
        begins = office.from_on if office.from_on > today else None
        until = max(office.until_on, known.until) if known and known.is_now else office.until_on
        found[chapter.pk] = Led(chapter, until, is_now, begins)
    return sorted(found.values(), key=lambda row: (not row.is_now, row.begins is None, row.chapter.name))


def has_led(person_of_user: str) -> Exists:
    """Whether somebody leads, or led, a chapter; `person_of_user` is the outer row's key of the user."""
    return Exists(Office.objects.managing().filter(alumnus__user=OuterRef(person_of_user), term__chapter__isnull=False))


def for_desk(user) -> QuerySet[Term]:
    """The latest term of each chapter in sight, by its end; `is_overdue` by the calendar of the place."""
    later = Term.objects.filter(chapter=OuterRef("chapter_id"), starts_on__gt=OuterRef("starts_on"))
    return (
        Term.objects.filter(chapter__in=Chapter.objects.visible_to(user).living())
        .exclude(Exists(later))
        .select_related("chapter")
        .annotate(today=LocalToday("chapter__time_zone"))
        .order_by("ends_on", "pk")
    )


def overdue_for_desk(user) -> QuerySet[Term]:
    return for_desk(user).filter(ends_on__lt=F("today"))


def with_days_left(rows: QuerySet[Term]) -> list[Term]:
    """The terms with `days_left`, negative for those that are over, and then `days_over`."""
    found = list(rows)
    for term in found:
        term.days_left = (term.ends_on - term.today).days  # type: ignore[attr-defined]  # of for_desk()
        term.days_over = -term.days_left
    return found
