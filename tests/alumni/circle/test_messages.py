"""Writing to each other without an address, refusing, reporting; telling of the missing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, ChangeRequest, MessageRefusal, PersonalMessage, Profile
from alumni.services import erasing, hints, looking
from alumni.services import messages as services
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_degree, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return make_member("张三"), make_member("李四")


def write(sender, recipient, **values):
    fields = {"subject": "返校", "text": "十月见？", "key": uuid4()} | values
    return services.send_message(sender=sender, recipient_id=recipient.pk, by=sender.user, **fields)


def test_a_message_arrives_by_mail_without_the_address_of_its_sender(client, two):
    sender, recipient = two
    client.force_login(sender.user)
    address = reverse("alumni:message-write", args=[recipient.pk])
    client.post(address, {"subject": "返校", "text": "十月见？", "key": uuid4()})

    (mail,) = Message.objects.all()
    assert (mail.to, mail.person_id, mail.purpose) == (recipient.user.email, recipient.pk, "alumni.personal_message")
    assert "十月见？" in mail.text
    assert "张三" in mail.text
    assert sender.user.email not in mail.subject + mail.text + mail.reply_to
    assert [message.text for message in PersonalMessage.objects.all()] == ["十月见？"]


def test_a_form_sent_twice_sends_one_message(two):
    key = uuid4()
    assert write(*two, key=key)[0] == write(*two, key=key)[0]
    assert (PersonalMessage.objects.count(), Message.objects.count()) == (1, 1)


def test_the_mail_speaks_the_recipients_language(two):
    _sender, recipient = two
    write(*two)
    assert Message.objects.latest("pk").subject == "一位校友通过校友办给您留言"
    recipient.user.language = "en"
    recipient.user.save()
    write(*two)
    assert Message.objects.latest("pk").subject == "An alumnus wrote to you through the alumni office"


def test_who_is_not_open_to_me_cannot_be_written_to_but_may_be_answered(client, two):
    sender, recipient = two
    Profile.objects.filter(alumnus=sender).update(listed="nobody")
    with pytest.raises(Alumnus.DoesNotExist):
        write(recipient, sender)
    write(sender, recipient)
    write(recipient, sender)
    assert PersonalMessage.objects.count() == 2


def test_who_takes_no_messages_gets_none_and_who_was_refused_is_told_the_same(client, two):
    sender, recipient = two
    write(sender, recipient)
    services.refuse_sender(alumnus=recipient, refused_id=sender.pk)
    with pytest.raises(services.NotTaken):
        write(sender, recipient)
    client.force_login(sender.user)
    values = {"subject": "返校", "text": "十月见？", "key": uuid4()}
    refused = client.post(reverse("alumni:message-write", args=[recipient.pk]), values).context["form"].errors
    services.accept_sender(alumnus=recipient, refused_id=sender.pk)
    Profile.objects.filter(alumnus=recipient).update(takes_messages=False)
    closed = client.post(reverse("alumni:message-write", args=[recipient.pk]), values).context["form"].errors
    assert refused == closed != {}
    assert PersonalMessage.objects.count() == 1


def test_two_without_an_answer_and_ten_a_day(two):
    sender, recipient = two
    write(*two)
    write(*two)
    with pytest.raises(services.TooMany):
        write(*two)
    write(recipient, sender)
    write(*two)
    for number in range(7):
        write(sender, make_member(f"同学{number}"))
    with pytest.raises(services.TooMany):
        write(sender, make_member("第十一"))
    PersonalMessage.objects.update(sent_at=timezone.now() - timedelta(days=2))
    write(sender, make_member("次日"))


@pytest.mark.parametrize("subject", ["a\r\nBcc: x@example.com", "a\u2028b", "a\x00b"])
def test_a_subject_stays_one_line(client, two, subject):
    sender, recipient = two
    client.force_login(sender.user)
    client.post(
        reverse("alumni:message-write", args=[recipient.pk]), {"subject": subject, "text": "你好", "key": uuid4()}
    )
    assert [mail.to for mail in Message.objects.all()] in ([recipient.user.email], [])
    assert all(ord(char) >= 32 for mail in Message.objects.all() for char in mail.subject)


@pytest.mark.parametrize("act", ["refuse", "accept", "report"])
def test_only_the_recipient_acts_on_a_message_and_only_by_post(client, two, act):
    sender, recipient = two
    message, _mail = write(*two)
    address = reverse("alumni:message-act", args=[message.pk, act])
    for person in (sender, make_member("外人")):
        client.force_login(person.user)
        assert client.post(address).status_code == 404
    client.force_login(recipient.user)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert MessageRefusal.objects.count() == (act == "refuse")
    assert (PersonalMessage.objects.get().reported_at is not None) is (act == "report")


@pytest.mark.parametrize("n", [1, 5])
def test_the_list_of_messages_asks_the_same_number_of_questions(client, two, n, django_assert_num_queries):
    sender, recipient = two
    for number in range(n):
        PersonalMessage.objects.create(
            sender=sender, recipient=recipient, subject=f"第{number}封", text="…", key=uuid4()
        )
    client.force_login(recipient.user)
    with django_assert_num_queries(4):
        page = client.get(reverse("alumni:messages"))
    assert len(page.context["page"].rows) == n


def test_the_office_reads_reported_messages_only_and_leaves_a_trace(client, two):
    message, _mail = write(*two)
    staff, officer = make_user(Role.STAFF), make_user(Role.COLLEGE_OFFICER, college=make_college())
    detail = reverse("admin:alumni_personalmessage_detail", args=[message.pk])
    client.force_login(staff)
    assert client.get(detail).status_code == 404
    services.report_message(alumnus=two[1], message_id=message.pk)
    assert "十月见？" in client.get(detail).content.decode()
    assert [(row.by, row.target) for row in AccessRecord.objects.all()] == [(staff, "alumni.personalmessage")]
    client.force_login(officer)
    assert client.get(detail).status_code == 403
    assert client.get(reverse("admin:alumni_personalmessage_changelist")).status_code == 403
    client.force_login(staff)
    client.post(reverse("admin:alumni_personalmessage_handled", args=[message.pk]))
    assert PersonalMessage.objects.get().handled_at is not None


CLASS = {"major": "数学", "class_name": "1班", "graduation_year": 2002}


@pytest.fixture
def lost():
    person = make_alumnus("李失")
    make_degree(person, college=make_college("数学学院"), **CLASS)
    return person


def test_a_hint_about_a_missing_classmate_reaches_the_queue_once(client, two, lost):
    teller = two[0]
    degree = make_degree(teller, college=make_college("数学学院"), **CLASS)
    client.force_login(teller.user)
    values = {"statement": "在青岛一中教书", "key": uuid4()}
    for _ in range(2):
        answer = client.post(reverse("alumni:hint", args=[degree.pk, lost.pk]), values)
        assert answer.url == reverse("alumni:class", args=[degree.pk])
    (hint,) = ChangeRequest.objects.all()
    assert (hint.alumnus, hint.kind, hint.statement, hint.asked_by) == (lost, "hint", "在青岛一中教书", teller.user)


def test_hints_are_about_missing_members_of_ones_own_class(client, two, lost):
    teller, other = two
    degree = make_degree(teller, college=make_college("数学学院"), **CLASS)
    make_degree(other, college=make_college("数学学院"), **CLASS)
    elsewhere = make_alumnus("别处")
    make_degree(elsewhere, college=make_college("法学院"), **CLASS)
    client.force_login(teller.user)
    for about in (other, elsewhere):
        assert client.get(reverse("alumni:hint", args=[degree.pk, about.pk])).status_code == 404
    client.force_login(make_member("外人").user)
    assert client.get(reverse("alumni:hint", args=[degree.pk, lost.pk])).status_code == 404


def test_hints_have_a_limit_a_day(two, lost, monkeypatch):
    monkeypatch.setattr(hints, "A_DAY", 1)
    teller = two[0]
    degree = make_degree(teller, college=make_college("数学学院"), **CLASS)
    values = {"teller": teller, "degree": degree, "about_id": lost.pk, "by": teller.user}
    hints.tell_of_classmate(statement="在青岛", key=uuid4(), **values)
    with pytest.raises(hints.TooMany):
        hints.tell_of_classmate(statement="在济南", key=uuid4(), **values)


def test_the_dead_are_neither_found_nor_written_to(two):
    sender, recipient = two
    Alumnus.objects.filter(pk=recipient.pk).update(life="deceased")
    with pytest.raises(Alumnus.DoesNotExist):
        write(sender, recipient)
    assert not Alumnus.objects.opened_to(sender).exists()


def test_asking_for_the_form_counts_as_looking(client, two, monkeypatch):
    monkeypatch.setattr(looking, "PAGES_AN_HOUR", 1)
    client.force_login(two[0].user)
    address = reverse("alumni:message-write", args=[two[1].pk])
    assert [client.get(address).status_code for _ in range(2)] == [200, 429]


def test_an_erasure_takes_the_letters_that_have_not_gone_out(two):
    write(*two)
    erasing.erase_person(person_id=two[0].pk, by=None)
    assert not Message.objects.filter(purpose="alumni.personal_message").exists()
