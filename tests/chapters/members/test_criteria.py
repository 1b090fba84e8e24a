"""Chapters in the search over alumni: whatever asks for people finds exactly those whom a plain query finds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, SavedSearch
from alumni.queries import saved
from alumni.queries import search as queries
from alumni.queries.selection import Selection
from alumni_office.accounts.roles import Role
from chapters.models import Membership, Office
from tests.alumni.search import reference
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_degree,
    make_membership,
    make_office,
    make_user,
)

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", reference.WAYS, ids=range(len(reference.WAYS)))


@pytest.fixture
def two():
    """Two chapters with members in every state; seven people, two of them in both."""
    shanghai, beijing = make_chapter(), make_chapter("北京校友会", province="11")
    people = [make_alumnus(name) for name in ("王伟", "王小伟", "李伟", "王龙", "单小龙", "王伟龙", "李龙")]
    for person in people[:4]:
        make_membership(shanghai, person)
    for person in people[2:5]:
        make_membership(beijing, person)
    make_membership(shanghai, people[5], state="left", ended_on=timezone.localdate())
    make_membership(shanghai, people[6], state="applied", joined_on=None)
    return shanghai, beijing


def plain(chapters) -> set[int]:
    members = Membership.objects.filter(chapter__in=chapters, state="member").values("alumnus")
    return set(Alumnus.objects.present().filter(pk__in=members).values_list("pk", flat=True))


def walked(user, words, filters) -> list[int]:
    found, after = [], ""
    while True:
        page = queries.search(user, words, filters, after=after, limit=2)
        found += [person.pk for person in page.people]
        if not page.after:
            return found
        after = page.after


@WAYS
@pytest.mark.parametrize("words", ["", "王", "伟 小"])
def test_members_are_found_page_by_page_counted_and_as_a_queryset(two, words, way):
    user = make_user()
    named = {each.pk for each in reference.everyone() if reference.matches(each, words)}
    for chapters in ([two[0]], [two[1]], two):
        filters = {"chapter": [str(chapter.pk) for chapter in chapters]}
        wanted = plain(chapters) & named
        with reference.constants(**way):
            pages = walked(user, words, filters)
            count = queries.search(user, words, filters).count
        assert (sorted(pages), set(queries.people(user, words, filters).values_list("pk", flat=True))) == (
            sorted(wanted),
            wanted,
        )
        assert count.value == len(wanted)


@WAYS
def test_a_post_is_found_while_it_is_held(two, way):
    today = timezone.localdate()
    people = list(Alumnus.objects.order_by("pk"))
    make_office(two[0], people[0])
    make_office(two[1], people[1], seat="vice_president")
    make_office(two[1], people[2], today - timedelta(days=400), today - timedelta(days=200))
    make_office(two[0], people[3], today + timedelta(days=1000), today + timedelta(days=1100))
    held = Office.objects.current()
    for values, offices in (
        (["any"], held),
        (["president"], held.filter(seat="president")),
        (["president", "vice_president"], held.filter(seat__in=["president", "vice_president"])),
    ):
        wanted = set(offices.values_list("alumnus", flat=True))
        with reference.constants(**way):
            assert set(walked(make_user(), "", {"office": values})) == wanted
    assert {each.pk for each in queries.people(make_user(), "", {"office": ["any"]})} == {people[0].pk, people[1].pk}


def test_filters_of_chapters_and_of_people_hold_together(two):
    person = Alumnus.objects.get(name="李伟")
    make_degree(person, college=make_college(), graduation_year=2002)
    filters = {"chapter": [str(two[0].pk)], "graduated": ["2002"]}
    assert list(queries.people(make_user(), "", filters)) == [person]


def test_merged_and_archived_people_are_in_no_answer(two):
    Alumnus.objects.filter(name="王伟").update(archived_at=timezone.now())
    Alumnus.objects.filter(name="王龙").update(merged_into=Alumnus.objects.get(name="李龙"))
    found = queries.people(make_user(), "", {"chapter": [str(two[0].pk)]})
    assert sorted(each.name for each in found) == ["李伟", "王小伟"]


def test_a_college_officer_asks_for_the_chapters_of_the_college_only(two):
    college = make_college()
    officer = make_user(Role.COLLEGE_OFFICER, college)
    own = make_chapter("数学学院校友会", kind="college", college=college)
    person, stranger = make_alumnus("张三"), make_alumnus("张四")
    make_degree(person, college=college)
    make_degree(Alumnus.objects.get(name="王伟"), college=college)
    for each in (person, stranger):
        make_membership(own, each)
        make_office(own, each, seat="member")
    make_office(two[0], Alumnus.objects.get(name="王伟"))
    found = [each.name for each in queries.people(officer, "", {"chapter": [str(own.pk)]})]
    assert (found, [each.name for each in queries.people(officer, "", {"office": ["any"]})]) == (["张三"], ["张三"])
    assert not queries.people(officer, "", {"chapter": [str(two[0].pk)]}).exists()


def test_who_may_not_see_chapters_finds_nobody_by_them_and_is_offered_nothing(client, two):
    user = make_user(Role.FINANCE)
    assert not queries.people(user, "", {"chapter": [str(two[0].pk)]}).exists()
    client.force_login(user)
    assert b'name="chapter"' not in client.get(reverse("admin:alumni_alumnus_counts")).content


@pytest.mark.parametrize("value", ["0", "x", "999999", "1 OR 1=1", "9" * 30])
def test_what_nobody_may_choose_finds_nobody_or_is_left_out(client, two, value):
    client.force_login(make_user())
    assert client.get(reverse("admin:alumni_alumnus_changelist"), {"chapter": value}).status_code == 200
    filters = queries.parse({"chapter": value})
    assert filters == {} or not queries.people(make_user(), "", filters).exists()


def test_the_console_offers_chapters_and_shows_the_chosen_one(client, two):
    client.force_login(make_user())
    counts = client.get(reverse("admin:alumni_alumnus_counts"), headers={"accept-language": "en"})
    assert f'<option value="{two[0].pk}">上海校友会</option>' in counts.content.decode()
    page = client.get(reverse("admin:alumni_alumnus_changelist"), {"chapter": two[0].pk}).content.decode()
    assert "上海校友会" in page
    assert "4 人" in page


def test_a_saved_search_a_list_and_an_export_take_the_same_people(two):
    user = make_user()
    filters = {"chapter": [str(two[1].pk)]}
    search = SavedSearch.objects.create(name="北京", words="", filters=filters, owner=user)
    selection = Selection(everyone=True, filters=queries.parse(search.filters))
    stored = Selection.from_json(selection.as_json())
    assert set(stored.people(user, "alumni.export_alumnus").values_list("pk", flat=True)) == plain([two[1]])
    assert saved.described(search.filters, user) == [("地方校友会会员", "北京校友会")] or saved.described(
        search.filters, user
    ) == [("Member of a chapter", "北京校友会")]


@pytest.mark.parametrize("n", [1, 5])
def test_asking_by_a_chapter_costs_as_much_for_five_as_for_one(client, django_assert_num_queries, n):
    chapter = make_chapter()
    for _number in range(n):
        make_membership(chapter, make_alumnus())
    client.force_login(make_user())
    url = reverse("admin:alumni_alumnus_changelist")
    client.get(url)
    # Session, user, grants, settled; chapters that may be chosen, for the filter and for its chip; sizes, page, people.
    with django_assert_num_queries(9):
        assert client.get(url, {"chapter": chapter.pk}).content.count(b'name="ids"') == n
