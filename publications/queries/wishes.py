"""What a person gets, as the person chooses it: each periodical by each channel, and how often a letter."""

from dataclasses import dataclass

from alumni.models import Alumnus
from alumni.wordings import Wording, wording
from publications.models import LetterLimit, Periodical, Subscription


@dataclass(frozen=True)
class Wish:
    """`row` is None for what the person never said anything about."""

    periodical: Periodical
    channel: str
    label: str
    row: Subscription | None
    wording: Wording | None

    @property
    def is_running(self) -> bool:
        return self.row is not None and self.row.ended_at is None


def wishes(person: Alumnus) -> list[tuple[Periodical, list[Wish]]]:
    """Each periodical with its channels: an e-newsletter comes by e-mail only."""
    rows = {(row.periodical_id, row.channel): row for row in Subscription.objects.filter(alumnus=person)}
    found = []
    for periodical in Periodical.objects.in_order():
        channels = list(Subscription.Channel)
        if periodical.kind == Periodical.Kind.NEWSLETTER:
            channels = [Subscription.Channel.EMAIL]
        found.append(
            (periodical, [
                Wish(periodical, each.value, str(each.label), rows.get((periodical.pk, each.value)),
                     wording("contact", each.value))
                for each in channels
            ])
        )  # fmt: skip
    return found


def limit_of(person: Alumnus) -> int:
    """Days between two letters to many; 0 for no limit."""
    return LetterLimit.objects.filter(alumnus=person).values_list("days", flat=True).first() or 0
