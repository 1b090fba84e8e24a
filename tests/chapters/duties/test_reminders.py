"""Who is reminded of what on which day, once, and who cannot be reached."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command

from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.jobs import services as jobs
from alumni_office.jobs import tasks as job_tasks
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from chapters.models import Duty, Reminder
from chapters.queries.officers import keepers
from chapters.services import duties
from chapters.services.duties import reminding
from tests.factories import make_chapter, make_duty, make_member, make_office, make_term, make_user
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-000000000007"


def noon(day: date) -> datetime:
    """Noon in Shanghai."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def remind(day):
    return [mail for mails in reminding.remind(now=noon(day)) for mail in mails]


def officer(chapter, name="张会长", *, seat="president", term=(date(2020, 1, 1), date(2035, 12, 31)), **fields):
    person = make_member(name, **fields)
    make_office(chapter, person, *term, seat=seat)
    return person


def steps():
    return list(Reminder.objects.order_by("pk").values_list("days_before", flat=True))


DUE = date(2026, 3, 31)


def test_of_a_duty_its_officers_are_reminded_before_its_day_on_it_and_after_it():
    chapter = make_chapter()
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    said = []
    for days in range(-40, 70):
        day = DUE + timedelta(days=days)
        if remind(day):
            said.append((DUE - day).days)
    assert said == [30, 7, 0, -14, -60]
    assert steps() == [30, 7, 0, -14, -60]


def test_the_day_is_that_of_the_place():
    chapter = make_chapter(time_zone="Pacific/Auckland")
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    before = datetime(2026, 2, 28, 10, 59, tzinfo=UTC)  # the last minute of 28 February in Auckland
    assert list(reminding.remind(now=before)) == []
    assert len(list(reminding.remind(now=before + timedelta(minutes=1)))) == 1


def test_a_reminder_is_one_mail_to_each_officer_and_never_twice():
    chapter = make_chapter()
    people = [
        officer(chapter),
        officer(chapter, "李秘书", seat="secretary"),
        officer(chapter, "王副", seat="vice_president"),
    ]
    officer(chapter, "赵理事", seat="member")  # keeps no pages
    make_duty(chapter, "supervisor", DUE)
    assert len(remind(date(2026, 3, 1))) == 3
    assert remind(date(2026, 3, 1)) == remind(date(2026, 3, 2)) == []
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(person.user.email for person in people)
    assert list(Reminder.objects.values_list("recipients", flat=True)) == [3]


def test_who_missed_some_days_gets_the_last_reminder_alone():
    chapter = make_chapter()
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    assert len(remind(date(2026, 3, 26))) == 1
    assert steps() == [7]


@pytest.mark.parametrize("state", ["filed", "waived", "done"])
def test_nobody_is_reminded_of_what_is_not_open(state):
    chapter = make_chapter()
    officer(chapter)
    more = {"filed": {}, "waived": {"reason": "x"}, "done": {"done_on": date(2026, 3, 1)}}[state]
    make_duty(chapter, "supervisor", DUE, state=state, **more)
    assert remind(DUE) == []


def test_the_words_of_a_reminder_are_in_the_language_of_the_reader():
    chapter = make_chapter(name_en="Shanghai Chapter")
    officer(chapter, user={"language": "en"})
    make_duty(chapter, "supervisor", DUE)
    remind(date(2026, 3, 24))
    mail = Message.objects.get()
    assert mail.subject == "Due on 31 March 2026: Report to the supervising unit (2026)"
    assert mail.text == (
        "Dear 张会长,\n\n"
        "Shanghai Chapter: Report to the supervising unit (2026) is due on 31 March 2026, in 7 days.\n\n"
        "You can file it here, from a draft that is filled in:\n\n"
        f"{settings.SITE_URL}/chapters/{chapter.pk}/my/duties/\n\nThe alumni office\n"
    )
    assert mail.person_id is not None


def test_a_term_is_reminded_of_180_90_and_30_days_before_its_end_and_when_it_is_over():
    chapter = make_chapter()
    officer(chapter, term=(date(2024, 3, 1), date(2028, 2, 29)))
    end, said = date(2028, 2, 29), []
    for days in range(200, -10, -1):
        day = end - timedelta(days=days)
        if remind(day):
            said.append((end - day).days)
    assert said == [180, 90, 30, -1]


def test_of_a_term_that_is_over_its_last_officers_are_told_but_not_of_duties():
    chapter = make_chapter()
    person = officer(chapter, term=(date(2022, 1, 1), date(2026, 2, 28)))
    make_duty(chapter, "supervisor", DUE)
    assert len(remind(date(2026, 3, 1))) == 1
    assert list(Reminder.objects.values_list("duty", "days_before")) == [(None, -1)]
    assert Message.objects.get().to == person.user.email


def test_a_term_that_has_a_successor_is_left_alone():
    chapter = make_chapter()
    officer(chapter, term=(date(2022, 1, 1), date(2026, 2, 28)))
    make_term(chapter, date(2026, 3, 1), date(2030, 2, 28), number=2)
    assert remind(date(2026, 2, 20)) == []


