"""A sender's turn: claim a batch, send it letter by letter, give back what time did not allow.

A turn is short, so that mailings take turns at the workers; the connection to the mail server stays open between
turns of one process.
"""

import logging
import time
import uuid
from datetime import timedelta

from alumni_office.mail import epochs
from alumni_office.mail.transport import Line
from publications.emails.answers import Outcome, outcome
from publications.emails.building import Letter, Recipient, return_path
from publications.emails.headers import BadHeader
from publications.models import Delivery, Mailing
from publications.queries.recipients import fields_of
from publications.services.returns import refused_at_once

from . import claiming, seats
from .ending import finish, hold, hold_for_errors, hold_if_old
from .stepping import ENDS, GO, Done, Stepper

logger = logging.getLogger(__name__)

TURN = 20  # seconds
PAUSE = 0.2
AWAY = timedelta(minutes=1)
LOOK = 100  # letters, after which a sender looks whether too many were refused, and shows that it lives
MANY_LATER = 5  # answers "later" of one domain, one after the other, are a rest

_line = Line()


def run(*, mailing_id: int, ticket: str) -> str | None:
    """Send for one turn; return the ticket of the next turn, or None when there is none."""
    seat = seats.sit(mailing_id, uuid.UUID(ticket))
    if seat is None:
        return None
    if hold_if_old(mailing_id=mailing_id, epoch=epochs.current()):
        seats.leave(seat)
        return None
    turn = Turn(mailing_id, seat)
    try:
        goes_on = turn.take()
    except BaseException:
        _line.drop()
        seats.leave(seat)
        raise
    if goes_on:
        seats.wait_for_bell(seat)
        return str(seat)
    seats.leave(seat)
    finish(mailing_id=mailing_id)
    return None


class Turn:
    def __init__(self, mailing_id: int, seat: uuid.UUID):
        self.mailing_id, self.seat = mailing_id, seat
        self.until = time.monotonic() + TURN
        self.letters: dict[str, Letter] = {}
        self.wanted: set[str] = set()  # fields of people
        self.laters: dict[str, int] = {}
        self.reached: set[str] = set()
        self.resting: set[str] = set()

    def take(self) -> bool:
        """Return whether there is more to send at once."""
        mailing = Mailing.objects.filter(pk=self.mailing_id, state=Mailing.State.SENDING).first()
        if mailing is None:
            return False
        self.letters = {version.language: Letter(mailing, version) for version in mailing.versions.all()}
        self.wanted = {"name"}.union(*(letter.fields for letter in self.letters.values()))
        while time.monotonic() < self.until:
            token = uuid.uuid4()
            batch = claiming.claim(mailing_id=self.mailing_id, token=token)
            if not batch:
                if not self._wait():
                    return False
                continue
            if not self._send(batch, token) or not self._may_go_on():
                return False
        return True

    def _may_go_on(self) -> bool:
        return seats.stay(self.seat) and not hold_for_errors(mailing_id=self.mailing_id)

    def _wait(self) -> bool:
        """Wait for what is due within this turn; return whether there is anything."""
        soon = timedelta(seconds=max(self.until - time.monotonic(), 0))
        if not claiming.is_due_within(mailing_id=self.mailing_id, soon=soon):
            return False
        time.sleep(PAUSE)
        return True

    def _send(self, batch: list[claiming.Claimed], token: uuid.UUID) -> bool:
        """Send a batch; return whether the turn goes on."""
        closed = _line.open()
        if closed is not None:
            self._away(outcome(closed, 1), token)
            return False
        stepper = Stepper(token)
        self.resting.clear()
        try:
            goes_on = self._each(batch, stepper)
            stepper.end()
        finally:
            claiming.give_back(token=token)
        if self.reached:
            claiming.relax(domains=self.reached)
        return goes_on

    def _each(self, batch: list[claiming.Claimed], stepper: Stepper) -> bool:
        """Take the letters of a batch one by one; return whether the turn goes on."""
        fields = fields_of([row.person_id for row in batch], self.wanted)
        for place, row in enumerate(batch, 1):
            if self.resting and row.domain in self.resting:
                continue  # it waits again when the batch is given back
            verdict = stepper.next(row)
            if verdict == GO:
                if not self._speak(row, fields[row.person_id], stepper):
                    return False
            elif verdict in ENDS:
                return verdict == "lost"
            if time.monotonic() > self.until:
                return True
            if place % LOOK == 0 and place < len(batch):
                stepper.end()
                if not self._may_go_on():
                    return False
        return True

    def _speak(self, row: claiming.Claimed, fields: dict[str, str], stepper: Stepper) -> bool:
        """Say one letter to the server and keep the answer for the next step; return whether to go on."""
        letter = self.letters.get(row.language) or next(iter(self.letters.values()))
        try:
            back = return_path(row.id)
            mail = letter.build(Recipient(row.id, fields["name"], row.address, fields), back=back)
        except BadHeader as error:
            stepper.done = Done(row.id, Outcome(Delivery.State.FAILED, str(error)))
            return True
        result = outcome(_line.send(back, row.address, mail), row.attempts + 1)
        stepper.done = Done(row.id, result)
        if result.state == Delivery.State.SENT:
            domain = row.domain
            self.laters.pop(domain, None)
            self.reached.add(domain)
            return True
        return self._trouble(row, result, stepper)

    def _trouble(self, row: claiming.Claimed, result: Outcome, stepper: Stepper) -> bool:
        stepper.end()  # written down before anything is done about it
        if result.later:
            self.laters[row.domain] = self.laters.get(row.domain, 0) + 1
        if result.rests or self.laters.get(row.domain, 0) >= MANY_LATER:
            claiming.rest(domain=row.domain, reason=result.said)
            self.resting.add(row.domain)
            self.laters.pop(row.domain, None)
        if result.against:
            refused_at_once(delivery_id=row.id, kind=result.against, said=result.said)
        if result.holds:
            hold(mailing_id=self.mailing_id, reason=result.said)
            return False
        return _line.server is not None or _line.open() is None

    def _away(self, result: Outcome, token: uuid.UUID) -> None:
        """The mail server does not answer: everything waits a minute. One that refuses us waits for a person."""
        claiming.give_back(token=token, later=AWAY)
        logger.warning("the mail server is away", extra={"mailing": self.mailing_id})
        if result.holds:
            hold(mailing_id=self.mailing_id, reason=result.said)
        else:
            Mailing.objects.filter(pk=self.mailing_id).update(reason=result.said[:300])
