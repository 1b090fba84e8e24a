"""What a person's page at the desk says of chapters: a panel from this app, and lines on the timeline."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from chapters.models import Candidate, Congress, Delegate, Delegation, Election
from chapters.queries.people import happened
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_degree,
    make_initiator,
    make_membership,
    make_office,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_alumnus("王伟")


def panel(client, person, user=None):
    client.force_login(user or make_user())
    return client.get(reverse("admin:chapters_membership_person", args=[person.pk]))


def text(response):
    return response.content.decode()


def make_delegate(person, chapter):
    congress = Congress.objects.create(
        name="第三次代表大会", starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 2), seats=100,
        term_ends_on=date(2030, 5, 1),
    )  # fmt: skip
    delegation = Delegation.objects.create(congress=congress, chapter=chapter, counted=5, by_rule=1, seats=1)
    return Delegate.objects.create(congress=congress, delegation=delegation, alumnus=person)


def everything(person, times=1):
    for number in range(times):
        chapter = make_chapter(f"第{number}校友会", province=str(31 + number))
        make_membership(chapter, person, joined_on=date(2021, 3, 1))
        make_office(chapter, person)
        make_submitted(person, province=str(41 + number), name=f"第{number}个申请")
        make_initiator(make_submitted(make_alumnus("李四"), province=str(51 + number)), person)
        delegate = make_delegate(person, chapter)
    election = Election.objects.create(
        congress=delegate.congress, seat="president", present=100, ballots=90, voted_at=timezone.now()
    )
    Candidate.objects.create(election=election, alumnus=person, votes=80, is_elected=True)


def test_the_page_loads_the_panel_and_links_to_it(client, person):
    client.force_login(make_user())
    page = text(client.get(reverse("admin:alumni_alumnus_detail", args=[person.pk])))
    url = reverse("admin:chapters_membership_person", args=[person.pk])
    assert f'hx-get="{url}"' in page
    assert f'<a href="{url}">' in page


def test_who_may_not_see_chapters_has_no_panel_and_no_page(client, person):
    everything(person)
    client.force_login(make_user(Role.FINANCE))
    page = client.get(reverse("admin:alumni_alumnus_detail", args=[person.pk]))
    assert "chapters" not in text(page)
    assert "activity" not in {entry.kind for entry in page.context["record"].timeline}
    assert client.get(reverse("admin:chapters_membership_person", args=[person.pk])).status_code == 403


def test_the_panel_tells_memberships_offices_initiatives_and_delegates(client, person):
    everything(person)
    client.force_login(make_user())
    url = reverse("admin:chapters_membership_person", args=[person.pk])
    page = text(client.get(url, headers={"accept-language": "en"}))
    for word in ("第0校友会", "第0个申请", "第三次代表大会", "President"):
        assert word in page


def test_a_person_without_a_part_in_chapters_is_told_so(client, person):
    response = panel(client, person)
    assert response.context["part"].is_empty


def test_a_college_officer_sees_the_chapters_of_the_college_only(client, person):
    college = make_college()
    make_degree(person, college=college)
    make_membership(make_chapter("数学学院校友会", kind="college", college=college), person)
    everything(person)
    part = panel(client, person, make_user(Role.COLLEGE_OFFICER, college)).context["part"]
    assert [str(each.chapter) for each in part.memberships] == ["数学学院校友会"]
    assert (part.offices, part.applications, part.initiatives, part.delegates) == ([], [], [], [])


def test_somebody_out_of_scope_is_not_there(client, person):
    assert panel(client, person, make_user(Role.COLLEGE_OFFICER, make_college())).status_code == 404


def test_the_timeline_tells_joining_leaving_offices_foundings_and_elections(client, person):
    everything(person)
    make_membership(make_chapter("旧会", province="12"), person, joined_on=date(2019, 1, 2), state="left",
                    ended_on=date(2020, 1, 2), reason="搬走了")  # fmt: skip
    make_membership(make_chapter("新会", province="13"), person, state="applied", joined_on=None)
    told = [each.title for each in happened(make_user(), person)]
    assert len(told) == 9
    client.force_login(make_user())
    timeline = client.get(reverse("admin:alumni_alumnus_detail", args=[person.pk])).context["record"].timeline
    assert len([entry for entry in timeline if entry.kind == "activity"]) == 9
    assert "搬走了" in {entry.text for entry in timeline}
    assert [entry.at for entry in timeline] == sorted((entry.at for entry in timeline), reverse=True)


@pytest.mark.parametrize("n", [1, 5])
def test_the_panel_costs_as_much_for_five_as_for_one(client, person, django_assert_num_queries, n):
    everything(person, n)
    client.force_login(make_user())
    url = reverse("admin:chapters_membership_person", args=[person.pk])
    # Session, user, grants, person; memberships, offices, applications, initiatives, delegates.
    with django_assert_num_queries(9):
        client.get(url, headers={"hx-request": "true"})
