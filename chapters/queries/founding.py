"""Applications as pages show them: how far, whose turn, and what is missing."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chapters.models import Application, Chapter, Document, Initiator, Seat
from chapters.models.zones import HOME

State = Application.State
COUNCIL = {Seat.PRESIDENT: gettext_lazy("President"), Seat.SECRETARY_GENERAL: gettext_lazy("Secretary-general")}


@dataclass(frozen=True)
class Turn:
    """`who` is applicant, office or nobody; `now` says what they do, `after` what comes next."""

    who: str
    label: str | Promise
    now: str
    after: str
    since: datetime


@dataclass(frozen=True)
class Step:
    label: str | Promise
    state: str  # done, now, next


STEPS = [
    (gettext_lazy("Draft and initiators"), [State.DRAFT]),
    (gettext_lazy("The office looks at it"), [State.SUBMITTED, State.ASKED]),
    (gettext_lazy("Preparation and founding meeting"), [State.COMMISSIONED]),
    (gettext_lazy("The office looks at the founding"), [State.REPORTED]),
    (gettext_lazy("Recognised"), [State.RECOGNISED]),
]


def steps_of(application: Application) -> list[Step]:
    """How far it came; one that was refused or withdrawn is nowhere."""
    here = next((at for at, (_label, states) in enumerate(STEPS) if application.state in states), None)
    if here is None:
        return []
    is_over = application.state == State.RECOGNISED

    def state(at: int) -> str:
        return "done" if at < here or is_over else "now" if at == here else "next"

    return [Step(label, state(at)) for at, (label, _states) in enumerate(STEPS)]


def turn_of(application: Application, *, confirmed: int) -> Turn:
    who, now, after = TURNS.get(application.state) or (
        "applicant", _drafting(confirmed), _("Then the office looks at the application."),
    )  # fmt: skip
    labels = {
        "applicant": gettext_lazy("The applicant’s turn"),
        "office": gettext_lazy("The office’s turn"),
        "nobody": gettext_lazy("Nothing is left to do"),
    }
    return Turn(who, labels[who], str(now), str(after), application.moved_at)


# {state: (whose turn, what they do, what comes next)}; a draft's is counted.
TURNS: dict[str, tuple[str, str | Promise, str | Promise]] = {
    State.SUBMITTED: (
        "office",
        gettext_lazy("The office looks at the application and commissions the preparation, asks, or refuses."),
        gettext_lazy("With the letter of commission the preparatory group calls the founding meeting."),
    ),
    State.ASKED: (
        "applicant",
        gettext_lazy("The office has a question: answer it, and mend what it asks for."),
        gettext_lazy("Then the office looks at the application again."),
    ),
    State.COMMISSIONED: (
        "applicant",
        gettext_lazy("The preparatory group holds the founding meeting and reports it: date and place, charter, "
                     "minutes, and who was elected."),
        gettext_lazy("Then the office looks at the report and recognises the chapter."),
    ),
    State.REPORTED: (
        "office",
        gettext_lazy("The office looks at the report of the founding meeting."),
        gettext_lazy("With the recognition the first term begins, and the officers keep the chapter’s pages."),
    ),
    State.RECOGNISED: (
        "nobody", gettext_lazy("The chapter is recognised. Its officers keep its pages from now on."), "",
    ),
    State.REFUSED: (
        "nobody", gettext_lazy("The application was refused. Another one may be started at any time."), "",
    ),
    State.WITHDRAWN: (
        "nobody", gettext_lazy("The application was withdrawn. Another one may be started at any time."), "",
    ),
}  # fmt: skip


def _drafting(confirmed: int) -> str:
    left = settings.CHAPTER_INITIATORS - confirmed
    if left <= 0:
        return _("Enough initiators have confirmed: complete the application and send it.")
    return ngettext(
        "%(left)s initiator must still confirm; meanwhile name the chapter and add charter and plan.",
        "%(left)s initiators must still confirm; meanwhile name the chapter and add charter and plan.",
        left,
    ) % {"left": left}


def needed() -> int:
    return settings.CHAPTER_INITIATORS


def confirmed(application: Application) -> int:
    return application.initiators.filter(state=Initiator.State.CONFIRMED).count()


def asked(application: Application) -> QuerySet[Initiator]:
    """Those on the list of initiators, in the order in which they were invited."""
    return application.initiators.exclude(state=Initiator.State.REMOVED).select_related("alumnus").order_by("pk")


def missing(application: Application) -> list[str]:
    """What the application still needs before it can be sent, a sentence each."""
    kinds = set(application.documents.values_list("kind", flat=True))
    left = settings.CHAPTER_INITIATORS - confirmed(application)
    said = [
        (not application.name, _("The chapter has no name yet.")),
        (
            application.kind == Chapter.Kind.OVERSEAS and application.time_zone == HOME,
            _("Choose the time zone of the chapter’s place."),
        ),
        (not application.plan.strip(), _("Say why the chapter is founded, who is behind it, and what for.")),
        (Document.Kind.CHARTER not in kinds, _("The draft of the charter is missing.")),
        (Document.Kind.PLAN not in kinds, _("The plan is missing.")),
        (
            left > 0,
            ngettext("%(left)s initiator must still confirm.", "%(left)s initiators must still confirm.", max(left, 1))
            % {"left": left},
        ),
    ]
    return [sentence for is_missing, sentence in said if is_missing]


def missing_in_report(application: Application) -> list[str]:
    """What the report of the founding still needs. The charter is the adopted one: younger than the letter."""
    letter = application.documents.filter(kind=Document.Kind.LETTER).order_by("-pk").first()
    after = application.documents.filter(pk__gt=letter.pk if letter else 0)
    kinds = set(after.values_list("kind", flat=True))
    seats = set(application.nominees.values_list("seat", flat=True))
    said = [
        (not application.met_on, _("The founding meeting is not reported yet: say when and where it was.")),
        (Document.Kind.CHARTER not in kinds, _("The charter that the meeting adopted is missing.")),
        (Document.Kind.MINUTES not in kinds, _("The minutes of the meeting are missing.")),
        *(
            (seat not in seats, _("The council has no one as %(post)s yet.") % {"post": label})
            for seat, label in COUNCIL.items()
        ),
    ]
    return [sentence for is_missing, sentence in said if is_missing]


def mine(person) -> QuerySet[Application]:
    return Application.objects.of(person).select_related("chapter", "college").order_by("-pk")


def queue(user, which: str = "office") -> QuerySet[Application]:
    """`office`: what waits for us, the longest first; `applicants`: what waits for them; `over`: what was decided."""
    shown = Application.objects.visible_to(user).select_related("applicant", "chapter", "college")
    shown = shown.annotate(confirmed=Count("initiators", filter=Q(initiators__state=Initiator.State.CONFIRMED)))
    if which == "office":
        return shown.filter(state__in=Application.FOR_THE_OFFICE).order_by("moved_at", "pk")
    if which == "applicants":
        return shown.filter(state__in=[State.ASKED, State.COMMISSIONED]).order_by("moved_at", "pk")
    return shown.exclude(state__in=Application.OPEN).order_by("-moved_at", "-pk")


def waiting(user) -> QuerySet[Application]:
    """For the first page: whose turn is the office's."""
    return Application.objects.visible_to(user).filter(state__in=Application.FOR_THE_OFFICE)


def open_of(chapter: Chapter) -> Application | None:
    """The application by which the chapter moves just now."""
    sent = chapter.applications.filter(state__in=Application.OPEN).exclude(state=State.DRAFT)
    return sent.order_by("-pk").first()
