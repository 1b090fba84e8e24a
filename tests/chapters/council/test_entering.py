"""A council that the office enters itself: term, posts, and what was entered by mistake."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from chapters.models import Chapter, Document, Office, Post, Term, TermExtension, led_by
from chapters.services.council import entering
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_degree,
    make_member,
    make_office,
    make_officer,
    make_term,
    make_user,
)

from .conftest import PDF

pytestmark = pytest.mark.django_db


def url(what, row, **query):
    address = reverse(f"admin:chapters_term_{what}", args=[row.pk])
    return f"{address}?q={query['q']}" if query else address


def days(start=-30, end=900, number=1, **more):
    today = timezone.localdate()
    return {"number": number, "starts_on": today + timedelta(days=start), "ends_on": today + timedelta(days=end)} | more


def name(client, term, person, seat="president", **more):
    data = {"person": person.pk, "seat": seat, "from_on": term.starts_on} | more
    return client.post(url("people", term, q=person.name), data)


def mails():
    return sorted(Message.objects.values_list("to", flat=True))


def test_a_chapter_that_came_without_a_council_gets_one_and_its_president_keeps_the_pages(client, chapter, staff):
    person = make_member("新会长")
    assert "Of 1 living chapter no council is on record" in client.get(
        reverse("admin:chapters_term_changelist")
    ).content.decode()  # fmt: skip
    listed = client.get(reverse("admin:chapters_chapter_changelist"), {"care": "none"}).context["cl"].queryset
    assert list(listed) == [chapter]
    for address in (reverse("admin:chapters_chapter_change", args=[chapter.pk]), url("chapter", chapter)):
        assert url("enter", chapter) in client.get(address).content.decode()
    minutes = SimpleUploadedFile("纪要.pdf", PDF, "application/pdf")
    response = client.post(url("enter", chapter), days(number=3, file=minutes))
    term = Term.objects.get()
    assert response.headers["Location"] == url("people", term)
    assert (term.chapter, term.number) == (chapter, 3)
    assert list(Document.objects.values_list("chapter", "kind", "name")) == [(chapter.pk, "minutes", "纪要.pdf")]
    assert "Nobody keeps the chapter’s pages in this term" in client.get(url("people", term)).content.decode()
    assert name(client, term, person).status_code == 302
    assert list(led_by(person)) == [chapter]
    assert mails() == [person.user.email]
    assert reverse("chapters:mine") in Message.objects.get().text
    page = client.get(url("people", term)).content.decode()
    assert "Nobody keeps the chapter’s pages in this term" not in page
    assert not Chapter.objects.filter(pk__in=listed).exists()


def test_people_of_one_name_are_told_apart_and_nobody_is_offered_unasked(client, chapter, staff):
    term = make_term(chapter, **days())
    people = [make_alumnus("王伟") for _person in range(4)]
    for person, major in zip(people, ["历史学", "数学", "医学", "医学"], strict=True):
        make_degree(person, major=major)
    make_alumnus("王伟", life="deceased")
    assert client.get(url("people", term)).context["found"] == []
    lines = [label for _pk, label in client.get(url("people", term, q="王伟")).context["form"].fields["person"].choices]
    assert lines == ["王伟 · 历史学", "王伟 · 数学", *(f"王伟 · 医学 ({person.pk})" for person in people[2:])]


def test_what_is_wrong_gets_its_sentence_at_its_field(client, chapter, staff):
    make_term(chapter, **days(number=2))
    for data, field in [
        (days(-900, -900, number=1), "ends_on"), (days(-5000, -31, number=1), "ends_on"),
        (days(-900, -30, number=1), "starts_on"), (days(-900, -31, number=2), "number"),
        (days(number=0), "number"), (days(number=2**40), "number"), (days(starts_on="0001-01-01"), "starts_on"),
        (days(starts_on="9999-12-31", ends_on="9999-12-31"), "starts_on"), (days(starts_on="+1"), "starts_on"),
    ]:  # fmt: skip
        response = client.post(url("enter", chapter), data)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field]), data
    assert Term.objects.count() == 1


def test_a_form_sent_twice_is_one_term_and_one_post(client, chapter, staff):
    person = make_member("新会长")
    for _time in range(2):
        client.post(url("enter", chapter), days())
    term = Term.objects.get()
    for _time in range(2):
        assert name(client, term, person).status_code == 302
    assert Office.objects.count() == 1
    assert mails() == [person.user.email]


@pytest.mark.parametrize("state", ["lead", "applying", "preparing", "dissolved"])
def test_what_is_no_chapter_has_no_council(client, staff, state):
    chapter = make_chapter(recognition=state)
    assert url("enter", chapter) not in client.get(url("chapter", chapter)).content.decode()
    response = client.post(url("enter", chapter), days())
    assert list(response.context["form"].errors) == ["__all__"]
    assert not Term.objects.exists()


def test_one_president_at_a_time_within_the_term_and_not_oneself(client, chapter, staff):
    make_officer(chapter, "老会长")
    term, other = Term.objects.get(), make_member("另一人")
    own = make_member("经办人")
    own.user, own_account = None, own.user
    own.save()
    own_account.delete()
    own.user = staff
    own.save()
    late = {"from_on": term.ends_on + timedelta(days=1)}
    for person, seat, more, field in [
        (other, "president", {}, "seat"), (other, "member", late, "from_on"), (own, "member", {}, "__all__"),
        (other, "post-1", {}, "seat"),
    ]:  # fmt: skip
        response = name(client, term, person, seat, **more)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Office.objects.count() == 1


def test_a_post_of_the_chapters_own_is_given(client, chapter, staff):
    post = Post.objects.create(chapter=chapter, name="监事长", name_en="Chair of the auditors", manages=True)
    foreign = Post.objects.create(chapter=make_chapter("北京校友会", province="11"), name="监事长")
    term, person = make_term(chapter, **days()), make_member("监事")
    assert name(client, term, person, f"post-{foreign.pk}").status_code == 422
    assert name(client, term, person, f"post-{post.pk}").status_code == 302
    assert (Office.objects.get().seat, Office.objects.get().post) == ("other", post)
    assert "Chair of the auditors" in client.get(url("people", term)).content.decode()


def test_a_post_ends_early_or_is_taken_off_as_a_mistake(client, chapter, staff):
    person, today = make_officer(chapter), timezone.localdate()
    office = Office.objects.get()
    wrong = client.post(url("office_end", office), {"last_day": office.until_on})
    assert list(wrong.context["form"].errors) == ["last_day"]
    client.post(url("office_end", office), {"last_day": today - timedelta(days=1)})
    office.refresh_from_db()
    assert office.until_on == today - timedelta(days=1)
    assert not led_by(person).exists()
    client.post(url("office_end", office), {"last_day": office.from_on - timedelta(days=1)})
    assert not Office.objects.exists()
    assert [message.subject for message in Message.objects.order_by("pk")] == [
        "Your post in your chapter ends", "Your post in your chapter was taken off the record",
    ]  # fmt: skip


def test_a_term_without_anybody_is_taken_off_and_one_with_people_stays(client, chapter, staff):
    office = make_office(chapter, make_alumnus("理事"))
    client.post(url("remove", office.term), follow=True)
    assert Term.objects.count() == 1
    TermExtension.objects.create(term=office.term, ended_on=timezone.localdate(), reason="疫情", by=staff,
                                 ends_on=timezone.localdate() + timedelta(days=9))  # fmt: skip
    Office.objects.all().delete()
    with pytest.raises(Refused):
        entering.remove_term(term=office.term, by=staff)
    other = make_term(chapter, *(timezone.localdate() + timedelta(days=at) for at in (901, 1000)), number=9)
    assert client.post(url("remove", other)).headers["Location"] == url("chapter", chapter)
    assert list(Term.objects.all()) == [office.term]


def test_who_may_not_edit_chapters_enters_nothing(client, chapter):
    client.force_login(make_user(role=Role.AUDITOR))
    office = make_office(chapter, make_alumnus("理事"))
    page = client.get(url("chapter", chapter)).content.decode()
    assert url("enter", chapter) not in page
    assert url("people", office.term) not in page
    for address in (url("enter", chapter), url("people", office.term), url("office_end", office)):
        assert client.get(address).status_code == 403
        assert client.post(address, days()).status_code == 403
    assert client.post(url("remove", office.term)).status_code == 403


@pytest.mark.parametrize("people", [1, 5])
def test_the_page_costs_the_same_for_one_officer_and_for_five(
    client, chapter, staff, people, django_assert_num_queries
):  # fmt: skip
    for number in range(people):
        office = make_office(chapter, make_member(f"理事{number}"), seat="member")
    with django_assert_num_queries(9):
        client.get(url("people", office.term))


@pytest.mark.django_db(transaction=True)
def test_two_who_name_a_president_at_once_name_one(chapter):
    term, by = make_term(chapter, **days()), make_user()
    people, results = [make_member("甲"), make_member("乙")], []
    start = threading.Barrier(2)

    def run(person):
        start.wait()
        try:
            entering.name_officer(
                term=term, person=person, seat="president", post=None, from_on=term.starts_on, by=by
            )  # fmt: skip
            results.append("named")
        except Refused as refusal:
            results.append(refusal.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["named", "seat"]
    assert Office.objects.count() == 1
