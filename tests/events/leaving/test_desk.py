"""Leave-taking at the desk: numbers that open their rows, paper, links; and no letter anywhere."""

import pytest
from django.utils import timezone

from alumni.models import Liaison
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from events.models import LeaveTaking
from events.services import leaving as services
from tests.factories import (
    make_college,
    make_contact,
    make_future_letter,
    make_graduate,
    make_leaver,
    make_leaving,
    make_programme,
    make_user,
)

pytestmark = pytest.mark.django_db
BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"
DESK = "/admin/events/programme/"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def at(leaving):
    return f"{DESK}{leaving.programme_id}/leaving/"


def said(response):
    return response.content.decode()


def named(response):
    return sorted(row.alumnus.name for row in response.context["page"].rows)


def test_from_the_programme_to_its_graduates(desk):
    programme = make_programme("毕业生离校", kind="leaving", state="draft")
    make_graduate("甲")
    words = {"graduation_year": 2026, "college": "", "passing_domains": "@Mail.Example.edu.cn, stu.example.edu.cn"}
    assert f"{DESK}{programme.pk}/leaving/add/" in said(desk.get(f"{DESK}{programme.pk}/"))
    desk.post(f"{DESK}{programme.pk}/leaving/add/", words)
    leaving = LeaveTaking.objects.get()
    assert (leaving.domains, leaving.leavers.count()) == (["mail.example.edu.cn", "stu.example.edu.cn"], 1)
    assert "are closed" in said(desk.get(at(leaving)))
    make_graduate("乙")
    desk.post(f"{at(leaving)}gather/")
    desk.post(f"{at(leaving)}edit/", words | {"passing_domains": "", "version": 1})
    leaving.refresh_from_db()
    assert (leaving.passing_domains, leaving.leavers.count()) == ("", 2)
    assert desk.post(f"{at(leaving)}edit/", words | {"passing_domains": "no domain", "version": 2}).status_code == 422
    assert desk.get(f"{DESK}{make_programme().pk}/leaving/add/").status_code == 404


def test_each_number_opens_the_graduates_behind_it(desk):
    maths, law = make_college("数学学院"), make_college("法学院")
    leaving, now = make_leaving(), timezone.now()
    first = make_graduate("甲", college=maths)
    make_contact(first)
    make_leaver(leaving, first, checked_at=now, offered_at=now)
    make_leaver(leaving, make_graduate("乙", college=maths, class_name=""))  # of the major 数学
    make_leaver(leaving, make_graduate("丙", college=law), checked_at=now)
    page = desk.get(at(leaving))
    found = {
        (college.name, each.label): [number for _which, _label, number in each.counts]
        for college in page.context["colleges"] for each in college.classes
    }  # fmt: skip
    assert found == {
        ("数学学院", "一班"): [1, 1, 0, 1, 1], ("数学学院", "数学"): [1, 0, 1, 0, 0],
        ("法学院", "一班"): [1, 1, 0, 0, 0],
    }  # fmt: skip
    assert [number for _which, _label, number in page.context["sums"]] == [3, 2, 1, 1, 1]
    asked = {
        "": ["丙", "乙", "甲"], "?which=checked": ["丙", "甲"], "?which=unchecked": ["乙"], "?which=lasting": ["甲"],
        "?which=offered": ["甲"], f"?which=checked&college={law.pk}": ["丙"],
        f"?college={maths.pk}&label=数学": ["乙"], "?label=一班": ["丙", "甲"], "?which=nonsense": ["丙", "乙", "甲"],
    }  # fmt: skip
    assert {query: named(desk.get(f"{at(leaving)}people/{query}")) for query in asked} == asked


def test_a_degree_without_a_college_has_its_own_line_that_opens_its_own_rows(desk):
    leaving = make_leaving()
    make_leaver(leaving, make_graduate("甲", college=make_college("数学学院")))
    lost = make_graduate("乙")
    lost.degrees.update(college=None)
    make_leaver(leaving, lost)
    assert "college=0&amp;label=" in said(desk.get(at(leaving)))
    asked = {"?college=0": ["乙"], "?college=0&label=一班": ["乙"], "": ["乙", "甲"]}
    assert {query: named(desk.get(f"{at(leaving)}people/{query}")) for query in asked} == asked


