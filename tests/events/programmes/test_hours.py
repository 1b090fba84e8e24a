"""Hours are confirmed by somebody else; a certificate's number is given once, and says for ever whether it is good."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from alumni.hooks import owners
from alumni.services.copying.collecting import collect
from alumni_office.saving.refusals import Refused
from events.models import HoursCertificate, Volunteer
from events.services import programmes as services
from events.views import volunteers as views
from tests.factories import make_alumnus, make_assignment, make_shift, make_volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def certificate(worked, coordinator):
    services.confirm_hours(assignment=worked, minutes=210, by=coordinator)
    return services.certify(volunteer=worked.volunteer, programme=worked.shift.programme, by=worked.volunteer.user)


def test_who_came_gets_hours_that_are_corrected_with_a_reason_only(worked, coordinator):
    services.confirm_hours(assignment=worked, minutes=240, by=coordinator)
    with pytest.raises(Refused, match="Say why"):
        services.confirm_hours(assignment=worked, minutes=180, by=coordinator)
    services.confirm_hours(assignment=worked, minutes=180, by=coordinator, reason="来晚一小时")
    worked.refresh_from_db()
    assert (worked.minutes, worked.confirmed_by, worked.correction) == (180, coordinator, "来晚一小时")


def test_nobody_confirms_hours_of_their_own(worked):
    with pytest.raises(Refused, match="of their own"):
        services.confirm_hours(assignment=worked, minutes=240, by=worked.volunteer.user)
    worked.minutes, worked.confirmed_by, worked.confirmed_at = 240, worked.volunteer.user, timezone.now()
    with pytest.raises(IntegrityError, match="hours of their own"), transaction.atomic():
        worked.save()


def test_an_account_that_confirmed_the_hours_never_becomes_the_volunteers(coordinator):
    volunteer = make_volunteer(joined=False)
    row = make_assignment(make_shift(starts_at=timezone.now() - timedelta(days=1)), volunteer, state="came")
    services.confirm_hours(assignment=row, minutes=60, by=coordinator)
    with pytest.raises(IntegrityError, match="confirmed hours of this volunteer"), transaction.atomic():
        Volunteer.objects.filter(pk=volunteer.pk).update(user=coordinator)


def test_hours_are_for_who_came(worked, coordinator):
    services.note_attendance(assignment=worked, came=False, by=coordinator)
    with pytest.raises(Refused, match="who came"):
        services.confirm_hours(assignment=worked, minutes=60, by=coordinator)


def test_whether_somebody_came_is_noted_once_the_shift_has_begun(coordinator):
    with pytest.raises(Refused, match="not begun"):
        services.note_attendance(assignment=make_assignment(make_shift()), came=True, by=coordinator)


def test_confirmed_hours_stand_against_did_not_come(certificate, worked, coordinator):
    with pytest.raises(Refused, match="Hours are confirmed"):
        services.note_attendance(assignment=worked, came=False, by=coordinator)


def test_a_certificate_stays_the_same_until_the_hours_change(certificate, worked, coordinator):
    again = {"volunteer": worked.volunteer, "programme": worked.shift.programme, "by": worked.volunteer.user}
    assert services.certify(**again) == certificate
    services.confirm_hours(assignment=worked, minutes=180, by=coordinator, reason="核对签到表")
    fresh = services.certify(**again)
    certificate.refresh_from_db()
    assert (fresh.minutes, fresh.number != certificate.number, bool(certificate.voided_at)) == (180, True, True)


def test_corrected_hours_void_the_certificate_at_once_and_more_hours_do_not(certificate, worked, coordinator):
    more = make_shift(worked.shift.programme, starts_at=worked.shift.ends_at)
    row = make_assignment(more, worked.volunteer, state="came")
    services.confirm_hours(assignment=row, minutes=60, by=coordinator)
    certificate.refresh_from_db()
    assert certificate.voided_at is None
    services.confirm_hours(assignment=worked, minutes=30, by=coordinator, reason="核对签到表")
    certificate.refresh_from_db()
    assert (bool(certificate.voided_at), certificate.void_reason) == (True, "Hours were corrected.")


def test_the_copy_of_ones_data_holds_what_one_did_as_a_volunteer(certificate, worked):
    person = make_alumnus("陈同学", user=worked.volunteer.user)
    tables = collect(person).tables
    found = {label for label in tables if label.startswith("events.")}
    assert found == {"events.Volunteer", "events.VolunteerYear", "events.Assignment", "events.HoursCertificate"}
    assert tables["events.Volunteer"][0]["student_number"] == worked.volunteer.student_number


def test_no_certificate_without_confirmed_hours(worked):
    with pytest.raises(Refused, match="No hours"):
        services.certify(volunteer=worked.volunteer, programme=worked.shift.programme, by=worked.volunteer.user)


def test_a_number_is_given_once(certificate):
    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        HoursCertificate.objects.create(
            volunteer=make_volunteer(), programme=certificate.programme, number=certificate.number, name="甲", minutes=1
        )


def test_everybody_reads_what_a_number_is_good_for_and_no_whole_name(client, certificate):
    page = client.get(f"/events/certificates/{certificate.number}/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert page.status_code == 200
    assert [word for word in ("it is good", "陈＊＊", "<dd>3.5</dd>") if word not in text] == []
    assert [word for word in ("陈同学", certificate.volunteer.student_number) if word in text] == []


def test_a_void_certificate_says_so_and_an_unknown_one_too(client, certificate, coordinator):
    services.void(certificate=certificate, reason="误发", by=coordinator)
    page = client.get(f"/events/certificates/{certificate.number}/", headers={"accept-language": "en"})
    assert ("it is void since" in page.content.decode(), "误发" in page.content.decode()) == (True, False)
    assert client.get("/events/certificates/V00000000000A/").status_code == 404


def test_nobody_goes_through_the_numbers(client, certificate, monkeypatch):
    monkeypatch.setattr(views, "OFTEN", 3)
    answers = [client.get(f"/events/certificates/V{n:012}/").status_code for n in range(4)]
    assert answers == [404, 404, 404, 429]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_paper_is_the_volunteers_alone_in_both_languages(client, certificate, language):
    address = f"/events/volunteers/certificates/{certificate.pk}/?language={language}"
    client.force_login(make_volunteer().user, backend="alumni_office.accounts.backends.AuthenticationBackend")
    assert client.get(address).status_code == 404
    client.force_login(certificate.volunteer.user, backend="alumni_office.accounts.backends.AuthenticationBackend")
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_forgotten_volunteer_leaves_hours_without_a_name_and_void_certificates(certificate, worked, coordinator):
    number = worked.volunteer.student_number
    services.forget(volunteer=worked.volunteer, by=coordinator)
    certificate.refresh_from_db()
    worked.refresh_from_db()
    volunteer = Volunteer.objects.get()
    assert (certificate.name, bool(certificate.voided_at), worked.minutes) == ("—", True, 210)
    assert (volunteer.name, volunteer.user, volunteer.phone, volunteer.email) == ("—", None, "", "")
    assert volunteer.student_number != number


def test_an_erased_graduate_is_forgotten_as_a_volunteer(worked):
    person = make_alumnus("陈同学", user=worked.volunteer.user)
    owners["events.volunteers"].erase(person)
    assert Volunteer.objects.get().name == "—"
