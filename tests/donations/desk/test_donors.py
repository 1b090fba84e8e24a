"""Donors on the desk: found, merged and parted again, and seen by those who may."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.models import DuplicateCandidate
from alumni_office.accounts.roles import Role
from donations.models import Donor, DonorMerge
from donations.queries import donors as queries
from donations.queries import likely_donors
from donations.services import donors
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_refund
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
LIST = reverse("admin:donations_donor_changelist")


def enter(name, **fields):
    return donors.enter_donor(**{"key": uuid.uuid4(), "kind": "person", "name": name, "by": make_user()} | fields)


@pytest.mark.parametrize("words", ["单雄信", "雄信", "shanxiongxin", "Shan Xiong", "sxx", "單雄信"])
def test_a_donor_is_found_by_name_reading_and_first_letters(words):
    wanted = enter("单雄信")
    enter("秦叔宝")
    assert list(queries.named(Donor.objects.all(), words)) == [wanted]


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_five(at_desk, django_assert_num_queries, number):
    rows = [make_gift(make_donor(name=f"赵{n}"), "100.00").donor for n in range(number)]
    client = at_desk()
    with django_assert_num_queries(5):  # session, user, grants, page, sums
        response = client.get(LIST)
    assert [row.pk for row in response.context["listed"].rows] == [row.pk for row in reversed(rows)]
    assert [row.received for row in response.context["listed"].rows] == [Decimal("100.00")] * number


def test_entering_twice_with_one_key_is_one_donor_and_a_person_is_a_donor_once(at_desk):
    person = make_alumnus("王伟")
    client, key = at_desk(), uuid.uuid4()
    path = f"{reverse('admin:donations_donor_add')}?person={person.pk}"
    sent = {"name": "王伟", "language": "zh-hans", "key": str(key)}
    for _again in range(2):
        assert client.post(path, sent).status_code == 302
    assert Donor.objects.get().alumnus == person
    response = client.post(path, sent | {"key": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "This person is a donor on record already." in response.content.decode()


def test_merging_adds_up_both_and_taking_it_back_parts_them(at_desk):
    fund = make_fund()
    kept, dropped, before = make_donor(make_alumnus("王伟")), make_donor(name="王 伟"), make_donor(name="王伟(济南)")
    for donor, amount in ((kept, "1.00"), (dropped, "20.00"), (before, "300.00")):
        make_gift(donor, amount, fund)
    staff = make_user(Role.STAFF)
    donors.merge(kept_id=dropped.pk, dropped_id=before.pk, by=staff)
    client = at_desk(staff)
    path = reverse("admin:donations_donor_merge", args=[kept.pk, dropped.pk])
    assert [number for _label, number in client.get(path).context["numbers"]] == [1, 1]
    assert client.post(path).status_code == 302

    assert queries.received(staff, [kept]) == {kept.pk: Decimal("321.00")}
    assert set(Donor.objects.heads()) == {kept}
    row = DonorMerge.objects.get(dropped=dropped)
    assert (row.kept, row.merged_by, row.followers) == (kept, staff, [before.pk])

    client.post(reverse("admin:donations_donor_merge_undo", args=[row.pk]))
    assert queries.received(staff, [kept, dropped]) == {kept.pk: Decimal("1.00"), dropped.pk: Decimal("320.00")}
    row.refresh_from_db()
    assert row.undone_by == staff
    with pytest.raises(Refused):
        donors.unmerge(merge_id=row.pk, by=staff)


def test_whoever_was_merged_anew_stays_there_when_an_older_merging_is_taken_back():
    by = make_user()
    one, two, three = (make_donor(name=name) for name in "甲乙丙")
    first = donors.merge(kept_id=one.pk, dropped_id=two.pk, by=by)
    second = donors.merge(kept_id=three.pk, dropped_id=one.pk, by=by)
    donors.unmerge(merge_id=first.pk, by=by)
    donors.merge(kept_id=three.pk, dropped_id=two.pk, by=by)
    donors.unmerge(merge_id=second.pk, by=by)
    heads = {row.pk: row.merged_into_id for row in Donor.objects.all()}
    assert heads == {one.pk: None, two.pk: three.pk, three.pk: None}


def test_two_on_record_and_different_kinds_are_not_merged():
    one, other = make_donor(make_alumnus("王伟")), make_donor(make_alumnus("王伟"))
    company, alone = make_donor(make_organisation()), make_donor(name="王伟")
    for kept, dropped in ((one, other), (company, one), (alone, one), (one, one)):
        with pytest.raises(Refused):
            donors.merge(kept_id=kept.pk, dropped_id=dropped.pk, by=make_user())
    assert Donor.objects.heads().count() == 4


def test_the_database_keeps_chains_of_merges_one_step_long():
    one, two, three = (make_donor(name=name) for name in "甲乙丙")
    Donor.objects.filter(pk=two.pk).update(merged_into=one)
    with transaction.atomic(), connection.cursor() as cursor:
        Donor.objects.filter(pk=three.pk).update(merged_into=two)
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("SET CONSTRAINTS donations_merged_into_head IMMEDIATE")
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_in_opposite_directions_at_once_make_one_merge():
    one, two, by = make_donor(name="甲"), make_donor(name="乙"), make_user()
    ends = at_once(
        lambda: donors.merge(kept_id=one.pk, dropped_id=two.pk, by=by),
        lambda: donors.merge(kept_id=two.pk, dropped_id=one.pk, by=by),
        expected=Refused,
    )
    assert sum(isinstance(end, Refused) for end in ends) == 1
    assert Donor.objects.heads().count() == 1


def test_likely_ones_are_proposed_until_somebody_says_no(at_desk):
    one, two = make_donor(name="王 伟"), make_donor(name="王伟", email="W@x.cn")
    three = make_donor(name="李娜", email="w@X.cn")
    make_donor(make_organisation("王伟"))  # another kind
    make_donor(make_alumnus("赵云")), make_donor(make_alumnus("赵云"))  # two people of one name
    found = [(pair.low.pk, pair.high.pk, pair.why) for pair in likely_donors.pairs()]
    assert found == [(one.pk, two.pk, ["name"]), (two.pk, three.pk, ["email"])]
    client = at_desk(Role.STAFF)
    client.post(reverse("admin:donations_donor_apart", args=[two.pk, one.pk]))
    response = client.get(reverse("admin:donations_donor_alike"))
    assert [(pair.low.pk, pair.high.pk) for pair in response.context["pairs"]] == [(two.pk, three.pk)]


def test_two_alumni_are_proposed_where_they_are_reached_alike_or_their_records_are_and_merged_as_people(at_desk):
    people = [make_alumnus("赵云") for _each in range(6)]
    one, two, three, four, five, six = (make_donor(person) for person in people)
    Donor.objects.filter(pk__in=[one.pk, two.pk]).update(email="zhao@x.cn")
    DuplicateCandidate.objects.create(low=people[2], high=people[3], score=80)
    Donor.objects.filter(pk__in=[five.pk, six.pk]).update(phone="+8613912345678")
    DuplicateCandidate.objects.create(low=people[4], high=people[5], score=80, state="different")
    client = at_desk(Role.STAFF)
    response = client.get(reverse("admin:donations_donor_alike"))
    assert [(pair.low, pair.high, pair.why) for pair in response.context["pairs"]] == [
        (one, two, ["email"]), (three, four, ["person"]),
    ]  # fmt: skip
    shown, way = response.content.decode(), reverse("admin:alumni_merge_create", args=[people[0].pk, people[1].pk])
    assert shown.count("Both are alumni on record: the two people are to be merged") == 2
    assert f'href="{way}"' in shown
    assert reverse("admin:donations_donor_merge", args=[one.pk, two.pk]) not in shown
    path = reverse("admin:donations_donor_merge", args=[one.pk, two.pk])
    assert client.get(path).context["url"] == way
    assert (client.post(path).status_code, DonorMerge.objects.count()) == (422, 0)
    client.post(way, {"keep": people[0].pk})
    assert Donor.objects.get(pk=two.pk).merged_into == one


def test_who_may_not_merge_people_is_told_so(at_desk):
    one, two = (make_donor(make_alumnus("赵云"), email="zhao@x.cn") for _each in range(2))
    client = at_desk()  # finance
    shown = client.get(reverse("admin:donations_donor_alike")).content.decode()
    assert "Both are alumni on record" in shown
    assert reverse("admin:alumni_merge_create", args=[one.alumnus_id, two.alumnus_id]) not in shown
    told = client.get(reverse("admin:donations_donor_merge", args=[one.pk, two.pk])).content.decode()
    assert "You may not merge them yourself" in told


def test_two_organisations_that_give_are_merged_as_organisations(at_desk):
    kept, dropped = make_organisation("浪潮集团"), make_organisation("浪潮 集团")
    one, two = make_donor(kept), make_donor(dropped)
    client = at_desk()
    response = client.get(reverse("admin:donations_donor_alike"))
    assert [(pair.low, pair.high) for pair in response.context["pairs"]] == [(one, two)]
    way = reverse("admin:donations_organisation_merge", args=[kept.pk, dropped.pk])
    assert f'href="{way}"' in response.content.decode()
    assert client.get(reverse("admin:donations_donor_merge", args=[one.pk, two.pk])).context["url"] == way
    client.post(reverse("admin:donations_organisation_apart", args=[kept.pk, dropped.pk]))
    assert client.get(reverse("admin:donations_donor_alike")).context["pairs"] == []


def test_a_college_officer_sees_donors_of_the_college_and_no_other(at_desk):
    ours, theirs = make_college("数学学院"), make_college("文学院")
    mine = make_gift(make_donor(name="甲"), "5.00", college=ours).donor
    make_gift(mine, "7.00", make_fund(college=theirs))
    other = make_gift(make_donor(name="乙"), "9.00", college=theirs).donor
    client = at_desk(make_user(Role.COLLEGE_OFFICER, college=ours))
    response = client.get(LIST)
    assert [(row.pk, row.received) for row in response.context["listed"].rows] == [(mine.pk, Decimal("5.00"))]
    assert client.get(reverse("admin:donations_donor_change", args=[other.pk])).status_code == 404
    page = client.get(reverse("admin:donations_donor_change", args=[mine.pk]))
    assert "¥5.00" in page.content.decode()
    assert "7.00" not in page.content.decode()


def test_who_may_not_see_amounts_sees_none(client, without_amounts):
    gift = make_gift(make_donor(make_alumnus("王伟")), "1234.00")
    make_refund(gift, "34.00")
    client.force_login(without_amounts)
    for path in (
        LIST, reverse("admin:donations_donor_change", args=[gift.donor_id]),
        reverse("admin:donations_donor_person", args=[gift.donor.alumnus_id]),
        reverse("admin:donations_fund_changelist"),
        reverse("admin:donations_fund_change", args=[gift.allocations.get().fund_id]),
        reverse("admin:donations_campaign_changelist"),
    ):  # fmt: skip
        response = client.get(path)
        assert response.status_code == 200
        text = response.content.decode()
        assert [word for word in ("1,234", "1234", "1,200", "34.00") if word in text] == [], path
    for name in ("gift_changelist", "goal_changelist", "batch_changelist", "tier_changelist", "agreement_changelist"):
        assert client.get(reverse(f"admin:donations_{name}")).status_code == 403


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=10))
def test_after_any_mergings_and_partings_all_heads_have_what_all_gave(db, steps):
    with transaction.atomic():
        by, fund = make_user(), make_fund()
        rows = [make_donor(name=f"甲{n}") for n in range(4)]
        for n, donor in enumerate(rows):
            make_gift(donor, 10**n, fund)
        for one, other, is_merge in steps:
            try:
                if is_merge:
                    donors.merge(kept_id=rows[one].pk, dropped_id=rows[other].pk, by=by)
                else:
                    for merge in DonorMerge.objects.filter(dropped=rows[other], undone_at__isnull=True):
                        donors.unmerge(merge_id=merge.pk, by=by)
            except Refused:
                continue
            heads = list(Donor.objects.heads())
            assert sum(queries.received(by, heads).values()) == Decimal(1111)
        assert not Donor.objects.filter(merged_into__merged_into__isnull=False).exists()
        assert DonorMerge.objects.filter(undone_at__isnull=True).count() == 4 - Donor.objects.heads().count()
        transaction.set_rollback(True)
