"""Counting people and working out the quotas."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import Succession
from alumni_office.saving.refusals import Refused
from chapters.models import Congress, Delegation
from chapters.queries.congress.counting import Body, counted
from chapters.queries.congress.lines import quota_lines
from chapters.services import congress as services
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_congress,
    make_degree,
    make_delegate,
    make_delegation,
    make_seen_member,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2030, 5, 1)


def people(number, **fields):
    return [make_alumnus(f"某{place}", **fields) for place in range(number)]


def test_everybody_counts_once_for_the_chapter_of_the_place():
    province, city = make_chapter("山东校友会", province="37"), make_chapter("济南校友会", province="37", city="济南")
    abroad = make_chapter("东京校友会", kind="overseas", country="JP", city="东京")
    trade = make_chapter("金融校友会", kind="industry", industry="J")
    people(2, province="37", country="CN", city="济南市")
    people(3, province="37", country="CN", city="青岛", industry="J")
    people(1, country="JP", city="东京")
    people(1, province="11", country="CN")
    found = {body.chapter_id: count for body, count in counted("alumni")}
    assert found == {province.pk: 3, city.pk: 2, abroad.pk: 1, trade.pk: 3}


def test_who_has_died_or_may_not_be_used_is_not_counted():
    chapter = make_chapter()
    people(1, province="31")
    people(1, province="31", life="deceased")
    people(1, province="31", restricted_at=timezone.now())
    people(1, province="31", archived_at=timezone.now())
    assert counted("alumni") == [(Body(chapter.pk, None), 1)]


def test_a_college_counts_its_own_people_and_those_of_the_colleges_before_it_each_once():
    old, today = make_college("数学系", closed_on=date(2000, 7, 22)), make_college("数学学院")
    Succession.objects.create(predecessor=old, successor=today, kind="renamed")
    both, one = make_alumnus(), make_alumnus()
    make_degree(both, college=old)
    make_degree(both, college=today)
    make_degree(one, college=old)
    assert counted("alumni") == [(Body(None, today.pk), 2)]


def test_a_college_with_a_living_chapter_is_represented_by_it():
    college = make_college()
    chapter = make_chapter("数学学院校友会", kind="college", college=college)
    make_degree(make_alumnus(), college=college)
    assert counted("alumni") == [(Body(chapter.pk, None), 1)]


def test_only_living_chapters_send_delegates():
    make_chapter("沉睡校友会", recognition="dormant")
    assert counted("alumni") == []


def test_members_are_counted_where_the_plan_says_so():
    chapter = make_chapter()
    make_seen_member(chapter)
    make_seen_member(chapter, alumnus=make_alumnus(life="deceased"))
    assert counted("members") == [(Body(chapter.pk, None), 1)]


def test_counting_takes_the_same_statements_for_one_chapter_and_for_five(django_assert_num_queries):
    make_chapter()
    with django_assert_num_queries(6):
        counted("alumni")
    for number in range(4):
        make_chapter(f"校友会{number}", city=f"城{number}")
        make_college(f"学院{number}")
    with django_assert_num_queries(6):
        counted("alumni")


def planned(**fields):
    return make_congress(state="planned", **fields)


def test_quotas_follow_the_rule():
    shanghai, college = make_chapter(), make_college()
    people(3, province="31")
    make_degree(make_alumnus(), college=college)
    congress = planned(seats=4)
    services.work_out_quotas(congress=congress, by=make_user())
    rows = Delegation.objects.order_by("pk").values_list("chapter", "college", "counted", "by_rule", "seats")
    assert list(rows) == [(shanghai.pk, None, 3, 3, 3), (None, college.pk, 1, 1, 1)]


def test_too_few_seats_for_the_floors_are_refused_with_a_sentence():
    make_chapter()
    make_college()
    with pytest.raises(Refused) as caught:
        services.work_out_quotas(congress=planned(seats=5, least=3), by=make_user())
    assert "6" in caught.value.sentence
    assert "5" in caught.value.sentence
    assert Delegation.objects.count() == 0


def test_an_adjustment_needs_a_reason_and_the_database_says_so_too():
    row = make_delegation(planned())
    with pytest.raises(Refused) as caught:
        services.adjust_quota(delegation=row, seats=5, reason=" ", by=make_user())
    assert caught.value.field == "reason"
    services.adjust_quota(delegation=row, seats=5, reason="东道主", by=make_user())
    row.refresh_from_db()
    assert (row.seats, row.by_rule, row.reason) == (5, 3, "东道主")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=row.pk).update(reason="")


def test_back_to_the_rule_needs_no_reason():
    row = make_delegation(planned())
    services.adjust_quota(delegation=row, seats=5, reason="东道主", by=make_user())
    services.adjust_quota(delegation=row, seats=3, reason="", by=make_user())
    row.refresh_from_db()
    assert (row.seats, row.reason) == (3, "")


@pytest.mark.parametrize(("keep", "seats"), [(True, (9, "东道主")), (False, (12, ""))], ids=["kept", "given up"])
def test_counting_anew_keeps_adjustments_only_if_asked(keep, seats):
    make_chapter()
    congress = planned()
    services.work_out_quotas(congress=congress, by=make_user())
    services.adjust_quota(delegation=Delegation.objects.get(), seats=9, reason="东道主", by=make_user())
    services.work_out_quotas(congress=congress, keep_adjusted=keep, by=make_user())
    row = Delegation.objects.get()
    assert (row.seats, row.reason) == seats


def test_a_chapter_that_sleeps_since_loses_its_quota_when_counted_anew():
    congress = planned()
    make_delegation(congress, chapter=make_chapter("沉睡校友会", recognition="dormant"))
    living = make_chapter("杭州校友会", province="33")
    services.work_out_quotas(congress=congress, by=make_user())
    assert [row.chapter for row in Delegation.objects.all()] == [living]


def test_a_quota_is_never_below_those_named():
    row = make_delegation(make_congress(), seats=2)
    make_delegate(row)
    make_delegate(row)
    with pytest.raises(Refused) as caught:
        services.adjust_quota(delegation=row, seats=1, reason="x", by=make_user())
    assert caught.value.field == "seats"
    with pytest.raises(IntegrityError, match="more delegates are named"), transaction.atomic():
        Delegation.objects.filter(pk=row.pk).update(seats=1, reason="x")


def test_the_naming_does_not_begin_without_quotas_and_fixes_them():
    congress = planned()
    with pytest.raises(Refused):
        services.open_nomination(congress=congress, by=make_user())
    make_delegation(congress)
    services.open_nomination(congress=congress, by=make_user())
    congress.refresh_from_db()
    assert congress.state == "nominating"
    with pytest.raises(Refused):
        services.work_out_quotas(congress=congress, by=make_user())
    with pytest.raises(Refused) as caught:
        services.change_plan(congress=congress, seats=99, by=make_user())
    assert caught.value.field == "seats"


def test_the_lines_show_the_arithmetic_and_say_when_the_plan_changed():
    make_chapter()
    college = make_college()
    people(3, province="31")
    people(1)
    make_degree(make_alumnus(), college=college)
    congress = planned(seats=7)
    services.work_out_quotas(congress=congress, by=make_user())
    found = quota_lines(congress)
    assert [(line.exact, line.remainder, line.row.seats) for line in found.lines] == [
        ("5.250", "0.250", 5), ("1.750", "0.750", 2),
    ]  # fmt: skip
    assert (found.counted, found.by_rule, found.seats, found.is_stale) == (4, 7, 7, False)
    services.change_plan(congress=congress, seats=9, by=make_user())
    assert quota_lines(Congress.objects.get()).is_stale is True


def test_a_form_sent_twice_is_one_congress():
    values = {"name": "大会", "starts_on": DAY, "ends_on": DAY, "seats": 3, "term_ends_on": date(2035, 5, 1)}
    key, by = uuid4(), make_user()
    first = services.plan_congress(key=key, by=by, **values)
    assert services.plan_congress(key=key, by=by, **values) == first
    assert Congress.objects.count() == 1
