import re

import pytest
from django.urls import reverse

from alumni.models import Alumnus, DuplicateCandidate, Merge
from alumni.services import duplicates
from alumni.services.merging import merge_alumni
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from tests.alumni.duplicates.shared_rosters import index_now
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db

LIST = "admin:alumni_duplicate_list"


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def make_pair(number, college="数学学院", name="王晓明", **fields):
    people = [make_alumnus(name, gender="male", **fields) for _ in range(2)]
    for person in people:
        make_degree(person, college=make_college(college), graduation_year=1998)
        make_contact(person, value=f"+86138{number:08d}")
    index_now()
    duplicates.bring_up_to_date()
    return DuplicateCandidate.objects.get(low=people[0], high=people[1])


def pairs_on(response):
    return [pair.pk for pair in response.context["page"].pairs]


def test_pairs_are_listed_best_first_and_page_by_page(client, staff, monkeypatch):
    first = make_pair(1)
    people = [make_alumnus("李静"), make_alumnus("李静")]
    weaker = DuplicateCandidate.objects.create(low=people[0], high=people[1], score=55, reasons=["same_name"])
    monkeypatch.setattr("alumni.queries.duplicates.pairs.page.__defaults__", ("", 1))

    response = client.get(reverse(LIST))
    assert (pairs_on(response), response.context["page"].count) == ([first.pk], 2)
    following = client.get(reverse(LIST), {"after": response.context["page"].after})
    assert (pairs_on(following), following.context["page"].after) == ([weaker.pk], "")


@pytest.mark.parametrize("n", [1, 4])
def test_the_list_asks_the_database_a_constant_number_of_times(client, staff, django_assert_max_num_queries, n):
    for number in range(n):
        make_pair(number, birth_date=f"19{70 + number}-01-02")

    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))


def test_a_college_officer_sees_only_pairs_whose_people_are_both_in_reach(client):
    mine = make_pair(1)
    other = make_pair(2, college="医学院", birth_date="1950-01-01")
    mixed = DuplicateCandidate.objects.create(low=mine.low, high=other.high, score=90)
    officer = make_user(role=Role.COLLEGE_OFFICER, college=make_college("数学学院"))
    client.force_login(officer)

    response = client.get(reverse(LIST))

    assert pairs_on(response) == [mine.pk]
    assert client.get(reverse("admin:alumni_duplicate_pair", args=[mine.pk])).status_code == 200
    for pair in (other, mixed):
        assert client.get(reverse("admin:alumni_duplicate_pair", args=[pair.pk])).status_code == 404
        assert client.post(reverse("admin:alumni_duplicate_dismiss", args=[pair.pk])).status_code == 404
        url = reverse("admin:alumni_merge_create", args=[pair.low_id, pair.high_id])
        assert client.post(url, {"keep": pair.low_id}).status_code == 404
    assert not Merge.objects.exists()
    assert not DuplicateCandidate.objects.filter(state="different").exists()


def test_who_may_not_merge_is_forbidden(client):
    pair = make_pair(1)
    merge = merge_alumni(keep=make_alumnus("甲"), drop=make_alumnus("乙"), by=make_user())
    client.force_login(make_user(role=Role.EDITOR))

    for name, arguments in (
        ("duplicate_list", []),
        ("duplicate_pair", [pair.pk]),
        ("duplicate_dismiss", [pair.pk]),
        ("duplicate_reveal", [pair.pk]),
        ("merge_create", [pair.low_id, pair.high_id]),
        ("merge_list", []),
        ("merge_undo", [merge.pk]),
    ):
        url = reverse(f"admin:alumni_{name}", args=arguments)
        assert {client.get(url).status_code, client.post(url).status_code} <= {403, 405}
        assert 403 in {client.get(url).status_code, client.post(url).status_code}


def test_contacts_are_masked_until_someone_asks_and_asking_is_logged(client, staff):
    pair = make_pair(1, birth_date="1976-09-23")

    page = client.get(reverse("admin:alumni_duplicate_pair", args=[pair.pk])).content.decode()
    assert "13800000001" not in page
    assert "1976-09-23" not in page
    assert "138****0001" in page
    assert AccessRecord.objects.filter(action="view").count() == 2
    shown = client.post(reverse("admin:alumni_duplicate_reveal", args=[pair.pk])).content.decode()
    assert "13800000001" in shown
    assert "1976-09-23" in shown
    revealed = AccessRecord.objects.filter(action="reveal").values_list("target_id", "by")
    assert sorted(revealed) == [(pair.low_id, staff.pk), (pair.high_id, staff.pk)]


def test_merging_takes_the_chosen_values_and_goes_on_with_the_next_pair(client, staff):
    pair = make_pair(1)
    Alumnus.objects.filter(pk=pair.low_id).update(city="济南")
    Alumnus.objects.filter(pk=pair.high_id).update(city="青岛")
    following = make_pair(2, name="李静怡")
    DuplicateCandidate.objects.filter(pk=following.pk).update(score=50)

    url = reverse("admin:alumni_merge_create", args=[pair.low_id, pair.high_id])
    response = client.post(url, {"keep": pair.low_id, "place": pair.high_id})

    assert response.url == reverse("admin:alumni_duplicate_pair", args=[following.pk])
    merge = Merge.objects.get()
    assert (merge.kept_id, merge.dropped_id, merge.by) == (pair.low_id, pair.high_id, staff)
    assert Alumnus.objects.get(pk=pair.low_id).city == "青岛"
    assert pairs_on(client.get(reverse(LIST))) == [following.pk]


