"""Who is invited, by whom, and that nobody is written to twice or without having agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Consent
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessedPerson
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from events.models import Classmate
from events.services import reunions
from tests.factories import make_alumnus, make_classmate, make_reunion, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(degree, day):
    return make_reunion(degree, day=day, state="confirmed", hall="报告厅")


def invite_all(reunion, by):
    job = reunions.start_invitations(reunion=reunion, by=by)
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def addresses():
    return sorted(Message.objects.values_list("to", flat=True))


def test_the_contact_person_invites_only_who_opened_themselves(reunion, person, friend, closed, lost):
    ids = [friend.pk, closed.pk, lost.pk]
    for _time in range(2):
        reunions.invite_opened(reunion=reunion, person=person, ids=ids, by=person.user)
    mail = Message.objects.get()
    assert (mail.to, mail.person_id) == ("limin@example.com", friend.pk)
    row = Classmate.objects.get(alumnus=friend)
    assert reverse("events:reunion-answer-link", args=[tokens.make("classmate", row.pk)]) in mail.text
    assert "报告厅" in mail.text
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [friend.pk]


def test_the_office_invites_the_others_and_nobody_twice(reunion, person, friend, closed, lost):
    reunions.invite_opened(reunion=reunion, person=person, ids=[friend.pk], by=person.user)
    staff = make_user(Role.STAFF)
    for _time in range(2):
        assert invite_all(reunion, staff).state == Job.State.DONE
    assert addresses() == ["limin@example.com", "wuhai@example.com", "zhouping@example.com"]


@pytest.mark.parametrize("why", ["never agreed", "took it back", "no address", "deceased", "restricted", "archived",
                                 "answered", "another class"])  # fmt: skip
def test_who_is_not_invited(reunion, friend, studied, reach, why):
    other = reach(
        studied(make_alumnus("何静"), **({"class_name": "数学二班"} if why == "another class" else {})).alumnus,
        "hejing@example.com", agreed=None if why == "never agreed" else True,
    )  # fmt: skip
    if why == "took it back":
        Consent.objects.create(alumnus=other, purpose="contact", channel="any", given=False)
    if why == "no address":
        other.contacts.update(state="bad")
    changes = {"deceased": {"life": "deceased"}, "restricted": {"restricted_at": timezone.now()},
               "archived": {"archived_at": timezone.now()}}  # fmt: skip
    Alumnus.objects.filter(pk=other.pk).update(**changes.get(why, {"city": "济南"}))
    if why == "answered":
        make_classmate(reunion, other, "coming", is_own=True)
    invite_all(reunion, make_user(Role.STAFF))
    assert addresses() == ["limin@example.com"]


def test_nobody_is_invited_before_the_college_has_confirmed(degree, day, person, friend):
    asked = make_reunion(degree, day=day)
    with pytest.raises(reunions.NotNow):
        reunions.invite_opened(reunion=asked, person=person, ids=[friend.pk], by=person.user)
    with pytest.raises(reunions.NotNow):
        reunions.start_invitations(reunion=asked, by=make_user())
    assert Message.objects.count() == 0


def test_a_job_whose_starter_lost_the_rights_invites_nobody(reunion, friend):
    officer = make_user(Role.COLLEGE_OFFICER, reunion.college)
    job = reunions.start_invitations(reunion=reunion, by=officer)
    RoleGrant.objects.filter(user=officer).delete()
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, Message.objects.count()) == (Job.State.FAILED, 0)


def test_the_silent_are_reminded_once_in_the_last_month(degree, today, friend, closed, lost):
    now = timezone.now()
    near = make_reunion(degree, day=today + timedelta(days=30), state="confirmed")
    far = make_reunion(degree, day=today + timedelta(days=31), state="confirmed", major="物理", class_name="物理班")
    long_ago = now - timedelta(days=8)
    for reunion in (near, far):
        make_classmate(reunion, friend, invited_at=long_ago)
    make_classmate(near, closed, "unsure", is_own=True, invited_at=long_ago)
    make_classmate(near, lost, invited_at=now - timedelta(days=6))
    for _time in range(2):
        reunions.remind_silent(now=now)
    assert addresses() == ["limin@example.com"]
    assert Classmate.objects.get(reunion=near, alumnus=friend).reminded_at == now
    assert Classmate.objects.filter(reminded_at__isnull=False).count() == 1


def test_who_took_the_consent_back_is_not_reminded(degree, today, friend):
    reunion = make_reunion(degree, day=today + timedelta(days=9), state="confirmed")
    make_classmate(reunion, friend, invited_at=timezone.now() - timedelta(days=20))
    Consent.objects.create(alumnus=friend, purpose="contact", channel="email", given=False)
    assert reunions.remind_silent(now=timezone.now()) == []
    assert Message.objects.count() == 0


def test_the_page_invites_those_who_are_ticked_and_says_who_cannot_be_written_to(
    client, reunion, person, friend, closed
):
    Consent.objects.create(alumnus=friend, purpose="contact", channel="email", given=False)
    client.force_login(person.user)
    path = reverse("events:reunion-invite", args=[reunion.pk])
    page = client.post(path, {"people": [friend.pk]}, follow=True)
    assert "1 位同学无法通过邮件联系" in page.content.decode()
    client.post(path, {"people": [closed.pk]})  # never offered
    assert Message.objects.count() == 0


def test_the_desk_starts_the_invitations_as_a_job(client, reunion, friend, django_capture_on_commit_callbacks):
    client.force_login(make_user(Role.COLLEGE_OFFICER, reunion.college))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("admin:events_classreunion_invite", args=[reunion.pk]))
    assert response.url == reverse("admin:jobs_job_change", args=[Job.objects.get().pk])
    assert client.get(response.url).status_code == 200
    assert Classmate.objects.get(alumnus=friend).invited_at is not None
