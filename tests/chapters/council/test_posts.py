"""Posts of a chapter's own, and changes within a term."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alumni_office.mail.models import Message
from chapters.models import Office, Post, led_by
from chapters.services.council import posts
from tests.factories import make_alumnus, make_chapter, make_chapter_member, make_member, make_office, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(settings):
    settings.OFFICE_EMAIL = "office@example.edu.cn"


def post(client, chapter, page, data, *more):
    return client.post(reverse(f"chapters:{page}", args=[chapter.pk, *more]), data)


def errors(answer):
    assert answer.status_code == 422
    return answer.context["form"].errors


def fill(client, chapter, person, today, seat="vice_president", **data):
    return post(client, chapter, "my-office-fill", {"person": person.pk, "seat": seat, "from_on": today} | data)


def mails():
    return sorted(Message.objects.values_list("to", flat=True))


def test_a_chapter_adds_a_post_and_changes_it(client, chapter, officer):
    post(client, chapter, "my-post-add", {"name": "青年委员会主任", "manages": "on"})
    made = Post.objects.get()
    assert (made.chapter, made.name, made.manages) == (chapter, "青年委员会主任", True)
    post(client, chapter, "my-post", {"name": "青委会主任", "name_en": "Head"}, made.pk)
    assert Post.objects.values_list("name", "name_en", "manages").get() == ("青委会主任", "Head", False)


def test_a_second_post_of_one_name_gets_a_sentence_and_another_chapter_may_have_it(client, chapter, officer):
    Post.objects.create(chapter=make_chapter("北京校友会", province="11"), name="顾问")
    assert post(client, chapter, "my-post-add", {"name": "顾问"}).status_code == 302
    answer = post(client, chapter, "my-post-add", {"name": " 顾问 "})
    assert errors(answer)["name"] == ["The chapter has a post of this name already."]
    usual = post(client, chapter, "my-post-add", {"name": "副会长"})
    assert errors(usual)["name"] == ["Every chapter has this post already: choose it where people are named."]


def test_somebody_elected_in_between_holds_the_post_until_the_term_ends(client, chapter, officer, today):
    member = make_chapter_member(chapter, "新副会长").alumnus
    assert fill(client, chapter, member, today).status_code == 302
    office = Office.objects.get(alumnus=member)
    assert (office.seat, office.from_on, office.until_on) == ("vice_president", today, office.term.ends_on)
    assert list(led_by(member)) == [chapter]
    assert mails() == sorted([member.user.email, "office@example.edu.cn"])


def test_a_double_click_names_nobody_twice_and_writes_no_mail_twice(client, chapter, officer, today):
    member = make_chapter_member(chapter, "新副会长").alumnus
    fill(client, chapter, member, today)
    assert errors(fill(client, chapter, member, today))["person"] == ["This person holds the post already."]
    assert (Office.objects.filter(alumnus=member).count(), len(mails())) == (1, 2)


def test_only_members_whom_the_officer_sees_can_be_named(client, chapter, officer, today):
    seen = make_chapter_member(chapter, "看得见").alumnus
    hidden = make_chapter_member(chapter, "没同意", laws=()).alumnus
    asking = make_chapter_member(chapter, "申请中", state="applied", joined_on=None).alumnus
    stranger = make_alumnus("不是会员")
    form = client.get(reverse("chapters:my-office-fill", args=[chapter.pk])).context["form"]
    assert [key for key, _name in form.fields["person"].choices] == ["", str(seen.pk)]
    for person in (hidden, asking, stranger):
        assert errors(fill(client, chapter, person, today))["person"] == [
            "Choose one of the chapter’s members: only alumni on record hold a post."
        ]
        with pytest.raises(posts.NotAMember):
            posts.elected_person(chapter, officer, person.pk)


def test_a_president_comes_by_a_change_of_council_alone(client, chapter, officer, today):
    member = make_chapter_member(chapter, "想当会长").alumnus
    assert "seat" in errors(fill(client, chapter, member, today, seat="president"))
    with pytest.raises(posts.PresidentByElection):
        posts.fill_office(
            term=chapter.terms.get(), alumnus_id=member.pk, seat="president", post=None, from_on=today, by=officer.user
        )
    office = officer.chapter_offices.get()
    assert post(client, chapter, "my-office-end", {"last_day": today}, office.pk).status_code == 404
    with pytest.raises(posts.PresidentByElection):
        posts.end_office(office=office, last_day=today, by=officer.user)


def test_a_president_who_is_no_alumnus_cannot_be(client, chapter, officer, today):
    sent = {"person": "陈先生", "seat": "vice_president", "from_on": today}
    answer = post(client, chapter, "my-office-fill", sent)
    assert errors(answer)["person"] == ["Choose one of the chapter’s members: only alumni on record hold a post."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(term=chapter.terms.get(), seat="president", from_on=today, until_on=today)


def test_ending_a_post_early_ends_the_right_with_that_day(client, chapter, officer, today, in_days):
    person = make_member("副会长")
    office = make_office(chapter, person, in_days(-100), in_days(900), seat="vice_president")
    assert post(client, chapter, "my-office-end", {"last_day": in_days(-1)}, office.pk).status_code == 302
    office.refresh_from_db()
    assert office.until_on == in_days(-1)
    assert not led_by(person).exists()
    assert mails() == sorted([person.user.email, "office@example.edu.cn"])
    assert office.versions.values_list("until_on", flat=True).get() == in_days(900)


@pytest.mark.parametrize("day", [-101, 900, 901], ids=["before-it-began", "its-end", "after-its-end"])
def test_a_day_outside_the_post_gets_a_sentence(client, chapter, officer, in_days, day):
    office = make_office(chapter, make_member("副会长"), in_days(-100), in_days(900), seat="vice_president")
    answer = post(client, chapter, "my-office-end", {"last_day": in_days(day)}, office.pk)
    assert "Choose a day from" in errors(answer)["last_day"][0]


def test_a_day_outside_the_term_gets_a_sentence(client, chapter, officer, in_days):
    member = make_chapter_member(chapter, "新副会长").alumnus
    answer = fill(client, chapter, member, in_days(901))
    assert "This day does not lie within the term" in errors(answer)["from_on"][0]


def test_a_post_that_one_person_holds_is_ended_before_the_next_is_named(client, chapter, officer, today, in_days):
    old, new = make_chapter_member(chapter, "老秘书").alumnus, make_chapter_member(chapter, "新秘书").alumnus
    office = make_office(chapter, old, in_days(-100), in_days(900), seat="secretary")
    assert errors(fill(client, chapter, new, today, seat="secretary"))["seat"] == [
        "Somebody holds this post at that time. End it first."
    ]
    post(client, chapter, "my-office-end", {"last_day": in_days(-1)}, office.pk)
    assert fill(client, chapter, new, today, seat="secretary").status_code == 302


def test_the_last_who_keeps_the_pages_cannot_be_ended(client, chapter, in_days, today):
    person = make_member("独自的副会长")
    office = make_office(chapter, person, in_days(-100), in_days(900), seat="vice_president")
    client.force_login(person.user)
    answer = post(client, chapter, "my-office-end", {"last_day": today}, office.pk)
    assert errors(answer)["last_day"] == [
        "Then nobody would keep the chapter’s pages any more. Name somebody else first."
    ]


def test_posts_and_offices_of_another_chapter_are_not_there(client, chapter, officer, in_days, today):
    other = make_chapter("北京校友会", province="11")
    office = make_office(other, make_member("别人"), in_days(-1), in_days(9), seat="vice_president")
    theirs = Post.objects.create(chapter=other, name="顾问")
    assert post(client, chapter, "my-office-end", {"last_day": today}, office.pk).status_code == 404
    assert post(client, chapter, "my-post", {"name": "x"}, theirs.pk).status_code == 404
    office.refresh_from_db()
    theirs.refresh_from_db()
    assert (office.until_on, theirs.name) == (in_days(9), "顾问")


@pytest.mark.parametrize("n", [1, 5])
def test_the_council_costs_the_same_for_one_office_and_for_five(
    client, chapter, officer, in_days, n, django_assert_num_queries
):
    for number in range(n):
        make_office(chapter, make_alumnus(f"理事{number}"), in_days(-100), in_days(900), seat="member")
        make_term(chapter, in_days(-1000 - 100 * number), in_days(-950 - 100 * number), number=10 + number)
        Post.objects.create(chapter=chapter, name=f"主任{number}")
    # session, user, alumnus, chapter; terms, offices, extensions, posts, the open change
    with django_assert_num_queries(9):
        client.get(reverse("chapters:my-council", args=[chapter.pk]))