def test_a_term_that_was_prolonged_is_reminded_of_anew():
    chapter = make_chapter()
    person = officer(chapter, term=(date(2022, 1, 1), date(2026, 6, 30)))
    assert len(remind(date(2026, 6, 10))) == 1
    office = person.chapter_offices.get()
    office.term.ends_on = date(2026, 12, 31)
    office.term.save()
    office.until_on = date(2026, 12, 31)
    office.save()
    assert len(remind(date(2026, 12, 5))) == 1
    assert list(Reminder.objects.values_list("days_before", "day").order_by("pk")) == [
        (30, date(2026, 6, 30)), (30, date(2026, 12, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["no account", "closed account", "restricted", "term over"])
def test_a_chapter_whose_officers_cannot_be_reached_gets_no_reminder_and_waits_for_one_who_can(how):
    chapter = make_chapter()
    term = (date(2020, 1, 1), date(2021, 1, 1)) if how == "term over" else (date(2020, 1, 1), date(2035, 1, 1))
    person = officer(chapter, term=term)
    if how == "no account":
        person.user = None
    if how == "restricted":
        person.restricted_at = noon(DUE)
    person.save()
    if how == "closed account":
        person.user.is_active = False
        person.user.save()
    make_duty(chapter, "supervisor", DUE)
    reached = keepers([chapter.pk], now=noon(DUE)).get(chapter.pk, [])
    assert [each for each in reached if each.is_current] == []
    remind(date(2026, 3, 1))
    assert Reminder.objects.filter(duty__isnull=False).count() == 0
    make_office(chapter, make_member("新会长"), date(2022, 1, 1), date(2030, 1, 1), seat="secretary")
    remind(date(2026, 3, 2))
    assert Reminder.objects.filter(duty__isnull=False).count() == 1


def test_a_chapter_that_sleeps_is_not_reminded():
    chapter = make_chapter(recognition="dormant")
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    assert remind(DUE) == []


@time_machine.travel("2026-03-24 12:00:00+08:00", tick=False)
def test_the_command_makes_duties_sends_reminders_and_says_how_many(capsys, mailoutbox):
    chapter = make_chapter()
    officer(chapter)
    call_command("duties")
    assert '"created": 2' in capsys.readouterr().out
    call_command("duties")
    out = capsys.readouterr().out
    assert '"created": 0' in out
    assert '"reminders": 0, "mails": 0' in out
    assert len(mailoutbox) == 1  # the summary of January


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_each_reminder_once():
    for number in range(12):
        chapter = make_chapter(name=f"校友会{number}", city=f"城{number}")
        officer(chapter, f"会长{number}")
        make_duty(chapter, "supervisor", DUE)
    at_once(*[partial(remind, date(2026, 3, 1))] * 2)
    assert (Reminder.objects.count(), Message.objects.count()) == (12, 12)


@pytest.mark.django_db(transaction=True)
def test_of_a_killed_run_no_mail_is_without_its_reminder_and_none_is_lost(monkeypatch):
    for number in range(6):
        chapter = make_chapter(name=f"校友会{number}", city=f"城{number}")
        officer(chapter, f"会长{number}")
        make_duty(chapter, "supervisor", DUE)
    monkeypatch.setattr(reminding, "BATCH", 2)
    sent, queue = [], reminding.mail.queue_many

    def dies(letters):
        if len(sent) == 1:
            raise KeyboardInterrupt
        sent.append(letters)
        return queue(letters)

    with monkeypatch.context() as patch:
        patch.setattr(reminding.mail, "queue_many", dies)
        with pytest.raises(KeyboardInterrupt):
            remind(date(2026, 3, 1))
    assert (Reminder.objects.count(), Message.objects.count()) == (2, 2)
    remind(date(2026, 3, 1))
    assert (Reminder.objects.count(), Message.objects.count()) == (6, 6)


def test_the_office_reminds_many_once_a_form_and_it_is_logged():
    staff = make_user()
    chapters = [make_chapter(), make_chapter(name="北京校友会", province="11")]
    person = officer(chapters[0])
    for chapter in chapters:
        make_duty(chapter, "supervisor", DUE)
    ids = [chapter.pk for chapter in chapters]
    job, is_new = duties.start_reminding(chapters=ids, what="supervisor", key=KEY, by=staff)
    assert is_new
    assert duties.start_reminding(chapters=ids, what="supervisor", key=KEY, by=staff) == (job, False)
    job_tasks.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.counts, job.done) == ("done", {"reminded": 1, "unreached": 1}, 2)
    reminder = Reminder.objects.get()
    assert (reminder.by, reminder.duty.chapter, reminder.recipients) == (staff, chapters[0], 1)
    record = AccessRecord.objects.get(action="send")
    assert (record.by, record.count, record.criteria["what"]) == (staff, 1, "supervisor")
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [person.pk]


def test_a_reminding_job_that_is_taken_up_again_sends_nothing_twice():
    staff, chapter = make_user(), make_chapter()
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    job, _is_new = duties.start_reminding(chapters=[chapter.pk], what="supervisor", key=KEY, by=staff)
    job_tasks.run(job.pk)
    Job.objects.update(state="queued", done=0)
    job_tasks.run(job.pk)
    assert (Reminder.objects.count(), Message.objects.count()) == (1, 1)


def test_the_office_reminds_of_a_term_that_is_over():
    staff, chapter = make_user(), make_chapter()
    officer(chapter, term=(date(2020, 1, 1), date(2024, 1, 1)))
    job, _is_new = duties.start_reminding(chapters=[chapter.pk], what="term", key=KEY, by=staff)
    job_tasks.run(job.pk)
    assert list(Reminder.objects.values_list("term", "recipients")) == [(chapter.terms.get().pk, 1)]


def test_whoever_may_not_edit_chapters_any_more_does_not_remind():
    staff, chapter = make_user(), make_chapter()
    officer(chapter)
    make_duty(chapter, "supervisor", DUE)
    job, _is_new = duties.start_reminding(chapters=[chapter.pk], what="supervisor", key=KEY, by=staff)
    staff.grants.update(starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    jobs.run(job_id=job.pk)
    assert (Job.objects.get().state, Reminder.objects.count(), Duty.objects.count()) == ("failed", 0, 1)
