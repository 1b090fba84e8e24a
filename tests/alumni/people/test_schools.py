"""Schools and colleges keep their dates, other names and descendants."""

import html
import re

import pytest
from django.urls import reverse

from alumni.models import AlumnusTag, College, School, Succession, Tag
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def officer(client):
    user = make_user()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def college_data(college, **changes):
    return {
        "school": college.school_id, "name": college.name, "english_name": "", "aliases": "", "founded_on": "",
        "closed_on": "", "successions-TOTAL_FORMS": "1", "successions-INITIAL_FORMS": "0",
        "precessions-TOTAL_FORMS": "0", "precessions-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip


def post(client, college, **changes):
    return client.post(reverse("admin:alumni_college_change", args=[college.pk]), college_data(college, **changes))


def test_other_names_are_typed_one_a_line(client):
    college = make_college()

    post(client, college, aliases=" 数学系 \n数学与系统科学学院\n\n数学系")

    college.refresh_from_db()
    assert college.aliases == ["数学系", "数学与系统科学学院"]


def test_a_college_gets_a_successor_with_a_date(client):
    old, new = make_college("无线电系"), make_college("信息学院")

    post(client, old, **{"successions-0-successor": new.pk, "successions-0-kind": "merged",
                         "successions-0-happened_on": "2000-07-22", "closed_on": "2000-07-22"})  # fmt: skip

    step = Succession.objects.get()
    assert (step.predecessor, step.successor, step.kind, str(step.happened_on)) == (old, new, "merged", "2000-07-22")


def refusal(response):
    return response.status_code, response.content.decode().replace("&#x27;", "'")


def test_a_line_of_colleges_may_not_turn_in_a_circle(client):
    first, second, third = make_college("甲系"), make_college("乙学院"), make_college("丙学院")
    Succession.objects.create(predecessor=first, successor=second, kind="renamed")
    Succession.objects.create(predecessor=second, successor=third, kind="renamed")

    status, page = refusal(
        post(client, third, **{"successions-0-successor": first.pk, "successions-0-kind": "renamed"})
    )

    assert (status, Succession.objects.count()) == (200, 2)
    assert "甲系 already became this college: the line would turn in a circle." in page


def test_a_closing_before_the_founding_is_refused(client):
    _status, page = refusal(post(client, make_college(), founded_on="2000-01-01", closed_on="1999-01-01"))

    assert "The closing must come after the founding on 2000-01-01." in page
    assert College.objects.get().closed_on is None


def test_a_name_that_means_another_college_is_refused(client):
    make_college("物理学院", aliases=["物理系"])
    college = make_college("光学学院")

    _status, page = refusal(post(client, college, aliases="物理系"))

    assert "“物理系” is already a name of 物理学院: a roster could mean either." in page


def test_a_successor_that_was_closed_before_is_refused(client):
    closed = make_college("旧学院", closed_on="1990-01-01")
    _status, page = refusal(
        post(client, make_college(), **{"successions-0-successor": closed.pk, "successions-0-kind": "renamed",
                                        "successions-0-happened_on": "2000-01-01"})
    )  # fmt: skip

    assert "旧学院 was closed on 1990-01-01, before that." in page
    assert Succession.objects.count() == 0


def test_a_school_that_became_another_has_an_end_and_no_circle(client):
    old, new = (
        make_school("山东工业大学"),
        make_school("山东大学", successor=make_school("山东工业大学"), closed_on="2001-01-01"),
    )
    data = {"name": old.name, "english_name": "", "founded_on": "", "closed_on": "", "successor": new.pk}

    _status, page = refusal(client.post(reverse("admin:alumni_school_change", args=[old.pk]), data))

    assert "A school that became part of another one has a closing date." in page
    assert "山东工业大学 would become its own successor." in page
    assert School.objects.get(pk=old.pk).successor is None


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [(Role.HEAD, 200, 302), (Role.STAFF, 200, 302), (Role.COLLEGE_OFFICER, 200, 403), (Role.EDITOR, 200, 403),
     (None, 403, 403)],
)  # fmt: skip
def test_who_keeps_the_colleges(client, role, reads, writes):
    college = make_college()
    client.force_login(make_user(role, college=college if role == Role.COLLEGE_OFFICER else None))

    assert client.get(reverse("admin:alumni_college_changelist")).status_code == reads
    assert client.get(reverse("admin:alumni_college_change", args=[college.pk])).status_code == reads
    assert post(client, college, name="新名").status_code == writes


@pytest.mark.parametrize("n", [1, 5])
def test_the_list_of_colleges_costs_the_same_however_many_there_are(client, django_assert_num_queries, n):
    last = make_college("今日学院")
    for number in range(n):
        old = make_college(f"第{number}学院", school=make_school(f"第{number}大学"))
        Succession.objects.create(predecessor=old, successor=last, kind="merged")
    client.get(reverse("admin:alumni_college_changelist"))

    with django_assert_num_queries(9):
        client.get(reverse("admin:alumni_college_changelist"))


def test_schools_and_colleges_lead_to_each_other(client):
    pages = [reverse("admin:alumni_college_changelist"), reverse("admin:alumni_school_changelist")]
    for here, there in (pages, pages[::-1]):
        assert f'href="{there}"' in client.get(here).content.decode()


def test_the_count_of_a_tag_opens_its_people(client):
    person = make_alumnus("王伟")
    make_alumnus("李静")
    AlumnusTag.objects.create(alumnus=person, tag=Tag.objects.create(name="返校 & 校庆"))
    page = client.get(reverse("admin:alumni_tag_changelist")).content.decode()
    address = html.unescape(re.search(r'href="([^"]*\?tag=[^"]*)"', page)[1])
    found = client.get(address).context["page"].people
    assert [each.pk for each in found] == [person.pk]


def test_dates_are_written_in_fields_as_they_are_read(client):
    client.cookies["django_language"] = "zh-hans"
    college = make_college()
    College.objects.filter(pk=college.pk).update(founded_on="2000-07-22")
    page = client.get(reverse("admin:alumni_college_change", args=[college.pk])).content.decode()
    assert 'value="2000-07-22"' in page


def test_a_new_college_is_entered_with_what_it_became(client):
    school, later = make_school(), make_college("信息学院")
    data = college_data(College(school=school, name="无线电系"), **{
        "successions-0-successor": later.pk, "successions-0-kind": "merged", "successions-0-happened_on": "2000-07-22",
        "closed_on": "2000-07-22",
    })  # fmt: skip

    client.post(reverse("admin:alumni_college_add"), data)

    assert Succession.objects.get().predecessor.name == "无线电系"


def test_a_new_college_without_a_name_gets_a_sentence(client):
    answer = client.post(reverse("admin:alumni_college_add"), {})

    assert answer.status_code == 200
    assert "name" in answer.context["adminform"].form.errors
