"""Notices and gatherings: once however often the button is pressed, two at once, two clocks."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from alumni_office.jobs import services as jobs
from alumni_office.mail.models import Message
from chapters.models import Gathering, Membership, Notice, NoticeMail
from chapters.models.zones import HOME, zone_label
from chapters.queries.mine import notices_for
from chapters.services import writing
from chapters.services.notices import mail_notice
from tests.factories import make_chapter, make_chapter_member, make_contact, make_officer

pytestmark = pytest.mark.django_db
TEXT = {"title": "年会通知", "text": "五月一日。", "title_en": "", "text_en": ""}


def post(client, chapter, page, data=None, *more):
    return client.post(reverse(f"chapters:{page}", args=[chapter.pk, *more]), data or {})


def errors(answer):
    assert answer.status_code == 422
    return answer.context["form"].errors


def reachable(chapter, name, **fields):
    """A member who opened a verified e-mail address."""
    membership = make_chapter_member(chapter, name, **fields)
    make_contact(
        membership.alumnus, kind="email", value=f"{membership.pk}@example.com", state="verified",
        verified_at=timezone.now(),
    )  # fmt: skip
    return membership


def write(client, chapter, **data):
    return post(client, chapter, "my-notice-add", {"audience": "members", "key": uuid.uuid4()} | TEXT | data)


def make_notice(chapter, **fields):
    return Notice.objects.create(chapter=chapter, audience="members", key=uuid.uuid4(), **TEXT | fields)


def test_a_notice_by_mail_goes_once_to_each_who_opened_a_verified_address(client, chapter, officer):
    reached = [reachable(chapter, name) for name in ("甲", "乙")]
    make_chapter_member(chapter, "没有邮箱")
    reachable(chapter, "没有打开", opened=())
    reachable(chapter, "没有同意", laws=())
    reachable(chapter, "申请中", state="applied", joined_on=None)
    restricted = reachable(chapter, "限制使用").alumnus
    restricted.restricted_at = timezone.now()
    restricted.save()
    key = uuid.uuid4()
    for _twice in range(2):
        assert write(client, chapter, by_mail="on", key=key).status_code == 302
    notice = Notice.objects.get()
    for _twice in range(2):
        jobs.run(job_id=mail_notice(notice=notice, by=officer.user).pk)
    expected = sorted(f"{membership.pk}@example.com" for membership in reached)
    assert sorted(Message.objects.values_list("to", flat=True)) == expected
    assert NoticeMail.objects.count() == 2
    assert "五月一日。" in Message.objects.first().text


def test_news_for_everyone_is_not_mailed(client, chapter, officer):
    reachable(chapter, "甲")
    answer = write(client, chapter, audience="public", by_mail="on")
    assert errors(answer)["by_mail"] == ["Only what is for members goes out by e-mail."]
    assert write(client, chapter, audience="public").status_code == 302
    assert (Notice.objects.get().audience, Message.objects.count()) == ("public", 0)


def test_a_key_of_another_chapters_form_is_refused_with_a_sentence(client, chapter, officer):
    theirs = make_notice(make_chapter("北京校友会", province="11"))
    assert "Open the page again" in errors(write(client, chapter, key=theirs.key))["__all__"][0]
    assert Notice.objects.count() == 1


def test_an_edit_is_kept_and_two_at_once_see_each_other(client, chapter, officer):
    colleague = make_officer(make_chapter("北京校友会", province="11"), "李秘书长").user
    notice = make_notice(chapter)
    read = {"audience": "members", "version": notice.version} | TEXT
    writing.edit_notice(notice=notice, version=1, values=read | {"text": "五月二日。"}, by=colleague)
    answer = post(client, chapter, "my-notice", read | {"text": "五月三日。"}, notice.pk)
    assert answer.status_code == 409
    assert "李秘书长 saved this page" in answer.content.decode()
    form = answer.context["form"]
    assert form["text"].value() == "五月三日。"
    again = {field.name: field.value() for field in form}
    assert post(client, chapter, "my-notice", again, notice.pk).status_code == 302
    assert Notice.objects.get(pk=notice.pk).text == "五月三日。"


def test_what_is_withdrawn_is_shown_to_officers_alone(client, chapter, officer):
    notice, member = make_notice(chapter), make_chapter_member(chapter, "甲")
    assert notices_for(member) == [notice]
    for _twice in range(2):
        post(client, chapter, "my-notice-withdraw", {}, notice.pk)
    assert notices_for(member) == []
    assert "Withdrawn" in client.get(reverse("chapters:my-notices", args=[chapter.pk])).content.decode()
    assert post(client, chapter, "my-notice", TEXT, notice.pk).status_code == 404
    with pytest.raises(writing.Withdrawn):
        writing.edit_notice(notice=notice, version=1, values={"audience": "members"} | TEXT, by=officer.user)
    jobs.run(job_id=mail_notice(notice=Notice.objects.get(), by=officer.user).pk)
    assert not Message.objects.exists()


def test_withdrawing_a_notice_says_first_what_will_happen(client, chapter, officer):
    notice = make_notice(chapter)
    address = reverse("chapters:my-notice-withdraw", args=[chapter.pk, notice.pk])
    assert f'href="{address}"' in client.get(reverse("chapters:my-notices", args=[chapter.pk])).content.decode()
    page = client.get(address).content.decode()
    assert notice.title in page
    assert "It goes from every page and cannot be put back." in page
    assert Notice.objects.get().withdrawn_at is None
    client.post(address)
    assert Notice.objects.get().withdrawn_at is not None
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("state", ["applied", "left"])
def test_who_is_no_member_reads_no_notice(chapter, state):
    make_notice(chapter)
    member = make_chapter_member(chapter, "甲")
    Membership.objects.filter(pk=member.pk).update(
        state=state, ended_on=None if state == "applied" else timezone.localdate()
    )
    member.refresh_from_db()
    assert notices_for(member) == []


def test_notices_and_gatherings_of_another_chapter_are_not_there(client, chapter, officer):
    other = make_chapter("北京校友会", province="11")
    notice, gathering = make_notice(other), make_gathering(other)
    for page, row in (("my-notice", notice), ("my-notice-withdraw", notice), ("my-gathering", gathering),
                      ("my-gathering-cancel", gathering), ("my-gathering-attendance", gathering)):  # fmt: skip
        assert post(client, chapter, page, {}, row.pk).status_code == 404
    assert Notice.objects.get().withdrawn_at is None


def make_gathering(chapter, days=-3, **fields):
    given = {"title": "登山", "starts_at": timezone.now() + timedelta(days=days), "key": uuid.uuid4()}
    return Gathering.objects.create(chapter=chapter, **given | fields)


def announce(client, chapter, at, **data):
    sent = {"title": "登山", "starts_at": at, "is_public": "on", "key": uuid.uuid4()}
    return post(client, chapter, "my-gathering-add", sent | data)


def test_a_gathering_begins_by_the_clock_of_the_chapters_place_and_is_made_once(client, officer):
    where = {"kind": "overseas", "province": "", "country": "DE", "city": "柏林", "time_zone": "Europe/Berlin"}
    berlin = make_chapter("德国校友会", **where)
    client.force_login(make_officer(berlin, "德国会长").user)
    key = uuid.uuid4()
    for _twice in range(2):
        assert announce(client, berlin, "2026-07-01T18:30", key=key).status_code == 302
    gathering = Gathering.objects.get()
    assert gathering.starts_at == datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    page = client.get(reverse("chapters:my-gatherings", args=[berlin.pk])).content.decode()
    assert "18:30" in page
    assert "(Europe/Berlin)" in page
    assert "00:30" in page
    with override("en"):  # as the page is
        assert f"({zone_label(HOME)})" in page
    assert HOME not in page


def test_where_the_clocks_agree_one_hour_is_shown(client, chapter, officer):
    make_gathering(chapter)
    page = client.get(reverse("chapters:my-gatherings", args=[chapter.pk])).content.decode()
    with override("zh-hans"):
        assert f"({zone_label(HOME)})" not in page


@pytest.mark.parametrize(
    ("hour", "sentence"),
    [
        (
            "2026-03-29T02:30",
            "This hour does not exist there: the clocks are put forward. Choose an hour before or after it.",
        ),
        ("2026-02-30T10:00", "Enter a day and an hour, such as 2026-10-01 14:30."),
        ("soon", "Enter a day and an hour, such as 2026-10-01 14:30."),
        ("0001-01-01T00:00", "Look at the year again."),
    ],
)
def test_an_hour_that_is_none_gets_a_sentence(client, hour, sentence):
    where = {"kind": "overseas", "province": "", "country": "DE", "city": "柏林", "time_zone": "Europe/Berlin"}
    berlin = make_chapter("德国校友会", **where)
    client.force_login(make_officer(berlin, "德国会长").user)
    assert errors(announce(client, berlin, hour))["starts_at"] == [sentence]


def test_an_hour_that_comes_twice_is_the_first_of_the_two(client):
    where = {"kind": "overseas", "province": "", "country": "DE", "city": "柏林", "time_zone": "Europe/Berlin"}
    berlin = make_chapter("德国校友会", **where)
    client.force_login(make_officer(berlin, "德国会长").user)
    announce(client, berlin, "2026-10-25T02:30")
    assert Gathering.objects.get().starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_editing_without_a_change_of_the_hour_keeps_the_hour(client):
    where = {"kind": "overseas", "province": "", "country": "US", "city": "纽约", "time_zone": "America/New_York"}
    chapter = make_chapter("纽约校友会", **where)
    client.force_login(make_officer(chapter, "纽约会长").user)
    gathering = make_gathering(chapter, starts_at=datetime(2026, 7, 1, 22, 15, tzinfo=UTC))
    form = client.get(reverse("chapters:my-gathering", args=[chapter.pk, gathering.pk])).context["form"]
    assert form["starts_at"].value() == datetime(2026, 7, 1, 18, 15)
    sent = {"title": "改名", "starts_at": "2026-07-01T18:15", "is_public": "on", "version": 1}
    assert post(client, chapter, "my-gathering", sent, gathering.pk).status_code == 302
    after = Gathering.objects.get()
    assert (after.title, after.starts_at) == ("改名", datetime(2026, 7, 1, 22, 15, tzinfo=UTC))


def test_who_came_is_written_down_afterwards_and_not_before(client, chapter, officer):
    past, coming = make_gathering(chapter), make_gathering(chapter, days=3)
    sent = {"attendance": 31, "text": "下雨", "version": 1}
    assert post(client, chapter, "my-gathering-attendance", sent, past.pk).status_code == 302
    assert Gathering.objects.values_list("attendance", "text").get(pk=past.pk) == (31, "下雨")
    answer = post(client, chapter, "my-gathering-attendance", sent, coming.pk)
    assert errors(answer)["__all__"] == ["It lies in the future: nobody can have come yet."]
    assert "attendance" in errors(post(client, chapter, "my-gathering-attendance", sent | {"attendance": -1}, past.pk))


def test_a_gathering_is_cancelled_once_and_not_after_people_came(client, chapter, officer):
    coming, past = make_gathering(chapter, days=3), make_gathering(chapter, attendance=5)
    post(client, chapter, "my-gathering-cancel", {}, coming.pk)
    first = Gathering.objects.get(pk=coming.pk).cancelled_at
    post(client, chapter, "my-gathering-cancel", {}, coming.pk)
    post(client, chapter, "my-gathering-cancel", {}, past.pk)
    assert first is not None
    assert Gathering.objects.get(pk=coming.pk).cancelled_at == first
    assert Gathering.objects.get(pk=past.pk).cancelled_at is None


def test_cancelling_a_gathering_says_first_what_will_happen(client, chapter, officer):
    coming, past = make_gathering(chapter, days=3), make_gathering(chapter, attendance=5)
    address, over = (reverse("chapters:my-gathering-cancel", args=[chapter.pk, each.pk]) for each in (coming, past))
    assert f'href="{address}"' in client.get(reverse("chapters:my-gatherings", args=[chapter.pk])).content.decode()
    page = client.get(address).content.decode()
    assert coming.title in page
    assert "It goes from the chapter’s page and cannot be put back" in page
    assert Gathering.objects.get(pk=coming.pk).cancelled_at is None
    assert client.get(over).status_code == 302


def test_two_who_write_down_who_came_see_each_other(client, chapter, officer):
    colleague = make_officer(make_chapter("北京校友会", province="11"), "李秘书长").user
    gathering = make_gathering(chapter)
    writing.record_attendance(gathering=gathering, version=1, attendance=30, text="", by=colleague)
    answer = post(
        client, chapter, "my-gathering-attendance", {"attendance": 33, "text": "", "version": 1}, gathering.pk
    )
    assert answer.status_code == 409
    line = answer.context["meanwhile"].differences[0]
    assert (line.theirs, line.mine, answer.context["form"]["attendance"].value()) == (30, 33, 33)


@pytest.mark.parametrize("n", [1, 5])
@pytest.mark.parametrize(
    ("page", "make", "queries"), [("my-notices", make_notice, 5), ("my-gatherings", make_gathering, 6)]
)
def test_the_lists_cost_the_same_for_one_row_and_for_five(
    client, chapter, officer, page, make, queries, n, django_assert_num_queries
):
    for _each in range(n):
        make(chapter, created_by=officer.user)
    with django_assert_num_queries(queries):  # session, user, alumnus, chapter; the rows, what is to come
        answer = client.get(reverse(f"chapters:{page}", args=[chapter.pk]))
    assert len(answer.context["page"].rows) == n
