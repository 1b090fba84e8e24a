"""Phones and e-mails find people, for those who may see them, and tell nobody else anything."""

import pytest

from alumni.models import Succession
from alumni.queries import search as queries
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import Role
from tests.alumni.search import reference
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db

PHONE_WORDS = [
    "13805315678",
    "1380531",
    "138",
    "+8613805315678",
    "+86138",
    "8613805315678",
    "138-0531-5678",
    "１３８０５３１",
]
EMAIL_WORDS = [
    "weiwang.98@example.com",
    "weiwang.98@",
    "weiwang.98",
    "weiwang.9",
    "WeiWang.98@Example.com",
    "weiwan",
    "w@example.org",
]


@pytest.fixture
def person():
    person = make_alumnus("丁一")
    make_contact(person, "mobile", "+8613805315678")
    make_contact(person, "phone", "+8653188364000")
    make_contact(person, "phone", "+14155550100")
    make_contact(person, "email", "weiwang.98@example.com")
    make_contact(person, "email", "w@example.org")
    make_contact(person, "wechat", "dingyi_88")
    make_contact(person, "qq", "10001234")
    return person


@pytest.mark.parametrize("word", PHONE_WORDS)
def test_a_mobile_whole_or_its_beginning_however_it_is_written(find, person, word):
    make_contact(make_alumnus("李四"), value="+8615905315678")
    assert find(word) == ["丁一"]


@pytest.mark.parametrize("word", ["0531-88364000", "053188364", "053188", "+86531", "(0531)88364000"])
def test_a_landline_with_its_area_code(find, person, word):
    assert find(word) == ["丁一"]


@pytest.mark.parametrize("word", ["+14155550100", "+1415", "14155550100", "0014155550100"])
def test_a_number_abroad(find, person, word):
    assert find(word) == ["丁一"]


@pytest.mark.parametrize("word", EMAIL_WORDS)
def test_an_email_whole_or_its_beginning(find, person, word):
    assert find(word) == ["丁一"]


@pytest.mark.parametrize("word", ["dingyi_88", "dingyi_", "10001234", "100012"])
def test_wechat_and_qq_whole_or_their_beginning(find, person, word):
    assert find(word) == ["丁一"]


@pytest.mark.parametrize(
    "word", ["5678", "805315", "example.com", "@example.com", "98@example.com", "%@example.com", "w_iwang.98"]
)
def test_the_middle_of_a_contact_finds_nobody(find, person, word):
    assert find(word) == []


@pytest.mark.parametrize("way", reference.WAYS)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.VOLUNTEER_COORDINATOR, Role.AUDITOR])
def test_who_may_not_see_contacts_cannot_find_by_them(find, person, role, way):
    user = make_user(role)
    with reference.constants(**way):
        for word in [*PHONE_WORDS, *EMAIL_WORDS, "053188364", "+1415", "dingyi_88", "10001234"]:
            asked = queries.Search(user, word)
            assert find(word, user=user) == [], word
            assert queries.search(user, word).count == queries.Count(0, True)
            assert queries.facets(asked) == []
            assert queries.suggestions(user, word) == []
            assert list(queries.people(user, word)) == []
        assert find("丁一", user=user) == ["丁一"]


@pytest.mark.parametrize("way", reference.WAYS)
def test_who_sees_some_peoples_contacts_finds_only_these_by_them(find, way):
    """An editor of the whole office who is also a college's officer: two reaches, one for names, one for phones."""
    law, old_law, other = make_college("法学院"), make_college("法律系"), make_college("医学院")
    Succession.objects.create(predecessor=old_law, successor=law, kind="renamed")
    user = make_user(Role.EDITOR)
    RoleGrant.objects.create(user=user, role=Role.COLLEGE_OFFICER, college=law)
    for at, college in enumerate((law, old_law, other)):
        person = make_alumnus(f"丁{'一二三'[at]}")
        make_degree(person, college=college)
        make_contact(person, "mobile", f"+861380000000{at}")
        make_contact(person, "email", f"ding{at}@example.com")
    with reference.constants(**way):
        assert sorted(find("丁", user=user)) == ["丁一", "丁三", "丁二"]
        assert sorted(find("138000", user=user)) == sorted(find("丁 138000", user=user)) == ["丁一", "丁二"]
        assert find("13800000002", user=user) == find("ding2@example.com", user=user) == []
        assert find("ding1@example.com", user=user) == ["丁二"]
        assert {each.name for each in queries.people(user, "138000")} == {"丁一", "丁二"}
        assert queries.search(user, "138000").count.value == 2


def test_a_result_shows_how_someone_is_reached_but_never_the_number(staff, person):
    (found,) = queries.search(staff, "丁一").people
    assert found.reach == ("email", "phone")
    assert "138" not in repr(found)
    assert "example" not in repr(found)


def test_a_number_that_no_longer_reaches_still_finds_but_does_not_count_as_reachable(find, staff):
    person = make_alumnus("丁一")
    make_contact(person, value="+8613805315678", state="bad")
    assert find("13805315678") == ["丁一"]
    assert queries.search(staff, "13805315678").people[0].reach == ()
