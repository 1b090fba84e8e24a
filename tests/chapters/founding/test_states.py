"""The life of applications and of chapters, walked at random: whatever is tried, in whatever order, what must hold
holds, and the database refuses what the services do."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from chapters.models import Application, Chapter, CivilChange, Initiator, RecognitionChange, Term
from chapters.queries import founding as queries
from chapters.services import founding
from chapters.services.recognition import AlreadyThere, ImpossibleStep, change_civil, change_recognition
from tests.factories import make_chapter, make_user

from .steps import complete, fill_report, neighbour

pytestmark = pytest.mark.django_db
CALM = settings(
    max_examples=12, stateful_step_count=14, deadline=None, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


class Undone(RuleBasedStateMachine):
    """Each walk in a savepoint of its own, undone at its end."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


class Recognition(Undone):
    """The two facts of one chapter."""

    def __init__(self):
        super().__init__()
        self.chapter = make_chapter(recognition="lead", founded_on=date(2001, 5, 1))
        self.facts = {"recognition": "lead", "civil": "none"}
        self.steps = {"recognition": 0, "civil": 0}

    def go(self, fact, to, model, change, **more):
        before = self.facts[fact]
        try:
            with transaction.atomic():
                change(chapter=self.chapter, to=to, reason="因为", by=None, **more)
        except ImpossibleStep:
            assert to not in model.MOVES[before]
            self.refused_by_the_database(model, before, to, more)
        else:
            assert to in model.MOVES[before]
            self.facts[fact] = to
            self.steps[fact] += 1

    def refused_by_the_database(self, model, before, to, more):
        row = {"chapter": self.chapter, "from_state": before, "to_state": to, "reason": "因为"}
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**row, **more, happened_on=date(2026, 1, 1))

    @rule(to=st.sampled_from(Chapter.Recognition.values))
    def recognise(self, to):
        self.go("recognition", to, RecognitionChange, change_recognition)

    @rule(to=st.sampled_from(Chapter.Civil.values))
    def register(self, to):
        more = {"number": "51370200MJ0001", "authority": "青岛市民政局"} if to == "registered" else {}
        self.go("civil", to, CivilChange, change_civil, **more)

    @rule(to=st.sampled_from(Chapter.Recognition.values))
    def by_hand(self, to):
        if to != self.facts["recognition"]:
            with pytest.raises(IntegrityError), transaction.atomic():
                Chapter.objects.filter(pk=self.chapter.pk).update(recognition=to)

    @rule(seen=st.sampled_from(Chapter.Recognition.values), to=st.sampled_from(Chapter.Recognition.values))
    def from_an_old_page(self, seen, to):
        if seen != self.facts["recognition"] and to in RecognitionChange.MOVES[seen]:
            stale = Chapter.objects.get(pk=self.chapter.pk)
            stale.recognition = seen
            with pytest.raises(AlreadyThere), transaction.atomic():
                change_recognition(chapter=stale, to=to, reason="因为", by=None)

    @invariant()
    def the_chapter_stands_where_its_last_step_led(self):
        fresh = Chapter.objects.get(pk=self.chapter.pk)
        assert {"recognition": fresh.recognition, "civil": fresh.civil} == self.facts
        for fact, changes in [("recognition", fresh.recognition_changes), ("civil", fresh.civil_changes)]:
            steps = list(changes.order_by("pk").values_list("from_state", "to_state"))
            assert len(steps) == self.steps[fact]
            assert [before for before, _after in steps[1:]] == [after for _before, after in steps[:-1]]
            if steps:
                assert steps[-1][1] == self.facts[fact]


REFUSED = (founding.Refused, founding.AlreadyMoved)
TO_CHAPTER = {
    "draft": {"lead", None}, "submitted": {"applying"}, "asked": {"applying"}, "commissioned": {"preparing"},
    "reported": {"preparing"}, "recognised": {"founded"}, "refused": {"lead"}, "withdrawn": {"lead", None},
}  # fmt: skip


