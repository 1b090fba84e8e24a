"""Roles given, ended, handed over."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import PersonList, Roster, SavedSearch
from alumni_office.accounts import hooks, queries, services
from alumni_office.accounts.models import RoleGrant, User
from alumni_office.accounts.roles import DEFINITIONS, Definition, Permission, Role
from alumni_office.jobs.models import Job
from tests.factories import make_college, make_user
from tests.waiting import at_once

pytestmark = pytest.mark.django_db

ROLES = reverse("admin:accounts_rolegrant_roles")
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def head(client):
    user = make_user(Role.HEAD, name="王主任")
    client.force_login(user)
    return user


def end_page(grant):
    return reverse("admin:accounts_rolegrant_end", args=[grant.pk])


def roster(user, state=Roster.State.CHECKED, **fields):
    return Roster.objects.create(filename="x.xlsx", file="x", size=1, state=state, uploaded_by=user, **fields)


def work_of(user):
    """One of everything that is due, and what is over."""
    roster(user)
    roster(user, Roster.State.APPLIED)
    SavedSearch.objects.create(name="济南校友", owner=user)
    PersonList.objects.create(name="理事", owner=user)
    Job.objects.create(kind="roster_import", by=user, state=Job.State.STOPPED)
    Job.objects.create(kind="alumni.export", by=user, state=Job.State.QUEUED)
    Job.objects.create(kind="roster_import", by=user, state=Job.State.DONE)


def test_the_page_says_who_may_do_what_since_when_until_when_and_by_whom(client, head):
    college = make_college("数学学院")
    officer = make_user(Role.COLLEGE_OFFICER, college=college, name="陈老师")
    officer.grants.update(starts_on="2026-01-05", ends_on="2099-07-31", granted_by=head)
    former = make_user(Role.EDITOR, name="赵老师")
    former.grants.update(starts_on="2020-01-01", ends_on="2020-12-31")

    page = client.get(ROLES, headers=ENGLISH)

    held = {holding.role: [str(grant.user) for grant in holding.grants] for holding in page.context["holdings"]}
    assert held == {role: [] for role in Role} | {Role.HEAD: ["王主任"], Role.COLLEGE_OFFICER: ["陈老师"]}
    text = page.content.decode()
    for words in (
        "Keeps the alumni of one college", "数学学院", "2026-01-05", "2099-07-31", "王主任", "Merge duplicates",
        "Nobody has this role today.",
    ):  # fmt: skip
        assert words in text
    assert "赵老师" not in text


@pytest.mark.parametrize("n", [1, 5])
def test_the_page_asks_the_same_number_of_queries_whatever_is_held(client, head, django_assert_num_queries, n):
    for _ in range(n):
        make_user(Role.COLLEGE_OFFICER, college=make_college())
    # session, user, grants for permission; holdings, ended; owners of four kinds of work
    with django_assert_num_queries(11):
        client.get(ROLES)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.AUDITOR, 200),
        (Role.STAFF, 403),
        (Role.FINANCE, 403),
        (Role.EDITOR, 403),
        (Role.VOLUNTEER_COORDINATOR, 403),
    ],
)
def test_who_checks_may_read_the_page_and_change_nothing(client, role, status):
    client.force_login(make_user(role))
    grant = make_user(Role.EDITOR).grants.get()
    page = client.get(ROLES)
    assert page.status_code == status
    assert end_page(grant) not in page.content.decode()
    for answer in (client.get(end_page(grant)), client.post(end_page(grant))):
        assert answer.status_code == 403
    grant.refresh_from_db()
    assert grant.is_live


def test_a_role_that_is_ended_holds_no_more_at_the_next_request(client, head, visitor):
    user = make_user(Role.STAFF)
    grant = user.grants.get()
    theirs = visitor()
    theirs.force_login(user)
    find = reverse("admin:alumni_alumnus_changelist")
    assert theirs.get(find).status_code == 200

    assert client.post(end_page(grant)).url == ROLES

    grant.refresh_from_db()
    assert (grant.is_live, grant.ended_by, grant.starts_on) == (False, head, timezone.localdate())
    assert theirs.get(find).status_code == 302  # signed out; and after signing in again
    theirs.force_login(User.objects.get(pk=user.pk))
    assert theirs.get(find).status_code == 403


def test_a_role_that_runs_out_holds_no_more_on_the_next_day(visitor):
    user = make_user(Role.STAFF)
    user.grants.update(starts_on="2026-01-01", ends_on=timezone.localdate())
    theirs = visitor()
    theirs.force_login(user)
    find = reverse("admin:alumni_alumnus_changelist")
    assert theirs.get(find).status_code == 200
    user.grants.update(ends_on=timezone.localdate() - timedelta(1))
    assert theirs.get(find).status_code == 403


def test_ending_the_last_role_asks_who_takes_over_and_does_it_in_one_go(client, head):
    leaver, taker = make_user(Role.STAFF, name="李老师"), make_user(Role.STAFF, name="孙老师")
    work_of(leaver)
    SavedSearch.objects.create(name="济南校友", owner=taker)
    grant = leaver.grants.get()

    page = client.get(end_page(grant), headers=ENGLISH)
    assert dict(page.context["numbers"]) == {
        "Jobs at work": 1, "Open rosters": 1, "Saved searches": 1, "Lists": 1,
    }  # fmt: skip
    refused = client.post(end_page(grant))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["taker"])
    grant.refresh_from_db()
    assert grant.is_live

    assert client.post(end_page(grant), {"taker": taker.pk}).url == ROLES

    grant.refresh_from_db()
    assert (grant.is_live, grant.handed_to) == (False, taker)
    assert grant.handed == {"jobs": 1, "alumni.rosters": 1, "alumni.searches": 1, "alumni.lists": 1}
    assert sorted(SavedSearch.objects.filter(owner=taker).values_list("name", flat=True)) == [
        "济南校友", "济南校友 (李老师)",
    ]  # fmt: skip
    assert list(PersonList.objects.values_list("owner", flat=True)) == [taker.pk]
    assert dict(Roster.objects.values_list("state", "uploaded_by")) == {"checked": taker.pk, "applied": leaver.pk}
    assert dict(Job.objects.values_list("state", "by")) == {
        "stopped": taker.pk, "queued": leaver.pk, "done": leaver.pk,
    }  # fmt: skip
    assert queries.due_of(leaver) == []


def test_ending_one_of_several_roles_asks_nothing(client, head):
    user = make_user(Role.STAFF)
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    work_of(user)
    client.post(end_page(user.grants.get(role=Role.EDITOR)))
    assert [grant.role for grant in user.live_grants] == [Role.STAFF]
    assert SavedSearch.objects.get().owner == user


def test_who_may_not_have_the_work_cannot_take_it_and_nothing_changes(client, head):
    leaver = make_user(Role.COLLEGE_OFFICER, college=make_college("数学学院"))
    taker = make_user(Role.COLLEGE_OFFICER, college=make_college("医学院"))
    roster(leaver, college=make_college("数学学院"))
    SavedSearch.objects.create(name="理事", owner=leaver)
    grant = leaver.grants.get()
    answer = client.post(end_page(grant), {"taker": taker.pk}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "may not import the rosters of this college" in answer.content.decode()
    grant.refresh_from_db()
    assert grant.is_live
    assert SavedSearch.objects.get().owner == leaver


def test_only_colleagues_with_a_role_take_over(client, head):
    leaver = make_user(Role.STAFF)
    SavedSearch.objects.create(name="理事", owner=leaver)
    grant = leaver.grants.get()
    for nobody in (
        make_user(None),
        make_user(Role.STAFF, is_active=False),
        make_user(Role.STAFF, is_staff=False),
        leaver,
    ):
        assert client.post(end_page(grant), {"taker": nobody.pk}).status_code == 422
    grant.refresh_from_db()
    assert grant.is_live


def test_work_of_someone_whose_role_ran_out_waits_for_a_colleague(client, head):
    leaver, taker = make_user(Role.STAFF, name="李老师"), make_user(Role.STAFF)
    SavedSearch.objects.create(name="理事", owner=leaver)
    assert queries.left_behind() == []
    leaver.grants.update(starts_on="2025-01-01", ends_on="2025-12-31")
    assert queries.left_behind() == [leaver]
    address = reverse("admin:accounts_user_handover", args=[leaver.pk])
    assert address in client.get(ROLES).content.decode()
    assert client.post(address, {"taker": taker.pk}).url == ROLES
    assert SavedSearch.objects.get().owner == taker
    assert leaver.grants.get().handed == {"alumni.searches": 1}
    assert client.get(address).status_code == 404


def test_work_of_someone_who_was_shut_out_waits_for_a_colleague(head):
    leaver = make_user(Role.STAFF, is_active=False)
    SavedSearch.objects.create(name="理事", owner=leaver)
    assert queries.left_behind() == [leaver]


def test_the_last_head_stays(client, head):
    answer = client.post(end_page(head.grants.get()), headers=ENGLISH)
    assert answer.status_code == 422
    assert "This is the only head of office" in answer.content.decode()
    assert head.grants.get().is_live
    second = make_user(Role.HEAD)
    client.post(end_page(second.grants.get()))
    assert not second.grants.get().is_live


def test_a_role_is_ended_once(head):
    grant = make_user(Role.EDITOR).grants.get()
    assert [services.end_grant(grant=grant, by=head) for _ in range(2)] == [True, False]


def test_nobody_grants_more_than_they_hold_unless_head(monkeypatch):
    here, there = make_college("数学学院"), make_college("医学院")
    own = DEFINITIONS[Role.COLLEGE_OFFICER].permissions | {Permission.GRANT_EDIT}
    monkeypatch.setitem(DEFINITIONS, Role.COLLEGE_OFFICER, Definition("", own, True))
    officer, head = make_user(Role.COLLEGE_OFFICER, college=here), make_user(Role.HEAD)
    staff, boss = make_user(Role.STAFF), make_user(None, is_superuser=True)

    def grantable(by):
        wanted = [(role, here) if DEFINITIONS[role].needs_college else (role, None) for role in Role]
        return {(role, college) for role, college in [*wanted, (Role.COLLEGE_OFFICER, there)]
                if services.may_grant(by=by, role=role, college=college)}  # fmt: skip

    assert grantable(officer) == {(Role.COLLEGE_OFFICER, here)}
    assert grantable(staff) == set()
    assert len(grantable(head)) == len(grantable(boss)) == len(Role) + 1
    with pytest.raises(services.NotYours):
        services.grant_role(user=staff, role=Role.HEAD, starts_on=timezone.localdate(), by=officer)
    with pytest.raises(services.NotYours):
        services.end_grant(grant=head.grants.get(), by=officer)
    assert RoleGrant.objects.filter(role=Role.HEAD).count() == 1


def test_a_corrected_address_is_confirmed_by_who_reads_mail_there(client, head, visitor):
    user = make_user(Role.EDITOR, email="old@example.com")
    theirs = visitor()
    theirs.force_login(user)
    data = {"name": user.name, "email": "new@example.com", "is_staff": "on", "is_active": "on"}
    data |= {f"grants-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    client.post(reverse("admin:accounts_user_change", args=[user.pk]), data)
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [("new@example.com", False, True)]
    assert theirs.get(reverse("account_home")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_roles_ended_at_once_do_not_both_pass_for_not_the_last():
    head, user = make_user(Role.HEAD), make_user(Role.STAFF)
    RoleGrant.objects.create(user=user, role=Role.EDITOR)
    SavedSearch.objects.create(name="理事", owner=user)
    ends = [partial(services.end_grant, grant=grant, by=head) for grant in user.grants.all()]
    found = at_once(*ends, expected=services.HandoverNeeded)
    assert sorted(type(each).__name__ for each in found) == ["HandoverNeeded", "bool"]


def test_each_kind_of_work_is_declared_once_and_names_its_owner():
    names = [handover.name for handover in hooks.handovers]
    assert sorted(names) == sorted(set(names))
    for handover in hooks.handovers:
        assert handover.rows().model._meta.get_field(handover.owner).related_model is User
