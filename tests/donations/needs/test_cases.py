"""Answers that are followed: each move once, told to who answered, and none in another's name."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import CaseMove, CaseOutcome, Need, NeedCase
from donations.queries import cases as queries
from donations.queries import need_outcomes
from donations.services import cases, needs
from donations.services.refusals import Refused, WrongState
from tests.factories import (
    make_check_in,
    make_check_list,
    make_college,
    make_event,
    make_member,
    make_registration,
    make_user,
)
from tests.giving import make_organisation, make_organisation_person
from tests.giving_needs import make_case, make_department, make_need, make_offer, move_on, outcome_fields
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def answer(need, person, **fields):
    fields = {"key": uuid.uuid4(), "organisation": None, "text": "可以"} | fields
    return cases.answer(need_id=need.pk, person=person, **fields)


def told(case):
    return [key.rsplit(":", 1)[1] for key in Message.objects.filter(key__startswith=f"need-case:{case.pk}:").order_by(
        "pk").values_list("key", flat=True)]  # fmt: skip


def test_an_answer_is_followed_to_told_back_and_who_answered_hears_of_each_step():
    by, person = make_user(Role.STAFF), make_member()
    case = make_case(person=person, state="told_back", by=by)
    way = ["answered", "talking", "agreed", "carried_out", "told_back"]
    assert [move.state for move in case.moves.all()] == way
    assert [move.by for move in case.moves.all()] == [None, by, by, by, by]
    assert told(case) == way
    assert {mail.to for mail in Message.objects.filter(key__startswith="need-case")} == {person.user.email}
    last = Message.objects.get(key=f"need-case:{case.pk}:told_back")
    assert "八名学生" in last.text
    assert CaseOutcome.objects.get(case=case).number == 8


def test_whom_the_answer_is_for_hears_of_it_and_follows_it():
    officer = make_user(Role.STAFF)
    need = make_need(department=make_department(contact=officer))
    case = make_case(need)
    assert case.owner == officer
    assert Message.objects.get(key=f"need-answer:{case.pk}").to == officer.email


def test_one_answers_for_the_own_organisation_only():
    need, person = make_need(), make_member()
    own, other = make_organisation(), make_organisation("别的公司")
    make_organisation_person(own, person)
    with pytest.raises(Refused):
        answer(need, person, organisation=other)
    assert answer(need, person, organisation=own).organisation == own


def test_nobody_answers_what_is_not_meant_for_them_or_is_over():
    person = make_member(industry="J")
    with pytest.raises(Refused):
        answer(make_need(audience="trade", industry="I"), person)
    need = make_need()
    needs.close(need_id=need.pk, reason="够了", by=need.created_by)
    with pytest.raises(Refused):
        answer(need, person)
    assert NeedCase.objects.count() == 0


def test_one_answer_a_person_until_it_ended_and_the_same_form_twice_is_one():
    need, person, key = make_need(), make_member(), uuid.uuid4()
    first = answer(need, person, key=key)
    assert answer(need, person, key=key) == first
    with pytest.raises(Refused):
        answer(need, person)
    cases.withdraw(case_id=first.pk, person=person)
    assert answer(need, person).state == "answered"
    assert NeedCase.objects.count() == 2


@pytest.mark.parametrize(
    ("begin", "end"),
    [("answered", "agreed"), ("answered", "told_back"), ("talking", "carried_out"), ("agreed", "answered"),
     ("carried_out", "ended")],
)  # fmt: skip
def test_the_database_knows_which_moves_there_are(begin, end):
    case = make_case(state=begin)
    with pytest.raises(DatabaseError), transaction.atomic():
        NeedCase.objects.filter(pk=case.pk).update(state=end, told="说", end_reason="x" if end == "ended" else "")


def test_nothing_is_carried_out_of_which_nobody_says_what_came_of_it():
    case = make_case(state="agreed")
    with pytest.raises(IntegrityError, match="needcase_carried_out_with_outcome"), transaction.atomic():
        NeedCase.objects.filter(pk=case.pk).update(state="carried_out")


def test_a_move_that_was_made_is_not_made_again():
    by, case = make_user(), make_case(state="talking")
    with pytest.raises(WrongState):
        cases.take_up(case_id=case.pk, by=by)
    cases.end(case_id=case.pk, reason="时间不合", by=by)
    with pytest.raises(WrongState):
        cases.agree(case_id=case.pk, by=by)
    with pytest.raises(WrongState):
        cases.withdraw(case_id=case.pk, person=case.alumnus)
    assert told(case) == ["answered", "talking", "ended"]


def test_nobody_withdraws_the_answer_of_somebody_else():
    case = make_case()
    with pytest.raises(WrongState):
        cases.withdraw(case_id=case.pk, person=make_member())


def test_who_takes_it_up_follows_it_and_only_who_sees_it_can_be_given_it():
    case = make_case(make_need(department=make_department()))
    NeedCase.objects.filter(pk=case.pk).update(owner=None)
    by = make_user(Role.STAFF)
    cases.take_up(case_id=case.pk, by=by)
    stranger = make_user(Role.COLLEGE_OFFICER, make_college("法学院"))
    with pytest.raises(Refused):
        cases.follow(case_id=case.pk, owner=stranger, by=by)
    with pytest.raises(Refused):
        cases.add_step(case_id=case.pk, key=uuid.uuid4(), what="打电话", assignee=stranger, due_on=today(), by=by)
    assert NeedCase.objects.get(pk=case.pk).owner == by


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def test_steps_overdue_and_answers_that_heard_nothing_are_found():
    by, case = make_user(Role.STAFF), make_case()
    assert not queries.unheard(by).exists()
    NeedCase.objects.filter(pk=case.pk).update(answered_at=timezone.now() - timedelta(days=4))
    assert list(queries.unheard(by)) == [case]
    late = cases.add_step(case_id=case.pk, key=uuid.uuid4(), what="打电话", assignee=by, due_on=today(-1), by=by)
    cases.add_step(case_id=case.pk, key=uuid.uuid4(), what="走访", assignee=None, due_on=today(1), by=by)
    assert list(queries.overdue(by)) == [late]
    assert [row.late for row in queries.listed(queries.with_overdue_steps(by))] == [1]
    cases.finish_step(step_id=late.pk, by=by)
    assert not queries.overdue(by).exists()
    with pytest.raises(WrongState):
        cases.finish_step(step_id=late.pk, by=by)


def test_outcomes_are_counted_by_department_and_year_and_the_rows_are_those_counted():
    by = make_user(Role.STAFF)
    department = make_department("就业中心", contact=by)
    first = make_case(make_need(department=department), state="agreed", by=by)
    move_on(first, "carried_out", by, number=5, happened_on=today().replace(month=1, day=1))
    cases.add_outcome(case_id=first.pk, key=uuid.uuid4(), by=by, **outcome_fields(number=3))
    last_year = today().replace(year=today().year - 1, month=6, day=1)
    second = make_case(make_need(department=department), state="agreed", by=by)
    move_on(second, "carried_out", by, number=4, happened_on=last_year)
    make_case(state="carried_out")  # of another department
    lines = [line for line in need_outcomes.counted(by) if line.department == department]
    assert [(line.year, line.outcomes, line.number) for line in lines] == [
        (today().year, 2, 8), (last_year.year, 1, 4),
    ]  # fmt: skip
    for line in need_outcomes.counted(by):
        rows = need_outcomes.behind(by, department=line.department.pk, year=line.year, kind=line.kind)
        assert (rows.count(), sum(row.number for row in rows)) == (line.outcomes, line.number)
    officer = make_user(Role.COLLEGE_OFFICER, make_college("法学院"))
    assert need_outcomes.counted(officer) == []


def test_two_who_move_a_case_at_once_move_it_once(transactional_db):
    case, by = make_case(), make_user(Role.STAFF)
    ends = at_once(*[partial(cases.take_up, case_id=case.pk, by=by)] * 4, expected=WrongState)
    assert sum(isinstance(end, WrongState) for end in ends) == 3
    assert CaseMove.objects.filter(case=case, state="talking").count() == 1


def test_offers_of_who_came_within_ninety_days_are_counted_for_the_event():
    person = make_member()
    event = make_event(starts_at=timezone.now() - timedelta(days=10), ends_at=timezone.now() - timedelta(days=9))
    make_check_in(make_check_list(event), make_registration(event, alumnus=person))
    own = make_offer(person)
    make_offer()
    early = make_offer(person)
    type(early).objects.filter(pk=early.pk).update(made_at=timezone.now() - timedelta(days=20))
    assert need_outcomes.offered_after([event.pk]) == {event.pk: 1}
    assert list(need_outcomes.offers_after(make_user(Role.STAFF), event)) == [own]


def test_a_need_that_is_closed_lets_its_cases_go_on():
    case = make_case(state="talking")
    needs.close(need_id=case.need_id, reason="够了", by=make_user())
    cases.agree(case_id=case.pk, by=make_user())
    assert (Need.objects.get(pk=case.need_id).state, NeedCase.objects.get(pk=case.pk).state) == ("closed", "agreed")
