"""Three years after an event what people typed for it is gone, from its history too; who came is still counted."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from events.models import Companion, GateEntry, QuestionAnswer, Registration
from events.queries.effect.series import years
from events.services import forgetting
from events.tasks.forgetting import forget_typed
from tests.events.gate.world import fill
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_event,
    make_feedback,
    make_question,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=3 * 366)


def typed(event, person=None, **fields):
    """A registration with everything that somebody may write, and an earlier version of it."""
    said = {"email": "wei@example.com", "phone": "13800000000", "note": "素食"}
    row = make_registration(event, person, **said | fields)
    Companion.objects.create(registration=row, name="小宝")
    QuestionAnswer.objects.create(registration=row, question=make_question(event), values=["鲁A12345"])
    make_feedback(row, good="都好", better="停车", is_named=True)
    Registration.objects.filter(pk=row.pk).update(note="素食，两份")
    return row


def written(row) -> list:
    """What is left of the words of a registration, and how many earlier versions of it there are."""
    row.refresh_from_db()
    words = [row.email, row.phone, row.note, *row.companions.values_list("name", flat=True)]
    words += [value for answer in row.answers.all() for value in answer.values]
    words += [row.feedback.good, row.feedback.better]
    return [*filter(None, words), Registration.versions.rel.related_model.objects.filter(pgh_obj_id=row.pk).count()]


def test_what_was_typed_goes_three_years_after_the_event_and_not_before():
    old, recent = (make_event(starts_at=timezone.now() - ago) for ago in (YEARS, timedelta(days=3 * 364)))
    gone, kept = typed(old, name="来宾甲"), typed(recent, name="来宾乙")
    before = written(kept)
    assert (len(before), before[-1]) == (8, 1)
    assert forgetting.forget_typed() == 1
    assert (written(gone), gone.name, gone.reading) == ([0], "—", "")
    assert (written(kept), kept.name) == (before, "来宾乙")
    assert forgetting.forget_typed() == 0


def test_of_alumni_it_stays_that_they_came_and_the_figures_of_the_year_are_the_same():
    event = make_event(starts_at=timezone.now() - YEARS, state="closed")
    person = make_alumnus("王伟")
    row = typed(event, person, seats=2)
    make_check_in(make_check_list(event), row)
    before = vars(years([event])[0]) | {"event": None}
    forgetting.forget_typed()
    row.refresh_from_db()
    assert (row.alumnus, row.name, row.email) == (person, "王伟", "")
    assert vars(years([event])[0]) | {"event": None} == before


def test_the_name_of_who_came_without_registering_goes_too():
    event = make_event(starts_at=timezone.now() - YEARS)
    gate = make_check_list(event)
    GateEntry.objects.create(
        event=event, list=gate, kind="walk_in", name="孙七", at=timezone.now(), reason="full", key=gate.key
    )
    forgetting.forget_typed()
    assert GateEntry.objects.get().name == ""


def test_many_go_in_batches_and_a_declined_one_still_says_that_there_was_a_reason(monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    event = make_event(starts_at=timezone.now() - YEARS)
    rows = [make_registration(event, name=f"来宾{each}", state="declined") for each in range(5)]
    assert forgetting.forget_typed() == 5
    for row in rows:
        row.refresh_from_db()
    assert {(row.name, row.end_reason) for row in rows} == {("—", "—")}


def test_the_history_of_others_still_lets_nothing_be_deleted():
    person, by = make_alumnus("王伟"), make_user()
    fill(person, by, lambda word: word)
    row = Registration.objects.filter(alumnus=person).first()
    Registration.objects.filter(pk=row.pk).update(note="改")
    forgetting.forget_typed()
    with pytest.raises(Exception, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_registrationevent WHERE pgh_obj_id = %s", [row.pk])


def test_an_hourly_task_does_it(settings):
    row = typed(make_event(starts_at=timezone.now() - YEARS), name="来宾")
    names = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert names[forget_typed.name] == 3600
    forget_typed()
    row.refresh_from_db()
    assert row.name == "—"
