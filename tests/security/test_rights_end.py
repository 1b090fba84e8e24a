"""A right that ended is gone at the next request, in a session that is still open."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, Degree
from alumni.services import claims
from alumni_office.accounts import services
from alumni_office.accounts.models import RoleGrant, User

from .asking import ask
from .walk import outcome

pytestmark = pytest.mark.django_db


def see(client, name, *args):
    with ask(client, "GET", reverse(name, args=args)) as response:
        return outcome(response)


def test_a_role_that_was_ended_by_hand_opens_nothing_at_the_next_request(world):
    client = world.client("editor")
    assert see(client, "admin:alumni_alumnus_changelist") == "in"

    services.end_grant(grant=RoleGrant.objects.get(user=world.users["editor"]), by=world.users["head"])

    assert see(client, "admin:alumni_alumnus_changelist") == "door"


def test_a_role_that_runs_out_ends_without_anybody_doing_anything(world):
    client = world.client("officer")
    person = world.keys["ours"]["person"]
    assert see(client, "admin:alumni_alumnus_detail", person) == "in"

    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(user=world.users["officer"]).update(starts_on=yesterday, ends_on=yesterday)

    assert see(client, "admin:alumni_alumnus_detail", person) == "403"


def test_an_officer_of_another_college_now_sees_nobody_of_the_former_one(world):
    client = world.client("officer")
    grants = RoleGrant.objects.filter(user=world.users["officer"])
    grants.update(college=world.keys["theirs"]["college"])

    assert see(client, "admin:alumni_alumnus_detail", world.keys["ours"]["person"]) == "404"
    assert see(client, "admin:alumni_alumnus_detail", world.keys["theirs"]["person"]) == "in"


def test_a_person_who_no_longer_has_a_degree_of_the_college_is_gone_from_its_officer(world):
    client = world.client("officer")

    Degree.objects.filter(alumnus=world.keys["ours"]["person"]).update(college=world.keys["theirs"]["college"])

    assert see(client, "admin:alumni_alumnus_detail", world.keys["ours"]["person"]) == "404"


@pytest.mark.parametrize("who", ["staff", "alumnus"])
def test_an_account_that_was_shut_is_signed_out(world, who):
    client = world.client(who)
    assert see(client, "account_home") == "in"

    User.objects.filter(pk=world.users[who].pk).update(is_active=False)

    assert see(client, "account_home") == "sign-in"


@pytest.mark.parametrize("who", ["staff", "alumnus"])
def test_a_changed_password_ends_the_other_sessions(world, who):
    client = world.client(who)
    assert see(client, "account_home") == "in"

    user = User.objects.get(pk=world.users[who].pk)
    user.set_password("another horse")
    user.save()

    assert see(client, "account_home") == "sign-in"


def test_who_is_no_longer_staff_is_out_of_the_desk(world):
    client = world.client("finance")

    User.objects.filter(pk=world.users["finance"].pk).update(is_staff=False)

    assert see(client, "admin:alumni_alumnus_changelist") == "door"


def test_a_verification_taken_back_ends_the_pages_of_a_member_and_the_card(world):
    client = world.client("alumnus")
    keys = world.keys["ours"]
    assert see(client, "alumni:me-data") == see(client, "alumni:card", keys["token"]) == "in"

    claims.revoke_verification(person_id=keys["person"], reason="错认了", by=world.users["head"])

    assert see(client, "alumni:me-data") == "claim"
    assert see(client, "alumni:card", keys["token"]) == "404"


@pytest.mark.parametrize("change", [{"archived_at": timezone.now()}, {"merged_into": "friend"}])
def test_a_record_that_was_archived_or_merged_opens_no_page_of_a_member(world, change):
    client = world.client("alumnus")
    keys = world.keys["ours"]
    if "merged_into" in change:
        change = {"merged_into": keys["friend"]}

    Alumnus.objects.filter(pk=keys["person"]).update(**change)

    assert see(client, "alumni:me-data") == "claim"
    assert see(client, "alumni:portrait", keys["person"]) == "claim"


def test_an_export_of_a_college_that_is_no_longer_mine_is_not_taken_away(world):
    client = world.client("officer")
    job = world.keys["ours"]["job"]
    assert see(client, "admin:jobs_job_download", job) == "in"

    RoleGrant.objects.filter(user=world.users["officer"]).update(college=world.keys["theirs"]["college"])

    assert see(client, "admin:jobs_job_download", job) == "404"
