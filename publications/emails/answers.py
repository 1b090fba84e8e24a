"""What a mail server's answer means for a delivery, its domain, and the mailing. The text is read before the number:
QQ says 550 to who is too fast."""

import random
import re
from dataclasses import dataclass
from datetime import timedelta

from alumni_office.mail.transport import Answer
from publications.intake.refusals import FULL, NO_SUCH, TOO_FAST, kind_of
from publications.models import Bounce, Delivery

MOST_ATTEMPTS = 8
MOST_RESTS = 30  # attempts that said nothing of the address: after that many it is given up all the same
LONGEST_WAIT = timedelta(hours=4)

_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;]+")
OUR_CODES = {530, 534, 535, 538, 501, 502, 503, 504, 555}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state`: what the delivery becomes, after `later` if it waits again. `rests`: its domain is to be left alone.
    `holds`: the mailing waits for a person. `against`: what it counts as against the address."""

    state: str
    said: str
    later: timedelta | None = None
    rests: bool = False
    holds: bool = False
    against: str = ""


def outcome(answer: Answer, attempts: int) -> Outcome:
    """`attempts`: of this delivery, the one that was answered included."""
    said = shown(f"{answer.code or ''} {answer.text}")
    if answer.is_sent:
        return Outcome(Delivery.State.SENT, said)
    if answer.is_in_doubt:
        return Outcome(Delivery.State.IN_DOUBT, said)
    if answer.code in (0, 421):
        return _again(said, attempts, away=True, rests=bool(TOO_FAST.search(answer.text)))
    if TOO_FAST.search(answer.text) and not (answer.code >= 500 and NO_SUCH.search(answer.text)):
        return _again(said, attempts, rests=True)
    if answer.code < 500:
        if FULL.search(answer.text) and attempts >= MOST_ATTEMPTS:
            return Outcome(Delivery.State.FAILED, said, against=Bounce.Kind.FULL)
        return _again(said, attempts)
    return _refused(answer, said)


def shown(text: str) -> str:
    """A server's words without the addresses that it quotes: editors see counts, not addresses."""
    return _ADDRESS.sub("…", text).strip()[:200]


def _refused(answer: Answer, said: str) -> Outcome:
    kind = kind_of(answer.text, answer.code)
    if answer.stage == "rcpt" and kind in (Bounce.Kind.HARD, Bounce.Kind.FULL):
        return Outcome(Delivery.State.FAILED, said, against=kind)
    if answer.stage != "rcpt" or answer.code in OUR_CODES or kind == Bounce.Kind.BLOCKED:
        if answer.stage == "dot" and kind in (Bounce.Kind.HARD, Bounce.Kind.FULL):
            return Outcome(Delivery.State.FAILED, said, against=kind)
        return Outcome(Delivery.State.QUEUED, said, holds=True)  # of the recipient nothing was said
    return Outcome(Delivery.State.FAILED, said)


def _again(said: str, attempts: int, *, away: bool = False, rests: bool = False) -> Outcome:
    if attempts >= MOST_RESTS or (attempts >= MOST_ATTEMPTS and not away and not rests):
        return Outcome(Delivery.State.FAILED, said, against="" if away or rests else Bounce.Kind.SOFT)
    return Outcome(Delivery.State.QUEUED, said, later=wait(attempts), rests=rests)


def wait(times: int) -> timedelta:
    """Twice as long each time, and never two at the same moment."""
    longest = min(timedelta(minutes=2 ** min(max(times - 1, 0), 10)), LONGEST_WAIT)
    return longest * random.uniform(0.8, 1.2)  # noqa: S311
