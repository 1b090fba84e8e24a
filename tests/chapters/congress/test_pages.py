"""The pages of a congress: who sees what, sentences at their fields, and how many statements a list takes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from alumni.models import Alumnus, Consent
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from chapters.models import Congress, Delegate, Office, Term
from chapters.services import congress as services
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_congress,
    make_degree,
    make_delegate,
    make_delegation,
    make_member,
    make_office,
    make_officer,
    make_seen_member,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make_user(Role.STAFF))
    return client


def url(name, *args):
    return reverse(f"admin:chapters_congress_{name}", args=args)


def text(response):
    return response.content.decode()


def plan(**fields):
    day = timezone.localdate()
    return {
        "name": "第五次校友代表大会", "starts_on": day, "ends_on": day, "seats": 12, "least": 1, "basis": "alumni",
        "term_ends_on": day + timedelta(days=1800), "key": uuid4(), **fields,
    }  # fmt: skip


def test_a_plan_leads_to_the_quotas(office):
    response = office.post(url("add"), plan())
    assert response["Location"] == url("quotas", Congress.objects.get().pk)


@pytest.mark.parametrize("name", ["ends_on", "term_ends_on"])
def test_wrong_days_are_a_sentence_at_their_field(office, name):
    response = office.post(url("add"), plan(**{name: timezone.localdate() - timedelta(days=1)}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert Congress.objects.count() == 0


def test_each_step_says_what_is_missing_before_the_next(office, each_language):
    congress = make_congress(state="planned")
    told = {step.name: step.missing for step in office.get(url("change", congress.pk)).context["steps"]}
    assert (told["plan"], bool(told["quotas"]), bool(told["result"])) == ("", True, True)
    make_delegation(congress, seats=2)
    services.open_nomination(congress=congress, by=None)
    found = office.get(url("change", congress.pk)).context["steps"]
    assert [step.is_here for step in found] == [False, False, True, False, False, False]
    assert "2" in found[2].missing


def test_the_page_shows_the_rule_and_the_difference_to_the_seats(office):
    congress = make_congress(state="planned", seats=5)
    make_delegation(congress, seats=3)
    shown = text(office.get(url("quotas", congress.pk)))
    assert 'id="difference"' in shown
    Congress.objects.update(seats=3)
    assert 'id="difference"' not in text(office.get(url("quotas", congress.pk)))


def test_the_quota_form_wants_a_reason(office):
    row = make_delegation(make_congress(state="planned"))
    response = office.post(url("adjust", row.pk), {"seats": 9, "reason": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])


def test_a_college_officer_names_only_for_the_own_college_and_only_people_in_reach(client):
    college, other = make_college(), make_college("法学院")
    congress = make_congress()
    row, foreign = make_delegation(congress, college=college), make_delegation(congress, college=other)
    ours, theirs = make_alumnus("李敏"), make_alumnus("王强")
    make_degree(ours, college=college)
    make_degree(theirs, college=other)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    assert [one.shown_name for one in client.get(url("delegates", congress.pk)).context["rows"]] == [college.name]
    assert [one.name for one in client.get(url("delegation", row.pk)).context["found"]] == ["李敏"]
    assert client.get(url("delegation", foreign.pk)).status_code == 404
    assert client.post(url("name", foreign.pk), {"person": theirs.pk}).status_code == 404
    assert client.post(url("name", row.pk), {"person": theirs.pk}).status_code == 404
    assert client.post(url("name", row.pk), {"person": ours.pk}).status_code == 302
    assert [one.alumnus for one in Delegate.objects.all()] == [ours]
    for name in ("quotas", "credentials", "attendance", "motions", "elections", "result"):
        assert client.get(url(name, congress.pk)).status_code == 404
    assert client.post(url("confirm", Delegate.objects.get().pk)).status_code == 403


def test_a_planned_congress_is_no_college_officers(client):
    college = make_college()
    congress = make_congress(state="planned")
    row = make_delegation(congress, college=college)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college))
    assert client.get(url("change", congress.pk)).status_code == 404
    assert client.get(url("delegation", row.pk)).status_code == 404


def test_an_auditor_looks_and_does_nothing(client):
    congress = make_session(2)
    client.force_login(make_user(Role.AUDITOR))
    assert client.get(url("motions", congress.pk)).status_code == 200
    assert client.post(url("motions", congress.pk), {"title": "x"}).status_code == 403
    assert client.post(url("settle", congress.pk)).status_code == 403
    congress.refresh_from_db()
    assert (congress.motions.count(), congress.state) == (0, "open")


def test_a_delegate_is_found_by_number_and_by_name_and_checked_in(office):
    congress = make_session(present=0, confirmed=12)
    found = office.get(url("attendance", congress.pk), {"q": "2"}).context["found"]
    assert [row.number for row in found] == [2]
    name = found[0].alumnus.name
    again = office.get(url("attendance", congress.pk), {"q": name}).context["found"]
    assert found[0] in again
    office.post(url("came", found[0].pk))
    assert Delegate.objects.present().get() == found[0]
    office.post(url("gone", found[0].pk))
    assert not Delegate.objects.present().exists()


def test_the_count_alone_is_given_to_htmx(office):
    congress = make_session(2)
    shown = text(office.get(url("attendance", congress.pk), headers={"HX-Request": "true"}))
    assert shown.strip().startswith("<section")
    assert "<h1" not in shown


def test_a_vote_without_a_quorum_is_refused_at_the_form(office, each_language):
    congress = make_session(present=1, confirmed=6)
    motion = services.add_motion(congress=congress, key=uuid4(), title="报告", by=None)
    counts = {"votes_for": 1, "votes_against": 0, "abstentions": 0}
    response = office.post(url("motion", motion.pk), counts)
    assert response.status_code == 422
    assert "3" in str(response.context["form"].non_field_errors())


def test_votes_above_those_present_are_a_sentence_at_their_field(office):
    congress = make_session(3)
    motion = services.add_motion(congress=congress, key=uuid4(), title="报告", by=None)
    response = office.post(url("motion", motion.pk), {"votes_for": 3, "votes_against": 1, "abstentions": 0})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["abstentions"])


def test_votes_above_the_ballots_are_a_sentence_at_the_candidate(office):
    election = services.add_election(congress=make_session(3), seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=make_alumnus(), by=None)
    response = office.post(url("election", election.pk), {"ballots": 2, f"votes-{one.pk}": 3})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"votes-{one.pk}"])


def test_the_office_names_candidates_beyond_the_delegates(office):
    election = services.add_election(congress=make_session(3), seat="president", places=1, by=None)
    offered = office.get(url("election", election.pk)).context["found"]
    assert len(offered) == 3
    outside = make_alumnus("欧阳静")
    office.post(url("stand", election.pk), {"person": outside.pk})
    assert election.candidates.get().alumnus == outside


def test_the_list_for_the_door_is_logged(office):
    congress = make_session(2)
    assert len(office.get(url("roll", congress.pk)).context["rows"]) == 2
    record = AccessRecord.objects.get()
    assert (record.target, record.count) == ("chapters.delegate", 2)


def test_credentials_are_a_pdf_of_who_has_a_number(office):
    row = make_delegation(make_congress())
    paper = office.get(url("credential", make_delegate(row, number=1).pk))
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    assert office.get(url("credential", make_delegate(row).pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"), [("changelist", 4), ("delegates", 9), ("credentials", 11), ("motions", 9), ("elections", 10)]
)
def test_a_list_takes_as_many_statements_for_one_row_as_for_five(office, name, queries, django_assert_num_queries):
    congress = make_session(1)
    make_rows(congress, 1)
    args = [] if name == "changelist" else [congress.pk]
    with CaptureQueriesContext(connection) as first:
        office.get(url(name, *args))
    make_rows(congress, 4)
    with django_assert_num_queries(len(first)):
        office.get(url(name, *args))
    assert len(first) == queries


def make_rows(congress, number):
    for _row in range(number):
        make_congress()
        delegation = make_delegation(congress)
        make_delegate(delegation)
        services.add_motion(congress=congress, key=uuid4(), title="报告", by=None)
    if number > 1:
        for seat in ("vice_president", "secretary", "member"):
            election = services.add_election(congress=congress, seat=seat, places=1, by=None)
            services.add_candidate(election=election, person=make_alumnus(), by=None)
    else:
        services.add_election(congress=congress, seat="president", places=1, by=None)


# The chapter's officers


@pytest.fixture
def officer(client):
    chapter = make_chapter()
    person = make_officer(chapter)
    client.force_login(person.user)
    client.chapter = chapter
    return client


def my(client, act="", *more):
    name = f"chapters:my-congress-{act}" if act else "chapters:my-congress"
    return reverse(name, args=[client.chapter.pk, *more])


def test_without_a_congress_the_page_says_when_there_is_one(officer, each_language):
    response = officer.get(my(officer))
    assert response.context["row"] is None
    make_congress(state="planned")
    assert response.status_code == 200
    assert "第五次校友代表大会" in text(officer.get(my(officer)))


def test_officers_name_members_whom_they_see_withdraw_and_replace(officer):
    row = make_delegation(make_congress(), seats=1, chapter=officer.chapter)
    seen = make_seen_member(officer.chapter, "李敏").alumnus
    unseen = make_alumnus("王隐")
    officer.chapter.memberships.create(alumnus=unseen, state="member", joined_on=timezone.localdate())
    assert officer.get(my(officer)).context["found"] == [seen]
    assert officer.post(my(officer, "name"), {"person": unseen.pk}).status_code == 404
    officer.post(my(officer, "name"), {"person": seen.pk})
    delegate = row.delegates.get()
    assert delegate.alumnus == seen
    assert officer.get(my(officer)).context["found"] == []
    officer.post(my(officer, "withdraw", delegate.pk))
    delegate.refresh_from_db()
    assert delegate.state == "withdrawn"
    assert officer.get(my(officer)).context["found"] == [seen]


def test_another_chapters_officer_and_one_whose_term_is_over_find_nothing(client):
    chapter, other = make_chapter(), make_chapter("杭州校友会", province="33")
    row = make_delegation(make_congress(), chapter=chapter)
    delegate = make_delegate(row)
    over = make_member("旧会长")
    today = timezone.localdate()
    make_office(chapter, over, today - timedelta(days=900), today - timedelta(days=1))
    for person in (make_officer(other, "别会长"), over):
        client.force_login(person.user)
        assert client.get(reverse("chapters:my-congress", args=[chapter.pk])).status_code == 404
        withdraw = reverse("chapters:my-congress-withdraw", args=[chapter.pk, delegate.pk])
        assert client.post(withdraw).status_code == 404
    assert Delegate.objects.get().state == "named"


def test_a_delegate_takes_the_own_credentials_and_nobody_elses(client):
    congress = make_congress()
    mine, other = make_member("李敏"), make_member("王强")
    make_delegate(make_delegation(congress), mine, number=1)
    address = reverse("chapters:congress-credential", args=[congress.pk])
    client.force_login(mine.user)
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")
    client.force_login(other.user)
    assert client.get(address).status_code == 404


# Everybody


def closed(agrees):
    congress = make_session(3)
    person = make_alumnus("张会长")
    for given in agrees:
        Consent.objects.create(alumnus=person, purpose="publish", given=given)
    motion = services.add_motion(congress=congress, key=uuid4(), title="工作报告", title_en="Report", by=None)
    services.record_vote(motion=motion, votes_for=2, votes_against=1, abstentions=0, by=None)
    election = services.add_election(congress=congress, seat="president", places=1, by=None)
    one = services.add_candidate(election=election, person=person, by=None)
    services.record_ballot(election=election, ballots=3, votes={one.pk: 3}, by=None)
    services.close_congress(congress=congress, by=None)
    return congress


@pytest.mark.parametrize(
    ("agrees", "is_named"), [([], False), ([True], True), ([True, False], False), ([False, True], True)],
    ids=["never asked", "agreed", "withdrew", "agreed again"],
)  # fmt: skip
def test_names_stand_on_public_pages_only_with_consent_the_latest(client, agrees, is_named):
    for address in public_addresses(closed(agrees)):
        assert ("张会长" in text(client.get(address))) is is_named


def public_addresses(congress):
    """Where its council is named; the term runs today."""
    Term.objects.update(starts_on=timezone.localdate())
    Office.objects.update(from_on=timezone.localdate())
    return congress.public_url, reverse("chapters:congresses")


@pytest.mark.parametrize("field", ["restricted_at", "archived_at", "merged_into"])
def test_whose_record_may_not_be_used_is_not_named_in_public(client, field):
    addresses = public_addresses(closed([True]))
    value = make_alumnus("另一人") if field == "merged_into" else timezone.now()
    Alumnus.objects.filter(name="张会长").update(**{field: value})
    assert ["张会长" in text(client.get(address)) for address in addresses] == [False, False]


def test_a_consent_taken_back_takes_the_name_off_the_next_answer_though_pages_are_kept(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    addresses = public_addresses(closed([True]))
    assert ["张会长" in text(client.get(address)) for address in addresses] == [True, True]
    Consent.objects.create(alumnus=Alumnus.objects.get(name="张会长"), purpose="publish", given=False)
    assert ["张会长" in text(client.get(address)) for address in addresses] == [False, False]


def test_the_public_page_shows_motions_and_figures_in_both_languages(client, each_language):
    congress = closed([])
    with translation.override(each_language):
        shown = text(client.get(congress.public_url, headers={"Accept-Language": each_language}))
    assert ("Report" if each_language == "en" else "工作报告") in shown


def test_a_planned_congress_is_not_public(client):
    congress = make_congress(state="planned")
    assert client.get(congress.public_url).status_code == 404
    assert congress.public_url not in text(client.get(reverse("chapters:congresses")))
    congress.state = "nominating"
    congress.save()
    assert client.get(congress.public_url).status_code == 200
