"""Who is asked is settled on opening; who is left out is counted; mails go out once, and reminders to the silent."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from alumni.models import Alumnus, PersonList, PersonListEntry, SavedSearch
from alumni_office.history.models import AccessRecord
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from events.models import Asked, Consultation
from events.queries.consultations import circle
from events.services import consultations as services
from events.tasks import consultations as tasks
from tests.factories import (
    answer_asking,
    make_alumnus,
    make_asking,
    make_chapter,
    make_college,
    make_contact,
    make_degree,
    make_office,
    make_reader,
    make_readers,
    make_user,
)

pytestmark = pytest.mark.django_db


def run(job):
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error


def test_whoever_cannot_be_written_to_is_left_out_and_counted():
    now = timezone.now()
    fine = make_reader("a@example.com")
    people = [
        fine, make_reader("b@example.com", life="deceased"), make_reader("c@example.com", restricted_at=now),
        make_reader("d@example.com", archived_at=now), make_reader("e@example.com", merged_into=fine),
        make_reader("f@example.com", agreed=False), make_reader("g@example.com", agreed=None),
        make_reader("h@example.com", state="bad"), make_alumnus("没有邮箱"),
    ]  # fmt: skip
    consultation = make_asking(promise="named", people=people)
    assert [row.alumnus for row in consultation.asked.all()] == [fine]
    assert consultation.left_out == {"deceased": 1, "restricted": 1, "archived": 2, "consent": 2, "address": 2}


def test_the_verified_address_is_written_to():
    person = make_reader("new@example.com", state="unverified")
    make_contact(person, "email", "good@example.com", state="verified", verified_at=timezone.now())
    assert [reader.address for reader in circle.judged([person.pk]).readers] == ["good@example.com"]


def test_a_withdrawal_of_everything_after_the_agreement_holds():
    person = make_reader("a@example.com")
    person.consents.create(purpose="contact", channel="any", given=False)
    assert circle.judged([person.pk]).left_out == {"consent": 1}


def test_each_kind_of_circle_finds_its_people():
    by, (member, officer, classmate, listed) = make_user(), make_readers(4)
    chapter, college = make_chapter(), make_college()
    make_office(chapter, officer)
    make_degree(classmate, college=college, graduation_year=1998, class_name="1 班")
    make_degree(member, college=college, graduation_year=1998, class_name="2 班")
    chosen = PersonList.objects.create(name="名单", owner=by)
    PersonListEntry.objects.create(list=chosen, alumnus=listed)
    search = SavedSearch.objects.create(name="查找", owner=by, filters={"list": [str(chosen.pk)]})
    circles = {
        "council": (chapter.pk, None, "", {officer}), "list": (chosen.pk, None, "", {listed}),
        "search": (search.pk, None, "", {listed}), "class": (college.pk, 1998, "", {member, classmate}),
    }  # fmt: skip
    for kind, (key, year, name, people) in circles.items():
        asked = Consultation(circle=kind, circle_id=key, circle_year=year, circle_class=name)
        assert set(circle.members(asked, by)) == people, kind
    one_class = Consultation(circle="class", circle_id=college.pk, circle_year=1998, circle_class="1 班")
    assert set(circle.members(one_class, by)) == {classmate}


def test_a_circle_that_changes_after_opening_changes_nothing():
    people = make_readers(5)
    consultation = make_asking(people=people)
    chosen = PersonList.objects.get(pk=consultation.circle_id)
    PersonListEntry.objects.filter(list=chosen, alumnus=people[0]).delete()
    PersonListEntry.objects.create(list=chosen, alumnus=make_reader("late@example.com"))
    run(services.ask(consultation=consultation, by=make_user()))
    assert list(consultation.asked.order_by("pk").values_list("alumnus", flat=True)) == [one.pk for one in people]
    assert Message.objects.count() == 5
    PersonListEntry.objects.filter(list=chosen).delete()
    chosen.delete()
    assert circle.name_of(consultation, make_user()) == consultation.circle_name == chosen.name


def test_a_circle_that_is_gone_cannot_be_asked():
    draft = make_asking(people=make_readers(5), opened=False)
    PersonListEntry.objects.all().delete()
    PersonList.objects.all().delete()
    with pytest.raises(services.CannotOpen):
        services.open_consultation(consultation=draft, by=make_user())
    draft.refresh_from_db()
    assert (draft.state, Asked.objects.count()) == ("draft", 0)


def test_the_private_list_of_a_colleague_is_no_circle_of_ones_own():
    draft = make_asking(people=make_readers(5), by=make_user(), opened=False)
    with pytest.raises(services.CannotOpen):
        services.open_consultation(consultation=draft, by=make_user())


@pytest.mark.parametrize("what", ["nothing asked", "day over", "nobody"])
def test_what_cannot_be_answered_is_not_opened(what):
    draft = make_asking(people=[] if what == "nobody" else make_readers(5), opened=False)
    if what == "nothing asked":
        draft.questions.all().delete()
    if what == "day over":
        Consultation.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(services.CannotOpen):
        services.open_consultation(consultation=draft, by=draft.created_by)
    assert Asked.objects.count() == 0


def test_opening_is_in_the_access_log_with_everybody_asked():
    consultation = make_asking(people=make_readers(5))
    record = AccessRecord.objects.get(action="send", target="events.consultation")
    assert (record.target_id, record.count) == (consultation.pk, 5)
    assert set(record.people.values_list("person_id", flat=True)) == set(Alumnus.objects.values_list("pk", flat=True))


def test_opening_twice_asks_once():
    consultation = make_asking(people=make_readers(5))
    with pytest.raises(services.Fixed):
        services.open_consultation(consultation=consultation, by=consultation.created_by)
    assert consultation.asked.count() == 5


def test_each_gets_one_mail_with_a_link_of_their_own():
    consultation = make_asking(people=make_readers(5))
    run(services.ask(consultation=consultation, by=make_user()))
    run(services.ask(consultation=consultation, by=make_user()))
    assert Message.objects.filter(purpose="events.consultation").count() == 5
    for row in consultation.asked.all():
        message = Message.objects.get(person_id=row.alumnus_id)
        assert f"/events/asked/{tokens.make('consultation', row.pk)}/" in message.text
        assert row.asked_at is not None


def test_the_mail_is_in_the_language_of_the_account():
    people = make_readers(5)
    people[0].user = make_user(None, is_staff=False, language="en")
    people[0].save()
    consultation = make_asking(people=people, title_en="Which day")
    run(services.ask(consultation=consultation, by=make_user()))
    subjects = dict(Message.objects.values_list("person_id", "subject"))
    assert subjects[people[0].pk] == "We ask you: Which day"
    assert subjects[people[1].pk] == "向您征求意见：返校日放在哪一天"


def test_a_worker_that_dies_in_the_middle_says_nothing_twice(monkeypatch):
    monkeypatch.setattr("events.services.consultations.sending.BATCH", 2)
    consultation = make_asking(people=make_readers(7))
    job = services.ask(consultation=consultation, by=make_user())
    with mock.patch.object(jobs.Run, "report", side_effect=[None, SystemExit]), pytest.raises(SystemExit):
        jobs.run(job_id=job.pk)
    assert Message.objects.count() == 4
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.sweep() == [job.pk]
    run(job)
    assert Message.objects.count() == 7
    assert Message.objects.values("person_id").distinct().count() == 7


def test_whoever_withdrew_since_the_opening_is_not_written_to():
    people = make_readers(5)
    consultation = make_asking(people=people)
    people[0].consents.create(purpose="contact", channel="email", given=False)
    run(services.ask(consultation=consultation, by=make_user()))
    assert set(Message.objects.values_list("person_id", flat=True)) == {one.pk for one in people[1:]}
    assert Asked.objects.get(alumnus=people[0]).asked_at is None


def remind(consultation, times):
    run(services.remind(consultation=consultation, times=times, by=make_user()))


def test_reminders_go_to_the_silent_only_and_at_most_twice():
    consultation = make_asking(people=make_readers(5))
    run(services.ask(consultation=consultation, by=make_user()))
    Message.objects.all().delete()
    first, second, *rest = consultation.asked.order_by("pk")
    answer_asking(first)
    remind(consultation, 0)
    assert set(Message.objects.values_list("person_id", flat=True)) == {row.alumnus_id for row in [second, *rest]}
    answer_asking(second)
    remind(consultation, 1)
    assert Message.objects.filter(person_id=second.alumnus_id).count() == 1
    assert Message.objects.filter(person_id=rest[0].alumnus_id).count() == 2
    with pytest.raises(services.RemindedAlready):
        services.remind(consultation=consultation, times=2, by=make_user())


def test_a_second_click_reminds_nobody_twice():
    consultation = make_asking(people=make_readers(5))
    run(services.ask(consultation=consultation, by=make_user()))
    remind(consultation, 0)
    with pytest.raises(services.RemindedAlready):
        services.remind(consultation=consultation, times=0, by=make_user())
    assert Message.objects.count() == 10


def test_whoever_was_not_asked_yet_is_not_reminded():
    consultation = make_asking(people=make_readers(5))
    remind(consultation, 0)
    assert Message.objects.count() == 0


def test_when_the_day_comes_in_the_middle_nobody_is_asked_any_more(monkeypatch):
    consultation = make_asking(people=make_readers(5))
    job = services.ask(consultation=consultation, by=make_user())
    now = timezone.now()
    Consultation.objects.update(opened_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    run(job)
    assert Message.objects.count() == 0
    with pytest.raises(services.RemindedAlready):
        services.remind(consultation=consultation, times=0, by=make_user())
    tasks.sweep_consultations()
    consultation.refresh_from_db()
    assert consultation.state == "closed"
    with pytest.raises(services.NotOpen):
        services.extend(consultation=consultation, closes_at=now + timedelta(days=3), by=make_user())


def test_what_became_of_it_is_told_once_to_those_asked_whether_they_answered_or_not():
    consultation = make_asking(people=make_readers(6))
    late = consultation.asked.last()
    run(services.ask(consultation=consultation, by=make_user()))
    Asked.objects.filter(pk=late.pk).update(asked_at=None)
    answer_asking(consultation.asked.first())
    services.close(consultation_id=consultation.pk)
    Message.objects.all().delete()
    assert services.report(consultation=consultation, by=make_user()) is False  # without words
    words = {"report": "定在十月。", "report_en": ""}
    services.save_report(consultation=consultation, version=consultation.version, values=words, by=make_user())
    assert services.report(consultation=consultation, by=make_user()) is True
    assert services.report(consultation=consultation, by=make_user()) is False
    run(services.tell(consultation=consultation, by=make_user()))
    run(services.tell(consultation=consultation, by=make_user()))
    told = set(Message.objects.values_list("person_id", flat=True))
    assert told == set(consultation.asked.exclude(pk=late.pk).values_list("alumnus", flat=True))
    assert Message.objects.count() == 5
    assert "定在十月。" in Message.objects.first().text
