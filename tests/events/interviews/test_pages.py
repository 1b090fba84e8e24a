"""The pages of a team, of its reports, and of the office; what was accepted goes to the editors once."""

from uuid import uuid4

import pytest
from django.db import InternalError, transaction
from django.test import Client
from django.utils import timezone

from alumni.queries.search.measure import settle
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.saving.refusals import Refused
from events.models import InterviewReport, InterviewTarget, InterviewTeam
from events.services import interviews as services
from events.services.programmes import move
from publications.models import Suggestion
from tests.factories import (
    make_alumnus,
    make_contact,
    make_degree,
    make_employment,
    make_programme,
    make_report,
    make_target,
    make_team,
    make_user,
    make_volunteer,
)

pytestmark = pytest.mark.django_db
BACKEND = "alumni_office.accounts.backends.AuthenticationBackend"
DESK = "/admin/events/programme/"
MINE = "/events/volunteers/"


def said(response):
    return response.content.decode()


@pytest.fixture
def student(client, volunteer):
    client.force_login(volunteer.user, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def desk_page(coordinator):
    """The page of a team as the office reads it."""
    client = Client()
    client.force_login(coordinator, backend=BACKEND)
    return lambda team: said(client.get(f"{DESK}teams/{team.pk}/"))


def known(name="周大年"):
    person = make_alumnus(name)
    make_degree(person, major="化学", graduation_year=1986)
    make_employment(person, "海信集团")
    make_contact(person, value="+8613912345678")
    make_contact(person, "email", "zhou@example.com")
    return person


def test_the_team_sees_what_the_person_opened_and_nothing_else(student, team):
    make_target(team, known(), opened=["studies", "email"])
    page = said(student.get(f"{MINE}teams/{team.pk}/"))
    shown = ["周大年", "化学", "zhou@example.com", "海信集团", "139"]
    assert [word in page for word in shown] == [True, True, True, False, False]
    row = AccessRecord.objects.get()
    assert (row.by, row.criteria) == (team.members.get().volunteer.user, {"opened": ["email", "studies"]})


def test_a_team_proposes_whom_to_meet_and_the_office_reads_it(student, team, desk_page):
    address, word = (
        f"{MINE}teams/{team.pk}/wishes/",
        {"wishes": "周大年，化学系 1986 届，办过三家厂", "version": team.version},
    )
    assert student.post(address, word).status_code == 302
    assert student.post(address, word | {"wishes": "别人"}).status_code == 422  # a member wrote meanwhile
    team.refresh_from_db()
    assert team.wishes == word["wishes"]
    assert word["wishes"] in said(student.get(f"{MINE}teams/{team.pk}/"))
    assert word["wishes"] in desk_page(team)


def test_what_a_team_proposed_is_in_no_history_and_goes_with_the_programme(team, coordinator):
    services.propose(team=team, version=team.version, wishes="周大年")
    services.propose(team=team, version=team.version, wishes="周大年，李敏")
    assert not any("周大年" in str(vars(version)) for version in InterviewTeam.versions.rel.related_model.objects.all())
    for state in ("closed", "done"):
        move(programme=team.programme, to=state, by=coordinator)
    team.refresh_from_db()
    assert team.wishes == ""
    with pytest.raises(Refused):
        services.propose(team=team, version=team.version, wishes="周大年")


def test_another_team_proposes_nothing_here(student, team):
    other = make_team(team.programme, name="烟台小队")
    assert student.post(f"{MINE}teams/{other.pk}/wishes/", {"wishes": "x", "version": 1}).status_code == 404


@pytest.mark.parametrize("state", ["chosen", "asked", "declined"])
def test_the_team_learns_of_nobody_before_the_person_agreed(student, team, state):
    target = make_target(team, known(), state)
    page = said(student.get(f"{MINE}teams/{team.pk}/"))
    assert ("周大年" in page, AccessRecord.objects.count()) == (False, 0)
    for address in ("met", "report"):
        assert student.get(f"{MINE}interviews/{target.pk}/{address}/").status_code == 404


def test_once_the_programme_is_done_what_was_opened_is_closed(student, team):
    target = make_target(team, known(), "interviewed")
    type(team.programme).objects.update(state="closed")
    type(team.programme).objects.update(state="done")
    assert "周大年" not in said(student.get(f"{MINE}teams/{team.pk}/"))
    assert student.get(f"{MINE}interviews/{target.pk}/report/").status_code == 404


def test_a_restricted_record_is_closed_to_the_team_at_once(student, team):
    make_target(team, make_alumnus("周大年", restricted_at=timezone.now()))
    assert "周大年" not in said(student.get(f"{MINE}teams/{team.pk}/"))


def test_another_team_is_told_of_nothing(student):
    target = make_target(make_team())
    assert student.get(f"{MINE}teams/{target.team_id}/").status_code == 404
    assert student.post(f"{MINE}interviews/{target.pk}/met/", {"on": "2026-01-01"}).status_code == 404


def test_my_shifts_lead_to_the_own_teams(student, team):
    make_team(name="烟台小队").members.create(volunteer=make_volunteer())
    page = said(student.get(MINE))
    assert (f"{MINE}teams/{team.pk}/" in page, "烟台小队" in page) == (True, False)


def test_from_the_meeting_to_the_report_that_is_handed_in(student, team, volunteer):
    target = make_target(team, known())
    page = f"{MINE}interviews/{target.pk}/"
    assert student.get(f"{page}report/").headers["Location"] == f"{page}met/"
    assert student.post(f"{page}met/", {"on": "2999-01-01"}).status_code == 422
    student.post(f"{page}met/", {"on": timezone.localdate()})
    words = {"title": "风雨四十年", "text": "周先生在门口等我们。", "key": uuid4()}
    for _press in range(2):
        assert student.post(f"{page}report/", words).status_code in (302, 422)
    report = InterviewReport.objects.get()
    assert (report.written_by, report.state, report.version) == (volunteer, "draft", 1)
    student.post(f"{page}report/", {"title": "四十年", "text": "改了。", "version": 1})
    late = student.post(f"{page}report/", {"title": "迟", "text": "迟了。", "version": 1})
    assert "Somebody else saved" in said(late)
    student.post(f"{page}submit/")
    report.refresh_from_db()
    assert (report.title, report.state) == ("四十年", "submitted")
    assert "改了" in said(student.get(f"{page}report/"))


def test_a_report_with_the_office_does_not_change(team, volunteer):
    report = make_report(make_target(team, state="interviewed"), state="submitted")
    with pytest.raises(Refused, match="with the office"):
        services.write(target=report.target, volunteer=volunteer, title="x", text="y", version=1)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        InterviewReport.objects.filter(pk=report.pk).update(text="改")


def test_the_office_sends_a_report_back_with_a_reason_and_accepts_it(desk, team, volunteer):
    report = make_report(make_target(team, state="interviewed"), state="submitted")
    page = f"{DESK}reports/{report.pk}/"
    assert "Say what the team should change" in said(desk.post(page, {"accepts": "0", "answer": ""}))
    desk.post(page, {"accepts": "0", "answer": "请核对年份。"})
    report.refresh_from_db()
    assert (report.state, report.answer) == ("returned", "请核对年份。")
    services.write(target=report.target, volunteer=volunteer, title="新题", text="新文", version=1)
    services.submit(report=report)
    desk.post(page, {"accepts": "1", "answer": ""})
    desk.post(page, {"accepts": "0", "answer": "迟了"})
    report.refresh_from_db()
    assert (report.state, report.title) == ("accepted", "新题")


def test_an_accepted_report_goes_to_the_editors_once_and_a_draft_never(desk, team, volunteer, mailoutbox):
    report = make_report(make_target(team, state="interviewed"), state="accepted", written_by=volunteer)
    for _press in range(2):
        desk.post(f"{DESK}reports/{report.pk}/suggest/")
    row = Suggestion.objects.get()
    assert (row.source, row.team, row.name, row.email) == ("team", team.name, volunteer.name, volunteer.user.email)
    assert (row.title, row.text, row.key, row.alumnus) == (report.title, report.text, report.key, None)
    waiting = make_report(make_target(team, make_alumnus("钱二"), "interviewed"), state="submitted")
    assert "Only a report that the office accepted" in said(
        desk.post(f"{DESK}reports/{waiting.pk}/suggest/", follow=True)
    )
    assert Suggestion.objects.count() == 1


def test_without_an_address_of_the_team_nothing_goes_to_the_editors(team, coordinator):
    team.members.all().delete()
    report = make_report(make_target(team, state="interviewed"), state="accepted")
    with pytest.raises(Refused, match="e-mail address for the editors"):
        services.suggest(report=report, by=coordinator)
    report.refresh_from_db()
    assert report.suggested_at is None


def test_the_office_plans_a_team_and_chooses_from_the_search(desk, volunteer):
    programme = make_programme("暑期校友寻访", kind="interviews", state="draft")
    words = {"name": "青岛小队", "name_en": "Qingdao", "region": "青岛", "teacher": "孙老师", "key": uuid4()}
    for _press in range(2):
        desk.post(f"{DESK}{programme.pk}/teams/add/", words)
    team = InterviewTeam.objects.get()
    page = f"{DESK}teams/{team.pk}/"
    assert "No volunteer has this student number." in said(desk.post(f"{page}members/add/", {"student_number": "9999"}))
    desk.post(f"{page}members/add/", {"student_number": volunteer.student_number, "leads": "on"})
    person, _dead = known(), make_alumnus("周大年", life="deceased")
    settle()
    found = desk.get(page, {"words": "周大年"})
    assert list(found.context["candidates"]) == [person]
    desk.post(f"{page}choose/", {"person": person.pk})
    assert list(desk.get(page, {"words": "周大年"}).context["candidates"]) == []
    target = InterviewTarget.objects.get()
    assert "no address at which" in said(desk.post(f"{DESK}targets/{target.pk}/ask/", follow=True))
    desk.post(f"{DESK}targets/{target.pk}/declined/")
    desk.post(f"{page}edit/", words | {"region": "烟台", "version": 1})
    desk.post(f"{DESK}{programme.pk}/move/", {"to": "open"})
    team.refresh_from_db()
    target.refresh_from_db()
    programme.refresh_from_db()
    assert (team.region, target.state, programme.state) == ("烟台", "declined", "open")
    member = team.members.get()
    desk.post(f"{DESK}members/{member.pk}/off/")
    assert team.members.count() == 0
    assert desk.post(f"{page}choose/", {"person": 0}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR])
