"""Invitations to alumni of the place who are no members, and notices by mail to those who are."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Consent
from alumni_office.history.models import AccessedPerson
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from chapters.models import Invitation, Membership, NoticeMail, Office
from chapters.queries.invitations import invitable
from chapters.services import invitations, members, notices
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_contact,
    make_member,
    make_membership,
    make_officer,
    make_user,
)
from tests.waiting import at_once

from . import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return make_chapter()


@pytest.fixture
def officer(client, chapter):
    person = make_officer(chapter)
    client.force_login(person.user)
    return person


def make_resident(name="王伟", *, email="a@example.com", consent=True, **fields):
    person = make_alumnus(name, **{"province": "31", **fields})
    if email:
        make_contact(person, kind="email", value=email)
    if consent is not None:
        Consent.objects.create(alumnus=person, purpose="contact", channel="email", given=consent)
    return person


def invite(chapter, by):
    job = invitations.start_invitations(chapter=chapter, by=by)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def secret_of(message):
    return message.text.rpartition("/chapters/invitation/")[2].partition("/")[0]


def test_who_lives_there_can_be_reached_and_agreed_is_invited_once_ever(chapter, officer):
    person = make_resident()
    for _time in range(2):
        assert invite(chapter, officer.user).state == Job.State.DONE
    mail = Message.objects.get()
    assert (mail.to, mail.person_id) == ("a@example.com", person.pk)
    assert reverse("chapters:join", args=[chapter.pk]) in mail.text
    assert Invitation.objects.get().invited_by == officer.user
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [person.pk]


NOBODY = {
    "lives elsewhere": {"province": "11"},
    "no address": {"email": ""},
    "never agreed": {"consent": None},
    "agreed no more": {"consent": False},
    "dead": {"life": "deceased"},
    "restricted": {"restricted_at": timezone.now()},
    "archived": {"archived_at": timezone.now()},
}


@pytest.mark.parametrize("fields", NOBODY.values(), ids=NOBODY)
def test_nobody_else_is_invited(chapter, fields):
    make_resident(**fields)
    assert not invitable(chapter).exists()


@pytest.mark.parametrize("state", ["bad", "ended"])
def test_an_address_that_does_not_reach_is_none(chapter, state):
    make_contact(make_resident(email=""), kind="email", value="x@example.com", state=state)
    assert not invitable(chapter).exists()


def test_the_last_word_of_a_consent_holds(chapter):
    person = make_resident()
    Consent.objects.create(alumnus=person, purpose="contact", channel="any", given=False)
    assert not invitable(chapter).exists()


@pytest.mark.parametrize("state", ["member", "applied", "left", "ended", "refused"])
def test_who_is_or_was_a_member_is_not_invited(chapter, state):
    make_membership(
        chapter, make_resident(), state=state,
        ended_on=None if state in Membership.OPEN else timezone.localdate(),
    )  # fmt: skip
    assert not invitable(chapter).exists()


def test_a_merged_record_is_not_invited(chapter):
    Alumnus.objects.filter(pk=make_resident().pk).update(merged_into=make_alumnus("王伟"))
    assert not invitable(chapter).exists()


def test_a_broken_address_of_an_old_roster_is_passed_over(chapter, officer):
    make_resident(email="x@y")
    make_resident(email="b@example.com")
    assert invite(chapter, officer.user).counts == {"sent": 1}
    assert Invitation.objects.count() == 1


def test_an_officer_sees_a_number_and_no_names(client, chapter, officer):
    make_resident("翀堃犇")
    page = client.get(reverse("chapters:my-members", args=[chapter.pk]))
    assert page.context["invitable"] == 1
    assert "翀堃犇" not in page.content.decode()
    response = client.post(reverse("chapters:my-members-invite", args=[chapter.pk]), follow=True)
    assert "翀堃犇" not in response.content.decode()


def test_the_office_invites_too_and_sees_numbers(client, chapter):
    make_resident("翀堃犇")
    staff = make_user()
    client.force_login(staff)
    page = client.get(reverse("admin:chapters_membership_chapter", args=[chapter.pk]))
    assert (page.context["numbers"].invitable, "翀堃犇" in page.content.decode()) == (1, False)
    client.post(reverse("admin:chapters_membership_invite", args=[chapter.pk]))
    assert Job.objects.get().by == staff
    assert "上海校友会" in client.get(reverse("admin:chapters_membership_changelist")).content.decode()


def test_opening_the_link_changes_nothing_and_the_button_holds_for_every_chapter_for_good(client, chapter, officer):
    person = make_resident()
    invite(chapter, officer.user)
    url = reverse("chapters:invitation", args=[secret_of(Message.objects.get())])
    client.logout()
    assert client.get(url).status_code == 200
    assert Invitation.objects.get().refused_at is None
    assert client.post(url).status_code == 200
    assert Invitation.objects.get().refused_at is not None
    assert person not in invitable(make_chapter("沪南校友会", city="南汇"))
    Alumnus.objects.filter(pk=person.pk).update(province="11")
    assert not invitable(make_chapter("北京校友会", province="11")).exists()


def test_a_link_that_nobody_was_sent_is_not_there(client):
    assert client.get(reverse("chapters:invitation", args=["x" * 32])).status_code == 404


def test_a_refusal_by_the_link_of_a_merged_record_holds_for_the_person(chapter, officer):
    person, kept = make_resident(), make_alumnus("王伟")
    invite(chapter, officer.user)
    Alumnus.objects.filter(pk=person.pk).update(merged_into=kept)
    world.make_invitation(make_chapter("北京校友会", province="11"), kept)
    invitations.refuse_invitations(invitation=Invitation.objects.get(chapter=chapter))
    assert not Invitation.objects.filter(refused_at=None).exists()


def test_a_killed_worker_invites_nobody_twice(chapter, officer, monkeypatch):
    for number in range(5):
        make_resident(email=f"p{number}@example.com")
    monkeypatch.setattr(invitations, "BATCH", 2)
    queue, calls = invitations.mail.queue, []

    def dies(**more):
        calls.append(more["to"])
        if len(calls) == 4:
            raise RuntimeError
        return queue(**more)

    monkeypatch.setattr(invitations.mail, "queue", dies)
    assert invite(chapter, officer.user).state == Job.State.FAILED
    assert Invitation.objects.count() == Message.objects.count() == 2
    monkeypatch.setattr(invitations.mail, "queue", queue)
    invite(chapter, officer.user)
    assert sorted(Message.objects.values_list("to", flat=True)) == [f"p{number}@example.com" for number in range(5)]


def test_whose_term_ended_meanwhile_sends_nothing(chapter, officer):
    make_resident()
    job = invitations.start_invitations(chapter=chapter, by=officer.user)
    Office.objects.all().delete()
    jobs.run(job_id=job.pk)
    assert not Message.objects.exists()


def test_nobody_is_invited_to_a_chapter_that_sleeps(officer):
    with pytest.raises(invitations.NotLiving):
        invitations.start_invitations(chapter=make_chapter("北京校友会", province="11", recognition="dormant"), by=None)


def send(notice, by):
    job = notices.mail_notice(notice=notice, by=by)
    jobs.run(job_id=job.pk)


def make_reader(chapter, *, opened=("email",), agreed=True, email="a@example.com", **fields):
    person = make_alumnus("王伟", **fields)
    if email:
        make_contact(person, kind="email", value=email)
    make_membership(chapter, person, opened=opened, agreed=agreed)
    return person


def test_a_notice_goes_once_to_each_member_who_agreed_and_opened_the_address(chapter, officer):
    person = make_reader(chapter)
    make_reader(chapter, opened=["work"])
    make_reader(chapter, agreed=False)
    make_reader(chapter, email="")
    make_reader(chapter, restricted_at=timezone.now())
    make_reader(chapter, archived_at=timezone.now())
    notice = world.make_notice(chapter, by_mail=True, title_en="Meeting", text_en="See you on Saturday")
    for _time in range(2):
        send(notice, officer.user)
    mail = Message.objects.get()
    assert (mail.to, mail.person_id, NoticeMail.objects.get().message) == ("a@example.com", person.pk, mail)
    assert "周六见" in mail.text
    assert "See you on Saturday" in mail.text
    assert reverse("chapters:membership", args=[chapter.pk]) in mail.text


@pytest.mark.parametrize("fields", [{"audience": "public"}, {"by_mail": False}, {"withdrawn_at": timezone.now()}],
                         ids=["for everyone", "not by mail", "withdrawn"])  # fmt: skip
def test_other_notices_are_not_mailed(chapter, officer, fields):
    make_reader(chapter)
    send(world.make_notice(chapter, **{"by_mail": True, **fields}), officer.user)
    assert not Message.objects.exists()


def test_a_member_who_joins_while_it_is_sent_again_gets_it_and_nobody_twice(chapter, officer):
    make_reader(chapter)
    notice = world.make_notice(chapter, by_mail=True)
    send(notice, officer.user)
    make_reader(chapter, email="b@example.com")
    send(notice, officer.user)
    assert sorted(Message.objects.values_list("to", flat=True)) == ["a@example.com", "b@example.com"]


@pytest.mark.django_db(transaction=True)
def test_two_joins_at_once_are_one():
    chapter, person = make_chapter(admission="automatic"), make_member("王伟")

    def join():
        return members.join(chapter=chapter, person=person, opened=[], statement="", agreed=["chapter"], by=person.user)

    first, second = at_once(join, join)
    assert first == second
    assert (Membership.objects.count(), first.consents.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_admit_at_once_admit_once():
    row = make_membership(make_chapter(), make_member("王伟"), state="applied", joined_on=None)
    by = make_user()
    assert sorted(at_once(*[lambda: members.admit(membership=row, by=by)] * 2)) == [False, True]
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_invite_each_once():
    chapter, by = make_chapter(), make_user()
    for number in range(5):
        make_resident(email=f"p{number}@example.com")
    jobs_ = [jobs.start(kind=invitations.KIND, by=by, subject_id=chapter.pk, total=5) for _each in range(2)]
    at_once(*[lambda job=job: jobs.run(job_id=job.pk) for job in jobs_])
    assert (Invitation.objects.count(), Message.objects.count()) == (5, 5)
