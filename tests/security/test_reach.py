"""What a role could reach beyond its own people."""

import pytest
from django.urls import reverse

from alumni.models import AlumnusTag, PersonList, Tag
from alumni_office.accounts.roles import Role
from tests.factories import make_alumnus, make_college, make_degree, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user(Role.COLLEGE_OFFICER, college=make_college("医学院"))
    client.force_login(user)
    return user


def test_the_name_of_a_colleagues_own_list_is_shown_to_nobody_else(client, officer):
    hidden = PersonList.objects.create(name="秘密名单", owner=make_user())

    shown = client.get(reverse("admin:alumni_alumnus_changelist"), {"list": hidden.pk}).content.decode()
    saved = client.post(reverse("admin:alumni_alumnus_act"), {"action": "save", "list": hidden.pk}).content.decode()

    assert "秘密名单" not in shown + saved


def test_a_college_officer_counts_and_renames_no_tags_of_others(client, officer):
    tag = Tag.objects.create(name="企业家")
    own, other = make_alumnus("王伟"), make_alumnus("李强")
    make_degree(own, college=officer.grants.get().college)
    make_degree(other, college=make_college("法学院"))
    for person in (own, other):
        AlumnusTag.objects.create(alumnus=person, tag=tag)

    page = client.get(reverse("admin:alumni_tag_changelist"))
    answer = client.post(reverse("admin:alumni_tag_change", args=[tag.pk]), {"name": "改名"})

    assert [row.people for row in page.context["cl"].result_list] == [1]
    assert answer.status_code == 403
    assert Tag.objects.get().name == "企业家"


def test_there_is_no_way_from_any_row_of_any_table_to_its_page(client):
    client.force_login(make_user())
    assert client.get("/admin/r/1/1/").status_code == 404


def test_a_college_with_graduates_is_not_deleted_and_its_degrees_are_not_read(client, django_assert_max_num_queries):
    user = make_user()
    client.force_login(user)
    college = make_college("数学学院")
    make_degree(make_alumnus(), college=college)

    with django_assert_max_num_queries(8):
        page = client.get(reverse("admin:alumni_college_delete", args=[college.pk]))
    many = client.post(
        reverse("admin:alumni_college_changelist"), {"action": "delete_selected", "_selected_action": [college.pk]}
    )

    assert page.status_code == 403
    assert many.status_code in (200, 302)
    assert type(college).objects.filter(pk=college.pk).exists()


def test_an_empty_college_may_be_deleted(client):
    client.force_login(make_user())
    college = make_college("误建学院")

    client.post(reverse("admin:alumni_college_delete", args=[college.pk]), {"post": "yes"})

    assert not type(college).objects.filter(pk=college.pk).exists()
