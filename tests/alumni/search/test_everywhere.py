"""The box in the header finds what is called so: people, colleges, lists, searches, tags, rosters, pages."""

import re
from html import unescape

import pytest
from django.urls import reverse

from alumni.models import AlumnusTag, PersonList, Roster, SavedSearch, Tag
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_degree, make_employment, make_user

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "accept-language": "en"}


@pytest.fixture
def named_so(staff):
    """A person, and one thing of each kind, with 浪花 in its name."""
    person = make_alumnus("浪花")
    college = make_college("浪花学院", english_name="School of Spray")
    make_degree(person, college=college, graduation_year=1998)
    make_employment(person, "浪花集团")
    AlumnusTag.objects.create(alumnus=person, tag=Tag.objects.create(name="浪花诗社"))
    saved = SavedSearch.objects.create(name="给浪花的信", owner=staff)
    people = PersonList.objects.create(name="浪花聚会", owner=staff)
    roster = Roster.objects.create(
        filename="浪花学院.xlsx", file="rosters/x.xlsx", size=1, state="checked", uploaded_by=staff, college=college
    )
    return {"person": person, "college": college, "saved": saved, "list": people, "roster": roster}


def found(client, user, words, headers=FRAGMENT) -> dict[str, list[tuple[str, str]]]:
    """The groups under the box: {label: [(text, address), ...]}."""
    client.force_login(user)
    page = client.get(reverse("admin:alumni_alumnus_suggest"), {"words": words}, headers=headers).content.decode()
    groups = re.findall(r'class="group-name"[^>]*>([^<]*)<(.*?)</div>', page, re.DOTALL)
    return {
        label: [
            (re.sub(r"\s*<span.*", "", text, flags=re.DOTALL), unescape(url))
            for url, text in re.findall(r'role="option"[^>]*href="([^"]*)"[^>]*>(.*?)</a>', body, re.DOTALL)
        ]
        for label, body in groups
    }


def test_everything_called_so_is_found_in_its_group(client, staff, named_so):
    console = reverse("admin:alumni_alumnus_changelist")
    tag = Tag.objects.get().pk
    assert found(client, staff, "浪花") == {
        "Alumni": [("浪花", reverse("admin:alumni_alumnus_detail", args=[named_so["person"].pk]))],
        "Words": [("浪花集团", f"{console}?words=%E6%B5%AA%E8%8A%B1%E9%9B%86%E5%9B%A2")],
        "Colleges": [("School of Spray", f"{console}?college={named_so['college'].pk}")],
        "Lists": [("浪花聚会", reverse("admin:alumni_personlist_open", args=[named_so["list"].pk]))],
        "Saved searches": [("给浪花的信", reverse("admin:alumni_savedsearch_open", args=[named_so["saved"].pk]))],
        "Tags": [("浪花诗社", f"{console}?tag={tag}")],
        "Rosters": [("浪花学院.xlsx", reverse("admin:alumni_roster_change", args=[named_so["roster"].pk]))],
    }


def test_pages_of_the_menu_are_found_in_the_readers_language_as_far_as_one_may_open_them(client, staff):
    assert found(client, staff, "import") == {"Pages": [("Import rosters", reverse("admin:alumni_roster_changelist"))]}
    assert found(client, make_user(Role.EDITOR), "import") == {}
    chinese = found(client, staff, "导入", FRAGMENT | {"accept-language": "zh-hans"})
    assert [text for pages in chinese.values() for text, _url in pages] == ["导入名册"]


def test_where_nobody_is_called_so_what_is_called_so_comes_first(client, staff, named_so):
    assert next(iter(found(client, staff, "spray"))) == "Colleges"
    assert next(iter(found(client, staff, "浪花"))) == "Alumni"


def test_after_other_words_a_college_completes_them(client, staff, named_so):
    groups = found(client, staff, "浪 浪花学")
    assert [text for text, _url in groups["Words"]] == ["浪花学院"]
    assert "Colleges" not in groups


def test_others_keep_their_lists_and_searches_to_themselves(client, named_so):
    colleague = make_user(Role.STAFF)
    assert not {"Lists", "Saved searches"} & found(client, colleague, "浪花").keys()
    PersonList.objects.update(is_shared=True)
    assert "Lists" in found(client, colleague, "浪花")


def test_a_college_officer_is_offered_what_is_of_the_own_college_only(client, named_so):
    other = make_user(Role.COLLEGE_OFFICER, college=make_college("医学院"))
    assert found(client, other, "浪花") == {}
    own = make_user(Role.COLLEGE_OFFICER, college=named_so["college"])
    assert found(client, own, "浪花").keys() == {"Alumni", "Words", "Colleges", "Tags", "Rosters"}


def test_who_may_not_import_is_offered_no_roster(client, named_so):
    assert "Rosters" not in found(client, make_user(Role.EDITOR), "浪花")


def test_without_scripts_it_is_a_page_to_which_the_console_leads(client, staff, named_so):
    client.force_login(staff)
    console = client.get(reverse("admin:alumni_alumnus_changelist"), {"words": "浪花"}).content.decode()
    address = reverse("admin:alumni_alumnus_suggest") + "?words=%E6%B5%AA%E8%8A%B1"
    assert f'href="{address}"' in console
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "<h1>Search everywhere: 浪花</h1>" in page
    assert "浪花聚会" in page
    assert "浪花学院.xlsx" in page
    assert 'role="option"' not in page
    nothing = client.get(reverse("admin:alumni_alumnus_suggest"), {"words": "没有"}, headers={"accept-language": "en"})
    assert "Nothing is called so" in nothing.content.decode()


def test_what_is_typed_stays_text(client, staff):
    client.force_login(staff)
    for words in ("<script>", "%", "_", "\\", "'", "\x00", "a" * 400):
        response = client.get(reverse("admin:alumni_alumnus_suggest"), {"words": words})
        assert response.status_code == 200
        assert "<script>:" not in response.content.decode()


def test_finding_costs_the_same_number_of_queries_however_much_is_found(
    client, staff, named_so, django_assert_max_num_queries
):
    for number in range(6):
        PersonList.objects.create(name=f"浪花{number}", owner=staff)
        Roster.objects.create(
            filename=f"浪花{number}.xlsx", file="x", size=1, state="checked", uploaded_by=staff,
            college=make_college(f"浪花{number}学院"),
        )  # fmt: skip
    client.force_login(staff)
    with django_assert_max_num_queries(20):
        client.get(reverse("admin:alumni_alumnus_suggest"), {"words": "浪花"}, headers=FRAGMENT)
