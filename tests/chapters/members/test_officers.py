"""Members as a chapter's officers see them: the list, decisions, the file."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from alumni.models import Alumnus
from alumni.queries.mine import looks
from alumni.queries.search.measure import settle
from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.mail.models import Message
from chapters.models import Membership
from chapters.services import members
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_contact,
    make_member,
    make_membership,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def officer(client, chapter):
    person = make_officer(chapter)
    client.force_login(person.user)
    return person


def url(chapter, name="my-members", *keys):
    return reverse(f"chapters:{name}", args=[chapter.pk, *keys])


def ask(client, chapter, **query):
    return client.get(url(chapter), query, headers={"accept-language": "en"})


def names(response):
    return [line.name for line in response.context["lines"]]


def test_the_list_shows_members_who_agreed_and_counts_the_others(client, chapter, officer):
    make_membership(chapter, make_alumnus("甲"))
    make_membership(chapter, make_alumnus("乙"), agreed=False)
    make_membership(chapter, make_alumnus("丙"), state="left", ended_on=timezone.localdate())
    make_membership(make_chapter("北京校友会", province="11"), make_alumnus("丁"))
    page = ask(client, chapter)
    assert names(page) == ["甲"]
    assert (page.context["numbers"].members, page.context["numbers"].silent) == (2, 1)
    assert "1 member keeps to themselves." in page.content.decode()


def test_each_look_is_written_down_and_each_member_can_see_it(client, chapter, officer):
    person = make_member("甲")
    make_membership(chapter, person, opened=["email"])
    ask(client, chapter)
    record = AccessRecord.objects.get()
    assert (record.action, record.by, record.count) == ("view", officer.user, 1)
    assert record.criteria == {"officer_of": "上海校友会", "columns": ["name", "email"]}
    assert "上海校友会" in looks(person)[0].by


@pytest.mark.parametrize(
    ("words", "found"),
    [("王", ["王小伟", "王伟"]), ("wang", ["王小伟", "王伟"]), ("小", ["王小伟"]), ("李", ["李娜"]), ("x", [])],
)
def test_a_member_is_found_by_name(client, chapter, officer, words, found):
    for name in ("王伟", "李娜", "王小伟"):
        make_membership(chapter, make_alumnus(name))
    settle()
    assert names(ask(client, chapter, q=words)) == found


def test_nobody_is_found_by_a_former_name_or_a_contact(client, chapter, officer):
    person = make_alumnus("王伟", former_names=["赵钱孙"])
    make_contact(person)
    make_membership(chapter, person)
    settle()
    for words in ("赵钱孙", "zhaoqiansun", "13800000000"):
        assert names(ask(client, chapter, q=words)) == []


def test_who_asks_is_admitted_once_and_told_once(client, chapter, officer):
    person = make_member("甲")
    row = make_membership(chapter, person, state="applied", joined_on=None, statement="想参加")
    assert [line.name for line in ask(client, chapter).context["asking"]] == ["甲"]
    for _time in range(2):
        client.post(url(chapter, "my-member-admit", row.pk))
    row.refresh_from_db()
    assert (row.state, row.joined_on, row.decided_by) == ("member", timezone.localdate(), officer.user)
    assert list(Message.objects.values_list("to", flat=True)) == [person.user.email]


def test_the_second_of_two_officers_changes_nothing(chapter):
    row = make_membership(chapter, make_member("甲"), state="applied", joined_on=None)
    assert members.admit(membership=row, by=make_user())
    stale = Membership.objects.get(pk=row.pk)
    stale.state = "applied"
    assert not members.refuse(membership=stale, reason="x", by=make_user())
    assert not members.admit(membership=stale, by=make_user())
    row.refresh_from_db()
    assert (row.state, row.reason) == ("member", "")


@pytest.mark.parametrize(
    ("name", "before", "after"), [("my-member-refuse", "applied", "refused"), ("my-member-end", "member", "ended")]
)
def test_refusing_and_ending_need_a_reason_that_the_person_reads(client, chapter, officer, name, before, after):
    person = make_member("甲")
    row = make_membership(
        chapter, person, state=before, joined_on=timezone.localdate() if before == "member" else None
    )  # fmt: skip
    assert client.get(url(chapter, name, row.pk)).status_code == 200
    assert client.post(url(chapter, name, row.pk), {"reason": " "}).status_code == 422
    client.post(url(chapter, name, row.pk), {"reason": "不在本地"})
    row.refresh_from_db()
    assert (row.state, row.reason, row.ended_on) == (after, "不在本地", timezone.localdate())
    assert "不在本地" in Message.objects.get().text
    assert not Membership.objects.open().agreed().exists()


@pytest.mark.parametrize("name", ["my-member-admit", "my-member-refuse", "my-member-end"])
def test_nobody_decides_about_somebody_unseen_or_of_another_chapter(client, chapter, officer, name):
    state = "member" if name == "my-member-end" else "applied"
    rows = [
        make_membership(chapter, make_alumnus("甲"), agreed=False, state=state),
        make_membership(make_chapter("北京校友会", province="11"), make_alumnus("乙"), state=state),
    ]
    for row in rows:
        assert client.post(url(chapter, name, row.pk), {"reason": "x"}).status_code == 404
        row.refresh_from_db()
        assert row.state == state


def exported(client, chapter, **data):
    response = client.post(
        url(chapter, "my-members-export"), {"reason": "联络", "file_format": "xlsx"} | data,
        headers={"accept-language": "en"},
    )  # fmt: skip
    return response, b"".join(response.streaming_content) if response.streaming else b""


def test_the_file_holds_exactly_what_the_page_shows(client, chapter, officer):
    person = make_alumnus("甲", former_names=["旧名"])
    make_contact(person)
    make_contact(person, kind="email", value="a@example.com")
    make_membership(chapter, person, opened=["email"])
    make_membership(chapter, make_alumnus("乙"), agreed=False)
    shown = ask(client, chapter).context["lines"]
    response, content = exported(client, chapter)
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert len(rows) == 1 + len(shown) == 2
    assert rows[1][0] == "甲"
    assert [cell for cell in rows[1][2:] if cell] == ["a@example.com"]
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_formulas_in_the_file_are_text(client, chapter, officer):
    person = make_alumnus("=1+1")
    make_membership(chapter, person)
    _response, content = exported(client, chapter, file_format="csv")
    assert "'=1+1" in content.decode("utf-8-sig")


def test_a_file_needs_a_reason_and_is_logged_with_everybody_in_it(client, chapter, officer):
    person = make_member("甲")
    make_membership(chapter, person)
    response, _content = exported(client, chapter, reason="")
    assert response.status_code == 422
    assert not AccessRecord.objects.exists()
    exported(client, chapter, reason="春节慰问")
    record = AccessRecord.objects.get()
    assert (record.action, record.reason, record.count) == ("export", "春节慰问", 1)
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [person.pk]
    assert looks(person)[0].reason == "春节慰问"


def test_without_the_line_in_the_log_there_is_no_file(client, chapter, officer, monkeypatch):
    make_membership(chapter, make_alumnus("甲"))

    def broken(**more):
        raise RuntimeError

    monkeypatch.setattr("chapters.services.members.exporting.record_access", broken)
    client.raise_request_exception = False
    response, content = exported(client, chapter)
    assert (response.status_code, content) == (500, b"")


@pytest.mark.parametrize("values", [{"restricted_at": timezone.now()}, {"archived_at": timezone.now()}],
                         ids=["restricted", "archived"])  # fmt: skip
def test_restricted_and_archived_members_are_in_no_list_and_no_file(client, chapter, officer, values):
    person = make_alumnus("甲")
    make_membership(chapter, person)
    Alumnus.objects.filter(pk=person.pk).update(**values)
    assert names(ask(client, chapter)) == []
    _response, content = exported(client, chapter, file_format="csv")
    assert "甲" not in content.decode("utf-8-sig")


def test_an_empty_list_says_what_it_is_for_and_offers_the_page_for_joining(client, chapter, officer):
    page = ask(client, chapter).content.decode()
    assert "Nobody to see yet" in page
    assert reverse("chapters:join", args=[chapter.pk]) in page


def test_pages_of_many_members_lead_on(client, chapter, officer):
    for number in range(51):
        make_membership(chapter, make_alumnus(f"校友{number}"))
    page = ask(client, chapter)
    assert len(names(page)) == 50
    assert names(client.get(url(chapter) + page.context["page"].older)) == ["校友0"]


@pytest.mark.parametrize("n", [1, 5])
def test_the_list_asks_as_often_for_five_as_for_one(client, chapter, officer, django_assert_num_queries, n):
    for _number in range(n):
        person = make_alumnus("甲")
        make_contact(person, kind="email", value="a@example.com")
        make_membership(chapter, person, opened=["email", "work", "studies"])
        make_membership(chapter, make_alumnus("乙"), state="applied", joined_on=None)
    client.get(url(chapter))
    # Session, user, record, chapter; members and who asks, each with degrees, jobs, contacts; the log and its people;
    # three numbers; who can be invited. The savepoint of the test's own transaction is two.
    with django_assert_num_queries(20):
        client.get(url(chapter))
