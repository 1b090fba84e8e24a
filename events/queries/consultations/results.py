"""What was answered, as far as the promise lets it be shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from events.models import Asked, Ballot, Consultation, ConsultationAnswer, ConsultationQuestion
from events.models.consultations import FEWEST

MOST_TEXTS = 500

Kind = ConsultationQuestion.Kind


@dataclass(frozen=True)
class Numbers:
    asked: int  # of the circle when it opened
    mailed: int
    answered: int
    silent: int  # mailed, and no answer

    @property
    def rate(self) -> int:
        """In percent of those asked."""
        return round(100 * self.answered / self.asked) if self.asked else 0


@dataclass(frozen=True)
class Line:
    value: str
    label: str
    count: int
    share: float  # in percent of the answers to the question


@dataclass(frozen=True)
class Text:
    name: str  # empty without a name
    text: str


@dataclass(frozen=True)
class Answers:
    """To one question. `is_few`: so few without a name that only their number is shown."""

    question: ConsultationQuestion
    count: int
    is_few: bool = False
    lines: list[Line] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def mean(self) -> float | None:
        """Of a scale."""
        if self.question.kind != Kind.SCALE or not self.count or self.is_few:
            return None
        return sum(int(line.value) * line.count for line in self.lines) / self.count

    @property
    def more_texts(self) -> int:
        return max(self.count - len(self.texts), 0) if self.question.kind == Kind.TEXT and not self.is_few else 0


def numbers(consultation: Consultation) -> Numbers:
    found = Asked.objects.filter(consultation=consultation).aggregate(
        asked=Count("pk"), mailed=Count("pk", filter=Q(asked_at__isnull=False)),
        answered=Count("pk", filter=Q(is_answered=True)),
        silent=Count("pk", filter=Q(is_answered=False, asked_at__isnull=False)),
    )  # fmt: skip
    return Numbers(**found)


def with_numbers(rows):
    """The list's figures, in one statement."""
    return rows.annotate(people=Count("asked"), answers=Count("asked", filter=Q(asked__is_answered=True)))


def is_withheld(consultation: Consultation) -> bool:
    """Answers without a name are read when all are there: one after the other they would say whose they are."""
    return consultation.is_anonymous and consultation.state in (Consultation.State.DRAFT, Consultation.State.OPEN)


def answers(consultation: Consultation, *, most: int | None = MOST_TEXTS) -> list[Answers]:
    """To each question in its order; nothing while they are withheld."""
    if consultation.is_draft or is_withheld(consultation):
        return []
    rows = Ballot.objects if consultation.is_anonymous else ConsultationAnswer.objects
    of_this = rows.filter(question__consultation=consultation)
    counts = dict(of_this.order_by().values_list("question").annotate(Count("pk")))
    few = {pk for pk, count in counts.items() if count < FEWEST} if consultation.is_anonymous else set()
    chosen = _chosen(of_this)
    texts = _texts(consultation, few, most)
    found = []
    for question in consultation.questions.all():
        count, is_few = counts.get(question.pk, 0), question.pk in few
        lines = [] if is_few or question.kind == Kind.TEXT else _lines(question, chosen[question.pk], count)
        found.append(Answers(question, count, is_few, lines, texts[question.pk]))
    return found


def _chosen(of_this) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = of_this.exclude(question__kind=Kind.TEXT).order_by().values_list("question", "values")
    for question, values, count in rows.annotate(Count("pk")):
        for value in values:
            found[question][value] += count
    return found


def _lines(question: ConsultationQuestion, chosen: dict[str, int], count: int) -> list[Line]:
    return [
        Line(value, label, chosen.get(value, 0), 100 * chosen.get(value, 0) / count if count else 0)
        for value, label in question.options
    ]


def _texts(consultation: Consultation, few: set[int], most: int | None) -> dict[int, list[Text]]:
    """By name; without a name in an order of chance, which is another one each time."""
    found: dict[int, list[Text]] = defaultdict(list)
    wanted = Q(question__consultation=consultation, question__kind=Kind.TEXT) & ~Q(question__in=few)
    rows: Iterable[tuple[int, str, list[str]]]
    if consultation.is_anonymous:
        ballots = Ballot.objects.filter(wanted).order_by("?").values_list("question", "values")
        rows = ((question, "", values) for question, values in ballots)
    else:
        # Who asked that the data be kept and not used is counted, and not read.
        named = ConsultationAnswer.objects.filter(wanted, asked__alumnus__restricted_at__isnull=True)
        rows = named.exclude(asked__alumnus=None).order_by("asked__alumnus__name", "pk").values_list(
            "question", "asked__alumnus__name", "values"
        )  # fmt: skip
    for question, name, values in rows:
        if most is None or len(found[question]) < most:
            found[question].append(Text(name, "\n".join(values)))
    return found