def test_who_was_looked_at_is_written_down(desk, leaver):
    desk.get(f"{at(leaver.leaving)}people/")
    row = AccessRecord.objects.get(target="events.leaver")
    assert (row.action, row.count, list(row.people.values_list("person_id", flat=True))) == (
        "view", 1, [leaver.alumnus_id],
    )  # fmt: skip


def test_no_page_of_the_desk_shows_a_letter(client, leaver):
    make_future_letter(leaver, "秘密的信")
    client.force_login(make_user(None, is_superuser=True), backend=BACKEND)
    client.cookies["django_language"] = "en"
    leaving = leaver.leaving
    pages = [at(leaving), f"{at(leaving)}people/", f"/admin/alumni/alumnus/{leaver.alumnus_id}/detail/",
             "/admin/events/futureletter/"]  # fmt: skip
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200, answers[2].status_code, 404]
    assert ["秘密的信" in said(answer) for answer in answers] == [False] * 4
    assert "1 written, 0 delivered, 0 due" in said(answers[0])


@pytest.mark.parametrize("kind", ["sheets", "slips"])
def test_paper_of_a_class_has_a_code_for_each_and_is_written_down(desk, leaving, leaver, kind):
    college = leaver.alumnus.degrees.get().college_id
    answer = desk.get(f"{at(leaving)}paper/?form={kind}&college={college}&label=一班")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    row = AccessRecord.objects.get()
    assert (row.action, row.reason, row.count) == ("download", f"leave-taking: {kind}", 1)
    assert desk.get(f"{at(leaving)}paper/?label=九班").status_code == 302


def test_a_code_leads_to_the_page_on_paper_or_to_signing_in(leaving, leaver, coordinator, monkeypatch):
    drawn = []
    monkeypatch.setattr("alumni_office.documents.codes.qr.bars", lambda text, _size: drawn.append(text) or [])
    make_leaver(leaving, make_graduate("无号", student_no=""))
    services.printed(
        leaving=leaving, form="sheets", which="all", college=None, label=None, part=1, by=coordinator
    )  # fmt: skip
    assert sorted(text.split("/events/leaving/")[1][:6] for text in drawn) == ["", "paper/"]


def test_sending_says_the_number_first_and_goes_to_a_job(desk, leaving, leaver, coordinator):
    make_contact(leaver.alumnus, "email", "a@example.com")
    page = said(desk.get(f"{at(leaving)}mail/"))
    assert "Mails that will go out now" in page
    desk.post(f"{at(leaving)}mail/")
    desk.post(f"{at(leaving)}remind/")
    assert list(Job.objects.order_by("pk").values_list("kind", "by", "total")) == [
        ("events.leaving_links", coordinator.pk, 1), ("events.leaving_reminders", coordinator.pk, 0),
    ]  # fmt: skip


def test_who_edits_alumni_appoints_and_the_coordinator_does_not(client, desk, leaver):
    services.offer(leaver=leaver)
    assert desk.post(f"{DESK}leavers/{leaver.pk}/appoint/").status_code == 403
    client.force_login(make_user(), backend=BACKEND)
    client.post(f"{DESK}leavers/{leaver.pk}/appoint/")
    assert Liaison.objects.get().alumnus == leaver.alumnus
    page = said(client.get(f"{at(leaver.leaving)}people/?which=offered"))
    assert "speaks for the class" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR])
def test_only_who_leads_programmes_sees_them(client, leaving, role):
    client.force_login(make_user(role), backend=BACKEND)
    assert client.get(at(leaving)).status_code == 403


def test_the_pages_cost_the_same_for_many_as_for_one(desk, leaving, django_assert_max_num_queries):
    for number in range(12):
        make_leaver(leaving, make_graduate(class_name=f"{number}班"))
    with django_assert_max_num_queries(16):
        desk.get(at(leaving))
    with django_assert_max_num_queries(18):
        desk.get(f"{at(leaving)}people/")
