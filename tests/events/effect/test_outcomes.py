"""What came of an event: entered by hand with its source, and counted from the data within twelve months."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.models import Interaction
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from events import hooks
from events.models import Outcome
from events.queries.effect import contacts
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_degree,
    make_event,
    make_outcome,
    make_registration,
)

pytestmark = pytest.mark.django_db


def page(name, *keys):
    return reverse(f"admin:events_event_{name}", args=keys)


def said(**fields):
    return {
        "kind": "gift", "happened_on": timezone.localdate(), "amount": "50000.00", "text": "设立助学金",
        "source": "捐赠协议 2026-11", "key": uuid4(),
    } | fields  # fmt: skip


def test_an_outcome_is_entered_once_with_its_source(client, office, held):
    form = said()
    for _each in range(2):
        client.post(page("outcome_add", held.pk), form)
    row = Outcome.objects.get()
    assert (row.kind, str(row.amount), row.text, row.source) == ("gift", "50000.00", "设立助学金", "捐赠协议 2026-11")
    assert row.entered_by == office
    shown = client.get(page("effect", held.pk)).content.decode()
    assert "捐赠协议 2026-11" in shown
    assert "50,000.00" in shown


@pytest.mark.parametrize("field", ["source", "text", "happened_on"])
def test_without_source_text_or_day_nothing_is_kept(client, office, held, field):
    assert client.post(page("outcome_add", held.pk), said(**{field: ""})).status_code == 422
    assert Outcome.objects.count() == 0


def test_the_database_wants_a_source(held):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_outcome(held, source="")


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "这一天还没有到"), (-2, "这一天在活动之前")], ids=["to come", "before the event"]
)
def test_a_day_that_cannot_be_is_said(client, office, held, days, sentence):
    answer = client.post(page("outcome_add", held.pk), said(happened_on=timezone.localdate() + timedelta(days=days)))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nothing_comes_of_an_event_that_was_not_held(client, office):
    event = make_event(starts_at=timezone.now() - timedelta(days=1), state="closed")
    assert client.post(page("outcome_add", event.pk), said()).status_code == 422
    assert Outcome.objects.count() == 0


def test_two_who_mend_an_outcome_learn_of_each_other(client, office, held):
    row = make_outcome(held, happened_on=timezone.localdate())
    form = said(version=1)
    client.post(page("outcome", held.pk, row.pk), form | {"source": "合同"})
    answer = client.post(page("outcome", held.pk, row.pk), form | {"source": "报纸"})
    assert answer.status_code == 422
    assert "合同" in answer.content.decode()
    row.refresh_from_db()
    assert (row.source, row.version) == ("合同", 2)


def test_an_outcome_that_is_taken_out_stays_in_the_history(client, office, held):
    row = make_outcome(held)
    client.post(page("outcome_remove", held.pk, row.pk))
    assert Outcome.objects.count() == 0
    history = Outcome.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
    assert history.get(pgh_label="delete").text == row.text


def test_an_outcome_of_another_event_is_not_there(client, officer, held):
    row = make_outcome(held)
    assert client.get(page("outcome", held.pk, row.pk)).status_code == 404


def came(event, name="王伟", **fields):
    person = make_alumnus(name, **fields)
    make_check_in(event.check_lists.first() or make_check_list(event), make_registration(event, person))
    return person


def contact(person, days, kind="visit"):
    Interaction.objects.create(
        alumnus=person, kind=kind, happened_on=timezone.localdate() + timedelta(days=days), source="manual"
    )


def test_visits_and_calls_within_twelve_months_of_people_who_came_are_counted():
    event = make_event(state="held", starts_at=timezone.now() - timedelta(days=400))
    person, silent = came(event), make_alumnus("未到")
    make_registration(event, silent)
    day = -400
    contact(person, day + 1)
    contact(person, day + 300, "call")
    contact(person, day + 365)
    for days, kind in ((day, "visit"), (day + 367, "visit"), (day + 9, "letter")):
        contact(person, days, kind)
    contact(silent, day + 9)
    assert contacts.counted([event.pk]) == {event.pk: 3}


def test_a_person_with_two_check_ins_is_counted_once_and_a_taken_back_one_not(held):
    person = came(held)
    make_check_in(make_check_list(held, "晚宴"), person.registrations.get())
    other = came(held, "李敏")
    other.registrations.get().check_ins.update(undone_at=timezone.now())
    contact(person, 0)
    contact(other, 0)
    assert contacts.counted([held.pk]) == {held.pk: 1}


def test_the_figure_opens_the_rows_behind_it_as_far_as_people_are_in_reach(client, officer, held):
    college = officer.grants.get().college
    held.college = college
    held.save()
    ours, other = came(held), came(held, "李敏")
    make_degree(ours, college=college)
    contact(ours, 0)
    contact(other, 0)
    shown = client.get(page("contacts", held.pk)).content.decode()
    assert "王伟" in shown
    assert "李敏" not in shown
    record = AccessRecord.objects.get(criteria={"after_event": held.pk})
    assert (record.count, list(record.people.values_list("person_id", flat=True))) == (1, [ours.pk])


def test_what_another_app_counts_stands_with_its_definition(client, office, held, monkeypatch):
    says = "到场校友一年内的捐赠"
    gifts = hooks.CountedOutcome(
        "gifts", "捐赠", says, lambda ids: {held.pk: 7}, lambda pk: "/gifts/", Permission.GIFT_VIEW
    )
    monkeypatch.setattr(hooks, "outcomes", [gifts])
    shown = client.get(page("effect", held.pk)).content.decode()
    assert '<a href="/gifts/">7</a>' in shown
    assert says in shown


def test_the_cost_is_entered_after_the_event(client, office, held):
    client.post(page("cost", held.pk), {"cost": "1234.50", "version": held.version})
    held.refresh_from_db()
    assert str(held.cost) == "1234.50"
    answer = client.post(page("cost", held.pk), {"cost": "1", "version": 1})
    assert answer.status_code == 422  # somebody saved meanwhile
