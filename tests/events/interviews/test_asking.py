"""Whom a team is to interview: chosen and asked by the office, opened by the person alone."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from alumni.hooks import owners
from alumni.models import Alumnus
from alumni_office.mail import tokens
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from events.models import InterviewReport, InterviewTarget, TeamMember
from events.services import interviews as services
from events.services import programmes
from tests.factories import (
    make_alumnus,
    make_member,
    make_programme,
    make_reader,
    make_report,
    make_target,
    make_team,
    make_volunteer,
)

pytestmark = pytest.mark.django_db


def link(target):
    return f"/events/interviews/{tokens.make('interview', target.pk)}/"


def said(response):
    return response.content.decode()


def state_of(target):
    target.refresh_from_db()
    return target.state, target.opened, target.word


@pytest.fixture
def reader():
    return make_reader("zhou@example.com", "周大年")


def test_a_person_is_chosen_once_in_a_programme(team, reader, coordinator):
    rows = [services.choose(team=team, person=reader, by=coordinator) for _press in range(2)]
    assert (rows[0] == rows[1], rows[0].state) == (True, "chosen")
    with pytest.raises(Refused, match="Another team"):
        services.choose(team=make_team(team.programme, "烟台小队"), person=reader, by=coordinator)


@pytest.mark.parametrize("what", [{"life": "deceased"}, {"restricted_at": timezone.now()}])
def test_who_may_not_be_named_is_not_chosen(team, coordinator, what):
    with pytest.raises(Refused, match="may not be asked"):
        services.choose(team=team, person=make_alumnus(**what), by=coordinator)


def test_the_question_goes_out_once_and_names_the_team(team, reader, coordinator):
    target = services.choose(team=team, person=reader, by=coordinator)
    message = services.ask(target=target, by=coordinator)
    assert (message.to, link(target) in message.text, team.name in message.text) == ("zhou@example.com", True, True)
    with pytest.raises(Refused, match="asked already"):
        services.ask(target=target, by=coordinator)
    with pytest.raises(Refused, match="stays on record"):
        services.let_go(target=target)
    assert Message.objects.count() == 1


def test_who_agreed_to_no_mail_is_not_written_to_and_may_be_taken_off(team, coordinator):
    target = services.choose(team=team, person=make_alumnus(), by=coordinator)
    with pytest.raises(Refused, match="no address"):
        services.ask(target=target, by=coordinator)
    services.let_go(target=target)
    assert InterviewTarget.objects.count() == 0


def test_the_person_agrees_opens_pieces_and_changes_it_by_the_link(client, team):
    client.cookies["django_language"] = "en"
    target = make_target(team, state="asked")
    page = client.get(link(target))
    assert (page.status_code, state_of(target)[0]) == (200, "asked")
    answer = {"agrees": "yes", "opened": ["mobile", "work"], "word": "周末都可以"}
    assert client.post(link(target), answer).headers["Location"] == f"{link(target)}?saved=1"
    assert state_of(target) == ("agreed", ["mobile", "work"], "周末都可以")
    client.post(link(target), {"agrees": "no", "opened": ["mobile"], "word": "算了"})
    assert state_of(target) == ("declined", [], "")
    client.post(link(target), answer)
    assert state_of(target)[0] == "agreed"


def test_an_answer_that_leads_nowhere_is_a_sentence(client, team):
    client.cookies["django_language"] = "en"
    target = make_target(team, state="asked")
    page = client.post(link(target), {"agrees": "yes", "opened": ["studies"], "word": ""})
    assert (page.status_code, "Open one way to reach you" in said(page)) == (422, True)
    assert client.post(link(target), {"opened": ["mobile"]}).status_code == 422
    assert client.post(link(target), {"agrees": "yes", "opened": ["birth"]}).status_code == 422
    assert state_of(target)[0] == "asked"


@pytest.mark.parametrize("token", ["AAAA", tokens.make("interview", 999_999), tokens.make("classmate", 1)])
def test_a_forged_link_leads_nowhere(client, token):
    assert client.get(f"/events/interviews/{token}/").status_code == 404


def test_who_was_not_asked_by_us_does_not_answer(client, team):
    assert client.get(link(make_target(team, state="chosen"))).status_code == 404


def test_after_the_interview_and_once_the_programme_is_done_nothing_is_answered(client, team):
    met = make_target(team, state="interviewed")
    done = make_target(make_team(make_programme(kind="interviews", state="done")), state="asked")
    for target in (met, done):
        assert client.post(link(target), {"agrees": "no"}).status_code == 410
    assert (state_of(met)[0], state_of(done)[0]) == ("interviewed", "asked")


def test_the_office_notes_a_no_and_never_a_yes(team):
    target = make_target(team, word="好")
    services.note_declined(target=target)
    assert state_of(target) == ("declined", [], "")
    with pytest.raises(IntegrityError, match="opened_by_who_agreed"), transaction.atomic():
        InterviewTarget.objects.filter(pk=target.pk).update(opened=["mobile"])
    fresh = make_target(team, make_alumnus("钱二"), state="chosen")
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        InterviewTarget.objects.filter(pk=fresh.pk).update(state="agreed", answered_at=timezone.now())


def test_only_who_agreed_is_interviewed(team):
    asked, agreed = make_target(team, state="asked"), make_target(team, make_alumnus("钱二"))
    with pytest.raises(Refused, match="has not agreed"):
        services.note_interviewed(target=asked, on=timezone.localdate())
    for _press in range(2):
        services.note_interviewed(target=agreed, on=timezone.localdate())
    assert state_of(agreed)[0] == "interviewed"


def test_a_team_has_one_who_leads_and_a_programme_one_team_of_a_name(team, volunteer, coordinator):
    other = make_volunteer("李同学")
    services.join_team(team=team, volunteer=other, leads=True, by=coordinator)
    assert list(TeamMember.objects.order_by("pk").values_list("volunteer", "leads")) == [
        (volunteer.pk, False), (other.pk, True),
    ]  # fmt: skip
    with pytest.raises(Refused, match="has this name"):
        services.create_team(programme=team.programme, key=team.programme.key, by=coordinator, name=team.name)
    with pytest.raises(Refused, match="alumni interviews"):
        services.create_team(programme=make_programme(), key=team.key, by=coordinator, name="x")


def test_a_merge_moves_whom_the_team_meets_and_gives_back(team):
    target, keep = make_target(team), make_member()
    drop, owner = target.alumnus, owners["events.interviews"]
    journal = owner.reassign(keep, drop)
    assert InterviewTarget.objects.get().alumnus == keep
    assert (owner.undo(keep, drop, journal), InterviewTarget.objects.get().alumnus) == (0, drop)


def test_an_erasure_takes_what_was_written_about_the_person(team):
    report = make_report(make_target(team, state="interviewed"), state="accepted")
    other = make_report(make_target(team, make_alumnus("钱二"), "interviewed"))
    owners["events.interviews"].erase(report.target.alumnus)
    assert (list(InterviewReport.objects.all()), list(InterviewTarget.objects.all())) == ([other], [other.target])


def test_a_volunteer_whose_data_were_erased_leaves_the_team_and_the_report(team, volunteer, coordinator):
    report = make_report(make_target(team, state="interviewed"), written_by=volunteer)
    programmes.forget(volunteer=volunteer, by=coordinator)
    report.refresh_from_db()
    assert (report.written_by, team.members.count(), Alumnus.objects.count()) == (None, 0, 1)
