"""Whatever comes in which order: seats held are the sum of the holders and within the capacity, at each step."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from alumni_office.saving.refusals import Refused
from events.models import Registration
from events.queries.free_seats import Free, Need
from events.services import states
from events.services.changes import BelowTaken, change_event
from events.services.registering.changing import cancel, change
from events.services.registering.deciding import approve, decline
from events.services.registering.moving_up import waiting_units
from tests.factories import make_event_session, make_user

from .wishes import an_event, enrol, make_ticket, wish

pytestmark = pytest.mark.django_db
LIVE = Registration.LIVE
CALM = settings(
    max_examples=12, stateful_step_count=16, deadline=None, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


class Registering(RuleBasedStateMachine):
    """Each walk in a savepoint of its own, undone at its end. `last` holds the state of each registration after the
    step before."""

    needs_approval = False

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = make_user()
        self.event = an_event(capacity=5, needs_approval=self.needs_approval)
        self.ticket = make_ticket(self.event, capacity=3)
        self.part = make_event_session(self.event, is_chosen=True, capacity=4)
        self.number, self.last = 0, {}

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _one(self, index):
        rows = list(self.event.registrations.order_by("pk"))
        return rows[index % len(rows)] if rows else None

    def _wish(self, companions, with_ticket, with_part):
        return {
            "companions": companions, "ticket": self.ticket if with_ticket else None,
            "sessions": [self.part] if with_part else [],
        }  # fmt: skip

    @rule(companions=st.integers(0, 3), with_ticket=st.booleans(), with_part=st.booleans())
    def somebody_registers(self, companions, with_ticket, with_part):
        self.number += 1
        self._try(lambda: enrol(self.event, f"来宾{self.number}", **self._wish(companions, with_ticket, with_part)))

    @rule(index=st.integers(0, 20), companions=st.integers(0, 3), with_ticket=st.booleans(), with_part=st.booleans())
    def somebody_changes(self, index, companions, with_ticket, with_part):
        if row := self._one(index):
            said = wish(row.name, email=row.email, **self._wish(companions, with_ticket, with_part))
            self._try(lambda: change(registration=row, version=row.version, wish=said, by=None))

    @rule(index=st.integers(0, 20))
    def somebody_cancels(self, index):
        if row := self._one(index):
            self._try(lambda: cancel(registration=row, by=None))

    @rule(index=st.integers(0, 20), yes=st.booleans())
    def the_host_decides(self, index, yes):
        if row := self._one(index):
            more = {} if yes else {"reason": "名额有限"}
            self._try(lambda: (approve if yes else decline)(registration=row, by=self.by, **more))

    @rule(capacity=st.integers(1, 12))
    def seats_change(self, capacity):
        self.event.refresh_from_db()
        try:
            change_event(event=self.event, version=self.event.version, by=self.by, capacity=capacity)
        except BelowTaken:
            assert capacity < self.event.taken
        except Refused:
            assert self.event.state == "cancelled"

    @precondition(lambda self: self.number > 8)
    @rule()
    def the_event_is_cancelled(self):
        self._try(lambda: states.cancel(event=self.event, reason="台风", by=self.by))

    def _try(self, act):
        with suppress(Refused):
            act()

    @invariant()
    def seats_add_up(self):
        for row in (self.event, self.ticket, self.part):
            row.refresh_from_db()
        holding = self.event.registrations.holding()
        sums = [
            rows.aggregate(sum=Sum("seats"))["sum"] or 0
            for rows in (
                holding, holding.filter(ticket=self.ticket), holding.filter(session_seats__session=self.part)
            )
        ]  # fmt: skip
        assert [self.event.taken, self.ticket.taken, self.part.taken] == sums
        assert self.event.taken <= self.event.capacity
        assert self.ticket.taken <= 3
        assert self.part.taken <= 4

    @invariant()
    def nobody_waits_who_fits(self):
        if self.event.state == "open":
            free = Free(self.event)
            assert [unit for unit in waiting_units(self.event) if free.shortage(Need.of(unit)) is None] == []

    @invariant()
    def what_is_over_stays_over_and_a_seat_is_not_lost_to_the_list(self):
        now = dict(self.event.registrations.values_list("pk", "state"))
        for pk, before in self.last.items():
            if before not in LIVE:
                assert now[pk] == before
            if before in Registration.HOLDING:
                assert now[pk] != "waiting"
        self.last = now


class Deciding(Registering):
    needs_approval = True


@pytest.mark.parametrize("machine", [Registering, Deciding], ids=["at once", "by the host"])
def test_whatever_comes_in_which_order_seats_are_as_they_are_held(machine):
    run_state_machine_as_test(machine, settings=CALM)