class Founding(Undone):
    """One application, and everybody trying everything at any moment."""

    def __init__(self):
        super().__init__()
        self.application = complete(neighbour("孙发起"))
        self.by = make_user()
        self.filled = False

    def attempt(self, act, to, **data):
        """Do it; it must succeed exactly when it is a move of the state that it began in."""
        before = Application.objects.get()
        wanted = self.expects(act, before.state)
        try:
            with transaction.atomic():
                act(application=before, **data)
        except REFUSED:
            assert not wanted, f"{act.__name__} refused in {before.state}"
            assert Application.objects.values().get() == vars_of(before)
        else:
            assert wanted, f"{act.__name__} done in {before.state}"
            assert Application.objects.get().state == to
            assert to in Application.MOVES[before.state]

    def expects(self, act, state):
        enough = Initiator.objects.filter(state="confirmed").count() >= 3
        states = {
            founding.submit: {"draft"} if enough else set(), founding.reply: {"asked"} if enough else set(),
            founding.ask: {"submitted"}, founding.commission: {"submitted"}, founding.send_back: {"reported"},
            founding.refuse: {"submitted", "asked", "commissioned", "reported"}, founding.recognise: {"reported"},
            founding.report: {"commissioned"} if self.filled else set(), founding.withdraw: set(Application.OPEN),
        }  # fmt: skip
        return state in states[act]

    @property
    def seen(self):
        return {"version": Application.objects.get().version, "by": self.by}

    @rule()
    def submit(self):
        self.attempt(founding.submit, "submitted", by=None)

    @rule()
    def ask(self):
        self.attempt(founding.ask, "asked", answer="谁？", **self.seen)

    @rule()
    def reply(self):
        self.attempt(founding.reply, "submitted", reply="我", by=None)

    @rule()
    def commission(self):
        self.attempt(founding.commission, "commissioned", **self.seen)

    @precondition(lambda self: Application.objects.get().state == "commissioned" and not self.filled)
    @rule()
    def fill(self):
        fill_report(Application.objects.get())
        self.filled = True

    @rule()
    def report(self):
        self.attempt(founding.report, "reported")

    @rule()
    def send_back(self):
        self.attempt(founding.send_back, "commissioned", answer="缺一页", **self.seen)

    @rule()
    def recognise(self):
        self.attempt(founding.recognise, "recognised", **self.seen)

    @precondition(lambda self: Application.objects.get().state not in ("draft", "submitted"))
    @rule()
    def refuse(self):
        self.attempt(founding.refuse, "refused", answer="人数太少", **self.seen)

    @precondition(lambda self: Application.objects.get().state == "reported")
    @rule()
    def withdraw(self):
        self.attempt(founding.withdraw, "withdrawn", by=None)

    @rule()
    def take_one_off(self):
        application = Application.objects.get()
        if application.initiators.filter(state="confirmed").count() > 3:
            founding.remove(application=application, initiator_id=application.initiators.first().pk)

    @rule(to=st.sampled_from(Application.State.values))
    def in_the_database(self, to):
        before = Application.objects.get().state
        if to != before and to not in Application.MOVES[before]:
            with pytest.raises(IntegrityError, match="application_moves"), transaction.atomic():
                Application.objects.update(state=to)

    @invariant()
    def somebody_s_turn_it_is(self):
        application = Application.objects.get()
        turn = queries.turn_of(application, confirmed=queries.confirmed(application))
        assert (turn.who == "nobody") == (application.state not in Application.OPEN)
        assert turn.now
        assert turn.since <= timezone.now()

    @invariant()
    def the_chapter_keeps_step(self):
        application = Application.objects.select_related("chapter").get()
        chapter = application.chapter
        assert (chapter.recognition if chapter else None) in TO_CHAPTER[application.state]
        if chapter:
            last = chapter.recognition_changes.order_by("-pk").first()
            assert last.to_state == chapter.recognition
        assert Term.objects.exists() == (application.state == "recognised")


def vars_of(application):
    return {field.attname: getattr(application, field.attname) for field in application._meta.concrete_fields}


@pytest.mark.parametrize("machine", [Recognition, Founding], ids=["chapter", "application"])
def test_whatever_is_tried_the_life_goes_only_where_it_may(machine):
    run_state_machine_as_test(machine, settings=CALM)
