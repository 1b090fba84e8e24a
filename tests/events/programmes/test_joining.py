"""The association: entered one by one or pasted, joined by a link, reminded the day before."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.forms.programmes import PasteForm
from events.models import Assignment, Volunteer, VolunteerYear, academic_year
from events.services import programmes as services
from events.services.programmes.volunteers import Line
from events.tasks.programmes import remind_volunteers
from tests.factories import make_assignment, make_college, make_programme, make_shift, make_user, make_volunteer

pytestmark = pytest.mark.django_db
BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def link(volunteer):
    return f"/events/volunteers/join/{tokens.make('volunteer', volunteer.pk)}/"


def test_an_academic_year_begins_in_september():
    day = timezone.datetime
    assert [academic_year(day(2026, month, 1).date()) for month in (8, 9, 12)] == [2025, 2026, 2026]


def test_pasted_lines_enter_who_is_new_and_make_all_members(coordinator):
    known = make_volunteer("王同学", years=[2020], student_number="20230001")
    lines = [Line("王某", "20230001"), Line("李同学", "20230002", phone="123")]
    assert services.enter_many(lines=lines, year=2026, by=coordinator) == (1, 2)
    assert services.enter_many(lines=lines, year=2026, by=coordinator) == (0, 0)
    known.refresh_from_db()
    assert (known.name, VolunteerYear.objects.filter(year=2026).count()) == ("王同学", 2)


def test_lines_are_read_with_tabs_and_commas_and_wrong_ones_are_named():
    college = make_college("文学院")
    form = PasteForm({"year": 2026, "lines": "甲\t20230001\t文学院\t139\ta@example.cn\n乙，20230002\n"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["lines"] == [
        Line("甲", "20230001", college, "139", "a@example.cn"), Line("乙", "20230002")
    ]  # fmt: skip
    wrong = PasteForm({"year": 2026, "lines": "甲\n乙,2\n丙,20230003,无此学院\n丁,20230004,,,nobody\n"})
    assert [error.split(":")[0] for error in wrong.errors["lines"]] == ["Line 1", "Line 2", "Line 3", "Line 4"]


def test_a_number_is_entered_once(coordinator, volunteer):
    with pytest.raises(Refused, match="entered already"):
        services.enter_volunteer(year=2026, by=coordinator, student_number=volunteer.student_number, name="乙")


def test_the_link_is_sent_and_an_account_joins_by_it_once(client, coordinator):
    volunteer = make_volunteer(joined=False)
    message = services.invite(volunteer=volunteer, by=coordinator)
    assert (message.to, link(volunteer) in message.text) == (volunteer.email, True)
    assert services.invite(volunteer=volunteer, by=coordinator) == message  # a second click
    assert "next=/events/volunteers/join/" in client.get(link(volunteer)).content.decode()
    student = make_user(None, is_staff=False)
    client.force_login(student, backend=BACKEND)
    for _press in range(2):
        assert client.post(link(volunteer)).headers["Location"] == "/events/volunteers/"
    other = make_user(None, is_staff=False)
    with translation.override("en"), pytest.raises(Refused, match="Another account"):
        services.join(volunteer=volunteer, user=other)
    with translation.override("en"), pytest.raises(Refused, match="joined already"):
        services.invite(volunteer=volunteer, by=coordinator)
    assert Volunteer.objects.get().user == student


def test_an_account_of_the_desk_or_of_another_volunteer_does_not_join(coordinator):
    volunteer = make_volunteer(joined=False)
    with pytest.raises(Refused, match="office’s desk"):
        services.join(volunteer=volunteer, user=coordinator)
    with pytest.raises(Refused, match="another volunteer"):
        services.join(volunteer=volunteer, user=make_volunteer().user)


def test_looking_at_the_link_changes_nothing_and_a_forged_one_leads_nowhere(client):
    volunteer = make_volunteer(joined=False)
    client.force_login(make_user(None, is_staff=False), backend=BACKEND)
    assert client.get(link(volunteer)).status_code == 200
    assert client.get("/events/volunteers/join/AAAA/").status_code == 404
    assert Volunteer.objects.get().user is None


def test_a_reminder_goes_once_the_day_before_to_who_is_still_signed_up(mailoutbox):
    soon = make_shift(starts_at=timezone.now() + timedelta(hours=20), wanted=5)
    row, _gone = make_assignment(soon), make_assignment(soon, state="withdrawn")
    make_assignment(make_shift(starts_at=timezone.now() + timedelta(days=3)))
    make_assignment(make_shift(make_programme(state="done"), starts_at=timezone.now() + timedelta(hours=20)))
    for _sweep in range(2):
        remind_volunteers()
    assert [message.to for message in mailoutbox] == [[row.volunteer.user.email]]
    assert Message.objects.get().purpose == "events.shift"
    assert list(Assignment.objects.exclude(reminded_at=None)) == [row]