def test_a_merge_without_a_record_that_stays_is_asked_again(client, staff):
    pair = make_pair(1)

    response = client.post(reverse("admin:alumni_merge_create", args=[pair.low_id, pair.high_id]), {"keep": 0})

    assert response.status_code == 200
    assert not Merge.objects.exists()


def test_not_the_same_person_is_remembered_whatever_changes_later(client, staff):
    pair = make_pair(1)

    client.post(reverse("admin:alumni_duplicate_dismiss", args=[pair.pk]))
    make_contact(pair.low, kind="email", value="a@example.com")
    make_contact(pair.high, kind="email", value="a@example.com")
    duplicates.bring_up_to_date()

    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("different", staff)
    assert pairs_on(client.get(reverse(LIST))) == []


def test_looking_changes_nothing(client, staff):
    pair = make_pair(1)
    merge = merge_alumni(keep=make_alumnus("甲"), drop=make_alumnus("乙"), by=staff)
    pages = [reverse("admin:alumni_merge_undo", args=[merge.pk]), reverse("admin:alumni_merge_list")]
    pages.append(reverse("admin:alumni_merge_create", args=[pair.low_id, pair.high_id]))

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]

    merge.refresh_from_db()
    pair.refresh_from_db()
    assert (merge.undone_at, pair.state) == (None, "open")
    assert client.get(reverse("admin:alumni_duplicate_dismiss", args=[pair.pk])).status_code == 405


def test_undoing_says_in_numbers_what_will_happen_and_does_it(client, staff):
    keep, drop = make_alumnus("王晓明"), make_alumnus("王晓明")
    make_contact(drop, value="+8613800000001")
    make_contact(drop, kind="email", value="a@example.com")
    merge = merge_alumni(keep=keep, drop=drop, by=staff)
    url = reverse("admin:alumni_merge_undo", args=[merge.pk])

    asked = client.get(url)
    assert [number for _label, number in asked.context["numbers"]] == [2]
    response = client.post(url, {"are_different": "on"})

    assert response.url == reverse("admin:alumni_merge_list")
    assert drop.contacts.count() == 2
    assert DuplicateCandidate.objects.get(low=keep, high=drop).state == "different"
    again = client.get(url)
    assert "numbers" not in again.context
    assert client.post(url).status_code == 302


def test_pages_are_complete_in_both_languages(client, staff, settings):
    pair = make_pair(1)
    url = reverse("admin:alumni_duplicate_pair", args=[pair.pk])

    page = client.get(url, headers={"accept-language": "en"}).content.decode()

    assert "Merge into one record" in page
    assert "Same telephone" in page
    assert not re.findall(
        r"[\u4e00-\u9fff]+", re.sub(r"王晓明|数学学院|山东大学|校友办|中文|自动|浅色|深色|李老师", "", page)
    )


def test_a_second_press_says_that_the_pair_was_decided_before(client, staff):
    merged, apart = make_pair(1), make_pair(2, name="李静")
    merge = reverse("admin:alumni_merge_create", args=[merged.low_id, merged.high_id])
    dismiss = reverse("admin:alumni_duplicate_dismiss", args=[apart.pk])
    client.post(merge, {"keep": merged.low_id})
    client.post(dismiss)
    again = [
        client.post(merge, {"keep": merged.low_id}),
        client.post(dismiss),
        *(client.get(reverse("admin:alumni_duplicate_pair", args=[pair.pk])) for pair in (merged, apart)),
    ]
    assert [answer["Location"] for answer in again] == [reverse("admin:alumni_duplicatecandidate_changelist")] * 4
    assert Merge.objects.count() == 1


def test_a_merge_offers_its_undoing_at_once(client, staff):
    pair = make_pair(1)
    url = reverse("admin:alumni_merge_create", args=[pair.low_id, pair.high_id])
    page = client.post(url, {"keep": pair.low_id}, follow=True).content.decode()
    assert f'href="{reverse("admin:alumni_merge_undo", args=[Merge.objects.get().pk])}"' in page


def test_what_is_out_of_reach_stays_unknown_after_a_decision(client):
    pair, merged = make_pair(1), make_pair(2, name="李静")
    duplicates.dismiss(pair=pair, by=make_user())
    merge_alumni(keep=merged.low, drop=merged.high, by=make_user())
    client.force_login(make_user(role=Role.COLLEGE_OFFICER, college=make_college("医学院")))
    for each in (pair, merged):
        assert client.get(reverse("admin:alumni_duplicate_pair", args=[each.pk])).status_code == 404
        url = reverse("admin:alumni_merge_create", args=[each.low_id, each.high_id])
        assert client.post(url, {"keep": each.low_id}).status_code == 404
