"""Whose leave-taking it is: the graduates of a year are gathered once, and told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.models import Liaison, Succession
from alumni_office.accounts.roles import Role
from alumni_office.jobs.services import run
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import ChangedMeanwhile
from events.models import Leaver, LeaveTaking, Programme
from events.queries.leaving import progress
from events.services import leaving as services
from events.services import programmes
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_graduate,
    make_leaver,
    make_leaving,
    make_programme,
    make_reader,
    make_user,
)

pytestmark = pytest.mark.django_db


def people(leaving):
    return sorted(leaving.leavers.values_list("alumnus__name", flat=True))


def test_the_graduates_of_the_year_and_of_no_other_are_gathered_once(coordinator):
    make_graduate("甲")
    make_graduate("乙", year=2025)
    make_graduate("丙").degrees.create(graduation_year=2026, major="法学")  # two degrees of the year
    make_degree(make_alumnus("丁", life="deceased"), graduation_year=2026)
    make_degree(make_alumnus("戊", restricted_at=timezone.now()), graduation_year=2026)
    programme = make_programme(kind="leaving")
    fields = {"programme": programme, "graduation_year": 2026, "college": None, "by": coordinator}
    leaving = services.set_up(**fields)
    assert services.set_up(**fields) == leaving
    assert people(leaving) == ["丙", "甲"]
    make_graduate("己")
    assert [services.gather(leaving=leaving, by=coordinator) for _press in range(2)] == [1, 0]


def test_a_college_takes_leave_with_those_that_became_it(coordinator):
    maths, old = make_college("数学学院"), make_college("数学系")
    Succession.objects.create(predecessor=old, successor=maths)
    make_graduate("甲", college=maths)
    make_graduate("乙", college=old)
    make_graduate("丙", college=make_college("法学院"))
    leaving = services.set_up(
        programme=make_programme(kind="leaving"), graduation_year=2026, college=maths, by=coordinator
    )  # fmt: skip
    assert people(leaving) == ["乙", "甲"]


def test_another_kind_of_programme_takes_no_leave(coordinator):
    with pytest.raises(Refused, match="no leave-taking"):
        services.set_up(programme=make_programme(), graduation_year=2026, college=None, by=coordinator)
    assert LeaveTaking.objects.count() == 0


def test_a_leave_taking_opens_without_shifts(coordinator):
    programme = make_programme(kind="leaving", state="draft")
    with pytest.raises(Refused, match="no shifts"):
        programmes.move(programme=programme, to="open", by=coordinator)
    make_leaving(programme)
    programmes.move(programme=programme, to="open", by=coordinator)
    programme.refresh_from_db()
    assert programme.state == "open"


def test_the_year_stays_once_somebody_was_told_and_the_mailboxes_may_change(leaving, leaver, coordinator):
    make_graduate("早", year=2025)
    fields = {"leaving": leaving, "by": coordinator, "college": None, "passing_domains": "stu.example.edu.cn"}
    services.save_leaving(**fields, version=1, graduation_year=2025)
    assert people(leaving) == ["早"]  # nobody of the other year was told
    Leaver.objects.update(mailed_at=timezone.now())
    with pytest.raises(Refused, match="have their links already"):
        services.save_leaving(**fields, version=2, graduation_year=2026)
    services.save_leaving(**fields | {"passing_domains": ""}, version=2, graduation_year=2025)
    with pytest.raises(ChangedMeanwhile):
        services.save_leaving(**fields, version=2, graduation_year=2025)


@pytest.mark.parametrize(
    ("state", "first", "last", "is_open"),
    [("open", 0, 0, True), ("draft", 0, 0, False), ("closed", 0, 0, False), ("open", 1, 2, False),
     ("open", -2, -1, False)],
)  # fmt: skip
def test_it_is_open_while_the_programme_is_within_its_days(state, first, last, is_open):
    today = timezone.localdate()
    programme = Programme(
        state=state, starts_on=today + timedelta(days=first), ends_on=today + timedelta(days=last),
        time_zone="Asia/Shanghai",
    )  # fmt: skip
    assert LeaveTaking(programme=programme).is_open is is_open


def mailable(leaving, address, **fields):
    person = make_reader(address, agreed=None)
    make_degree(person, graduation_year=leaving.graduation_year, college=make_college())
    return make_leaver(leaving, person, **fields)


def send(leaving, kind, by):
    job = services.start_mails(leaving=leaving, kind=kind, by=by)
    run(job_id=job.pk)
    return list(Message.objects.order_by("pk").values_list("to", flat=True))


def test_each_graduate_gets_one_link_and_one_reminder(leaving, coordinator):
    first = mailable(leaving, "a@example.com")
    mailable(leaving, "b@example.com", checked_at=timezone.now())
    refused = mailable(leaving, "c@example.com")
    refused.alumnus.consents.create(purpose="contact", channel="email", given=False, source="alumnus")
    make_leaver(leaving)  # without an address
    for _press in range(2):
        assert send(leaving, services.INVITE, coordinator) == ["a@example.com"]
    for _press in range(2):
        assert send(leaving, services.REMIND, coordinator) == ["a@example.com"] * 2
    first.refresh_from_db()
    assert None not in (first.mailed_at, first.reminded_at)
    assert list(Leaver.objects.exclude(mailed_at=None)) == [first]


def test_who_checked_after_the_link_is_not_reminded(leaving, coordinator):
    row = mailable(leaving, "a@example.com")
    send(leaving, services.INVITE, coordinator)
    Leaver.objects.filter(pk=row.pk).update(checked_at=timezone.now())
    assert send(leaving, services.REMIND, coordinator) == ["a@example.com"]


def test_no_link_is_sent_that_opens_nothing(coordinator):
    leaving = make_leaving(make_programme(kind="leaving", state="closed"))
    with pytest.raises(Refused, match="open nothing"):
        services.start_mails(leaving=leaving, kind=services.INVITE, by=coordinator)


def test_a_job_whose_starter_lost_the_right_sends_nothing(leaving):
    mailable(leaving, "a@example.com")
    auditor = make_user(Role.AUDITOR)
    job = services.start_mails(leaving=leaving, kind=services.INVITE, by=auditor)
    run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, Message.objects.count()) == ("failed", 0)


def test_who_put_themselves_forward_is_appointed_and_nobody_else(leaver, coordinator):
    staff = make_user()
    with pytest.raises(Refused, match="has not put themselves forward"):
        services.appoint(leaver=leaver, by=staff)
    services.offer(leaver=leaver)
    for _press in range(2):
        services.appoint(leaver=leaver, by=staff)
    assert list(Liaison.objects.values_list("alumnus", "appointed_by")) == [(leaver.alumnus_id, staff.pk)]


def test_an_address_of_the_studies_is_known_by_its_domain_and_those_below():
    leaving = LeaveTaking(passing_domains="mail.example.edu.cn")
    asked = ["a@mail.example.edu.cn", "a@stu.mail.example.edu.cn", "a@example.edu.cn", "a@xmail.example.edu.cn"]
    assert [leaving.passes(each) for each in asked] == [True, True, False, False]


def test_contacts_of_the_studies_alone_are_none_that_last(leaving):

    school, own, phone = (make_leaver(leaving) for _each in range(3))
    make_contact(school.alumnus, "email", "a@mail.example.edu.cn")
    make_contact(own.alumnus, "email", "a@example.com")
    make_contact(phone.alumnus)
    make_contact(make_leaver(leaving).alumnus, "email", "b@example.com", state="ended")
    assert set(progress.people(leaving, which="lasting", college=None, label=None)) == {own, phone}