def test_only_who_leads_programmes_sees_teams_and_reports(client, team, role):
    report = make_report(make_target(team, state="interviewed"), state="submitted")
    client.force_login(make_user(role), backend=BACKEND)
    addresses = [f"teams/{team.pk}/", "reports/", f"reports/{report.pk}/"]
    assert [client.get(f"{DESK}{address}").status_code for address in addresses] == [403] * 3


def test_a_draft_is_the_teams_alone(desk, team):
    make_report(make_target(team, state="interviewed"), "还没写完")
    assert "还没写完" not in said(desk.get(f"{DESK}teams/{team.pk}/"))
    assert "还没写完" not in said(desk.get(f"{DESK}reports/"))


def test_the_pages_cost_the_same_for_many_as_for_one(desk, team, volunteer, django_assert_max_num_queries):
    for number in range(8):
        make_report(make_target(team, known(f"校友{number}"), "interviewed"), state="submitted")
    with django_assert_max_num_queries(18):
        desk.get(f"{DESK}teams/{team.pk}/")
    with django_assert_max_num_queries(16):
        desk.get(f"{DESK}{team.programme_id}/")
    with django_assert_max_num_queries(14):
        desk.get(f"{DESK}reports/")
    desk.force_login(volunteer.user, backend=BACKEND)
    with django_assert_max_num_queries(18):
        desk.get(f"{MINE}teams/{team.pk}/")
