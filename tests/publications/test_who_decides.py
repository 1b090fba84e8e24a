"""Who decides that a mailing goes, and to whom: a second person for many, who still may, whose own searches."""

import pytest
from django.urls import reverse

from alumni.models import PersonList, SavedSearch
from alumni_office.mail.models import Message
from publications.models import Delivery
from publications.queries import composing as figures
from publications.queries import today
from publications.queries.audience import Audience, Part
from publications.services import composing, mailings, sending
from tests.factories import make_user

from .composing.makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user("staff")


def approved(mailing, *, writer, by):
    assert not any(problem.stops for problem in composing.check(mailing=mailing, by=writer))
    mailings.approve(mailing_id=mailing.pk, by=by)
    mailing.refresh_from_db()
    return mailing


def prepared(mailing, by):
    mailings.send_now(mailing_id=mailing.pk, by=by)
    sending.prepare(mailing_id=mailing.pk)
    mailing.refresh_from_db()
    return mailing


def test_an_audience_that_grew_since_the_check_waits_for_a_second_person(client, staff, settings):
    settings.MAIL_SECOND_PERSON_ABOVE = 2
    make_reader(email="one@example.com")
    mailing = approved(make_mailing(staff, blocks=[text()]), writer=staff, by=staff)
    for number in range(3):
        make_reader(email=f"more{number}@example.com")
    prepared(mailing, staff)
    assert (mailing.state, mailing.total, mailing.expected) == ("held", 0, 4)
    assert not Delivery.objects.exists()
    with pytest.raises(mailings.NotYou):
        mailings.go_on(mailing_id=mailing.pk, by=staff)
    client.force_login(staff)
    page = client.get(reverse("admin:publications_mailing_change", args=[mailing.pk])).text
    assert "收信人已多于检查之时：须由未参与撰写的人确认继续。" in page

    head = make_user("head")
    assert mailings.go_on(mailing_id=mailing.pk, by=head) == "preparing"
    assert sending.prepare(mailing_id=mailing.pk)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.approved_by) == ("sending", 4, head)


def test_a_mailing_goes_to_all_though_its_writer_left_meanwhile(staff):
    writer, _reader = make_user("editor"), make_reader()
    mailing = approved(make_mailing(writer, blocks=[text()]), writer=writer, by=staff)
    writer.grants.all().delete()
    assert (prepared(mailing, staff).state, mailing.total) == ("sending", 1)


def test_a_mailing_whose_approver_may_send_no_more_waits_and_goes_to_nobody_by_mistake(staff):
    _reader, head = make_reader(), make_user("head")
    mailing = approved(make_mailing(staff, blocks=[text()]), writer=staff, by=staff)
    mailings.send_now(mailing_id=mailing.pk, by=staff)
    staff.grants.all().delete()
    assert not sending.prepare(mailing_id=mailing.pk)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total) == ("held", 0)
    mailings.go_on(mailing_id=mailing.pk, by=head)
    assert sending.prepare(mailing_id=mailing.pk)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("kind", ["search", "list"])
def test_who_chose_the_readers_may_name_what_is_the_own_and_others_count_and_send_it(staff, kind):
    """Not only the first writer: a colleague who chose the readers anew."""
    writer, colleague, person = make_user("editor"), make_user("editor"), make_reader("王伟")
    make_reader("李娜", "li@example.com")
    if kind == "search":
        own = SavedSearch.objects.create(name="我的", words="王伟", owner=colleague)
    else:
        own = PersonList.objects.create(name="我的", owner=colleague)
        own.entries.create(alumnus=person)
    mailing = make_mailing(writer, blocks=[text()])
    composing.set_audience(mailing=mailing, audience=Audience((Part(kind, id=own.pk),)), by=colleague)
    mailing.refresh_from_db()
    assert [each.name for each in figures.readers(mailing, staff).sample] == ["王伟"]
    approved(mailing, writer=colleague, by=staff)
    assert prepared(mailing, staff).state == "sending"
    assert [row.alumnus for row in Delivery.objects.all()] == [person]


def test_sending_says_first_to_how_many_and_what(client, staff):
    make_reader()
    make_reader("李娜", "li@example.com", given=False)
    mailing = approved(make_mailing(staff, subject="三月的信", blocks=[text()]), writer=staff, by=staff)
    client.force_login(staff)
    page = reverse("admin:publications_mailing_change", args=[mailing.pk])
    begin = reverse("admin:publications_mailing_begin", args=[mailing.pk])
    assert begin in client.get(page).text
    shown = client.get(begin).text
    assert "三月的信" in shown
    assert "可寄达" in shown
    assert "已拒绝" in shown
    send = reverse("admin:publications_mailing_send", args=[mailing.pk])
    assert f'action="{send}"' in shown
    mailing.refresh_from_db()
    assert mailing.state == "approved"
    client.post(send)
    mailing.refresh_from_db()
    assert mailing.state == "preparing"
    assert client.get(begin)["Location"] == page


def test_who_paused_it_is_said_in_the_readers_language(client, staff):
    make_reader()
    mailing = prepared(approved(make_mailing(staff, blocks=[text()]), writer=staff, by=staff), staff)
    mailings.pause(mailing_id=mailing.pk, by=staff)
    client.force_login(staff)
    page = reverse("admin:publications_mailing_change", args=[mailing.pk])
    assert f"由{staff}暂停。" in client.get(page, {"lang": "zh-hans"}).text
    assert f"Paused by {staff}." in client.get(page, {"lang": "en"}).text


def test_what_waits_for_a_word_is_on_the_first_page(client, staff, settings):
    settings.MAIL_SECOND_PERSON_ABOVE = 0
    _reader, head = make_reader(), make_user("head")
    mailing = make_mailing(staff, blocks=[text()])
    assert list(today.mailings_to_approve(head)) == []
    composing.check(mailing=mailing, by=staff)
    assert list(today.mailings_to_approve(head)) == [mailing]
    assert list(today.mailings_to_approve(staff)) == []  # somebody else has to
    mailings.approve(mailing_id=mailing.pk, by=head)
    mailings.send_now(mailing_id=mailing.pk, by=head)
    head.grants.all().delete()
    sending.prepare(mailing_id=mailing.pk)
    assert list(today.held_mailings(staff)) == [mailing]
    client.force_login(staff)
    assert "等待确认的群发信" in client.get("/admin/").text


def test_a_test_goes_to_colleagues_and_to_others_only_from_who_may_send(client, staff):
    writer, colleague = make_user("editor"), make_user("finance")
    mailing = make_mailing(writer, blocks=[text()])
    test = reverse("admin:publications_mailing_test", args=[mailing.pk])
    client.force_login(writer)
    outside = client.post(test, {"to": f"{colleague.email}\nfriend@example.org"})
    assert outside.status_code == 422
    assert "friend@example.org 不是同事的邮箱。有权发送的人可以测试任何地址。" in outside.text
    assert not Message.objects.exists()
    assert client.post(test, {"to": f"{colleague.email.upper()} {writer.email}"}).status_code == 302
    assert Message.objects.count() == 2
    client.force_login(staff)
    client.post(test, {"to": "friend@example.org"})
    assert Message.objects.filter(to="friend@example.org").exists()
