"""Answers and offers when records are merged, given back and handed over; the demonstration's needs."""

import uuid

import pytest

from alumni.services import demo as people
from alumni.services import merging
from alumni_office.accounts.hooks import CannotTake
from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.demo import needs as demo
from donations.models import CaseOutcome, Department, Need, NeedCase, NeedInvitation, StandingOffer
from donations.services import needs_handover
from tests.factories import make_alumnus, make_college, make_member, make_user
from tests.giving_needs import make_case, make_department, make_need, make_offer

pytestmark = pytest.mark.django_db


def test_what_a_merged_person_answered_and_offers_goes_over_and_comes_back():
    keep, drop, by = make_alumnus("王伟"), make_member("王伟"), make_user(Role.STAFF)
    case, offer = make_case(person=drop), make_offer(drop)
    invited = NeedInvitation.objects.create(need=make_need(), alumnus=drop, invited_by=by)
    merge = merging.merge_alumni(keep=keep, drop=drop, by=by)
    for row in (case, offer, invited):
        row.refresh_from_db()
        assert row.alumnus_id == keep.pk
    merging.undo_merge(merge=merge, by=by)
    for row in (case, offer, invited):
        row.refresh_from_db()
        assert row.alumnus_id == drop.pk


def test_who_answered_the_same_need_twice_keeps_each_answer_where_it_was():
    keep, drop, need = make_member("王伟"), make_alumnus("王伟"), make_need()
    own = make_case(need, keep)
    other = NeedCase.objects.create(need=need, alumnus=drop, text="也可以", key=uuid.uuid4())
    merging.merge_alumni(keep=keep, drop=drop, by=make_user(Role.STAFF))
    assert dict(NeedCase.objects.values_list("pk", "alumnus")) == {own.pk: keep.pk, other.pk: drop.pk}


def test_who_leaves_hands_the_cases_to_somebody_who_sees_them():
    college = make_college("数学学院")
    case = make_case(make_need(department=make_department(contact=make_user(Role.STAFF))))
    rows = needs_handover.HANDOVER.due_of(case.owner)
    assert list(rows) == [case]
    with pytest.raises(CannotTake):
        needs_handover.take(rows, make_user(Role.COLLEGE_OFFICER, college))
    taker = make_user(Role.HEAD)
    assert needs_handover.take(rows, taker) == 1
    assert NeedCase.objects.get().owner == taker


@pytest.mark.slow
def test_thirty_needs_in_all_states_with_answers_in_all_states_and_nothing_twice(monkeypatch):
    monkeypatch.setattr("alumni.services.demo.loading.demonstrations", [demo.load])
    people.load(people=1500)
    assert Need.objects.count() == 30
    assert set(Need.objects.values_list("state", flat=True)) == set(Need.State.values)
    assert set(NeedCase.objects.values_list("state", flat=True)) == set(NeedCase.State.values)
    done = NeedCase.objects.filter(state__in=["carried_out", "told_back"])
    assert CaseOutcome.objects.count() == done.count() > 10
    assert Department.objects.filter(college__isnull=False).count() == 1
    counts = (NeedCase.objects.count(), StandingOffer.objects.count())
    demo.load({})
    assert (Need.objects.count(), NeedCase.objects.count(), StandingOffer.objects.count()) == (30, *counts)
    assert not Message.objects.filter(purpose="donations.need").exists()
