"""Looking at the site as someone else."""

import pytest
from django.urls import reverse

from alumni.models import Consent
from alumni_office.accounts.impersonation import may_look_as
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import DEFINITIONS, Permission, Role
from alumni_office.history.models import AccessRecord
from tests.factories import make_alumnus, make_college, make_member, make_user

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def head(client):
    user = make_user(Role.HEAD, name="王主任")
    client.force_login(user)
    return user


def look(client, person, reason="helps by telephone", **data):
    return client.post(
        reverse("admin:accounts_user_look", args=[person.pk]),
        {"user_pk": person.pk, "next": "/", "reason": reason} | data,
    )


def who(client):
    return int(client.session["_auth_user_id"])


def test_only_the_head_may_look_as_others():
    assert [role for role, definition in DEFINITIONS.items() if Permission.IMPERSONATE in definition.permissions] == [
        Role.HEAD
    ]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HEAD, Role.COLLEGE_OFFICER)])
def test_without_the_right_there_is_no_looking(client, role):
    user, person = make_user(role), make_user(None, is_staff=False)
    client.force_login(user)
    assert look(client, person).status_code == 403
    assert who(client) == user.pk


def test_looking_is_logged_with_its_reason_and_ends_with_a_button(client, head):
    person = make_user(None, is_staff=False, name="孙丽")
    answer = look(client, person)
    assert (answer.status_code, answer.url, who(client)) == (302, "/", person.pk)
    [record] = AccessRecord.objects.filter(action=AccessRecord.Action.IMPERSONATE)
    assert (record.by, record.target, record.target_id, record.reason) == (
        head, "accounts.user", person.pk, "helps by telephone",
    )  # fmt: skip
    page = client.get("/", headers=ENGLISH).content.decode()
    assert "You look at the site as 孙丽. You are 王主任" in page
    assert f'action="{reverse("hijack:release")}"' in page
    assert client.post(reverse("hijack:release"), {"next": "/admin/"}).url == "/admin/"
    assert who(client) == head.pk
    assert "You look at the site as" not in client.get("/", headers=ENGLISH).content.decode()


def test_the_banner_stands_at_the_desk_too(client, head):
    look(client, make_user(Role.STAFF))
    assert "looking-as" in client.get(reverse("admin:index")).content.decode()


def test_without_a_reason_there_is_no_looking(client, head):
    assert look(client, make_user(None), reason=" ").status_code == 422
    assert who(client) == head.pk


def test_looking_begins_by_post_only(client, head):
    person = make_user(None)
    assert client.get(reverse("admin:accounts_user_look", args=[person.pk])).status_code == 200
    assert who(client) == head.pk
    assert client.post("/hijack/acquire/", {"user_pk": person.pk}).status_code == 404


def test_the_person_of_the_page_is_the_person_that_is_looked_as(client, head):
    person, other = make_user(None), make_user(None)
    assert look(client, person, user_pk=other.pk).status_code == 403
    assert (who(client), AccessRecord.objects.count()) == (head.pk, 0)


def test_nobody_looks_as_someone_with_more_rights_or_as_a_superuser(monkeypatch):
    here, there = make_college("数学学院"), make_college("医学院")
    monkeypatch.setitem(
        DEFINITIONS,
        Role.COLLEGE_OFFICER,
        type(DEFINITIONS[Role.HEAD])(
            "", DEFINITIONS[Role.COLLEGE_OFFICER].permissions | {Permission.IMPERSONATE}, True
        ),
    )
    officer = make_user(Role.COLLEGE_OFFICER, college=here)
    allowed = {
        "an alumna": make_user(None, is_staff=False),
        "a colleague of the college": make_user(Role.COLLEGE_OFFICER, college=here),
        "of another college": make_user(Role.COLLEGE_OFFICER, college=there),
        "office staff": make_user(Role.STAFF),
        "finance": make_user(Role.FINANCE),
        "a superuser": make_user(None, is_superuser=True),
        "oneself": officer,
        "one who was shut out": make_user(None, is_active=False),
    }
    found = {name for name, person in allowed.items() if may_look_as(hijacker=officer, hijacked=person)}
    assert found == {"an alumna", "a colleague of the college"}


def test_nobody_looks_from_one_person_on_to_the_next(client, head):
    second = make_user(Role.HEAD)
    look(client, second)
    assert look(client, make_user(None)).status_code == 403
    assert who(client) == second.pk


def test_exports_stay_shut(client, head):
    person = make_alumnus()
    look(client, make_user(Role.STAFF))
    export = client.post(reverse("admin:alumni_alumnus_export"), {"scope": "picked", "picked": [person.pk]})
    assert export.status_code == 403
    assert client.get(reverse("admin:alumni_roster_rejected", args=[1])).status_code == 403


def test_roles_and_users_stay_shut(client, head):
    second = make_user(Role.HEAD)
    grant = make_user(Role.EDITOR).grants.get()
    look(client, second)
    for name, args in (
        ("rolegrant_end", [grant.pk]),
        ("rolegrant_roles", []),
        ("user_changelist", []),
        ("user_add", []),
    ):
        assert client.get(reverse(f"admin:accounts_{name}", args=args)).status_code == 403
    client.post(reverse("admin:accounts_rolegrant_end", args=[grant.pk]))
    assert RoleGrant.objects.get(pk=grant.pk).is_live


@pytest.mark.parametrize(
    "name",
    ["account_home", "account_email", "account_change_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
     "mfa_view_recovery_codes", "usersessions_list", "socialaccount_connections"],
)  # fmt: skip
def test_everything_about_the_account_stays_shut(client, head, name):
    look(client, make_user(None, is_staff=False))
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {"name": "x"}).status_code == 403


def test_looking_is_not_acting_and_the_log_names_who_really_looks(client, head):
    person = make_user(Role.STAFF)
    alumnus = make_alumnus("孙丽")
    look(client, person)
    client.get(reverse("admin:alumni_alumnus_detail", args=[alumnus.pk]))
    reveal = client.post(reverse("admin:alumni_alumnus_reveal", args=[alumnus.pk]))
    archive = client.post(reverse("admin:alumni_alumnus_archive", args=[alumnus.pk]), {"reason": "重复登记"})

    alumnus.refresh_from_db()
    assert (reveal.status_code, archive.status_code, alumnus.archived_at) == (403, 403, None)
    [seen] = AccessRecord.objects.filter(action=AccessRecord.Action.VIEW)
    assert (seen.by, seen.criteria["looking_as"]) == (head, person.pk)


def test_nobody_agrees_asks_or_writes_in_the_name_of_an_alumnus(client, head):
    member = make_member("孙丽")
    look(client, member.user)
    assert client.get(reverse("alumni:me-data")).status_code == 200
    values = {"purpose": "contact", "channel": "email", "given": "1"}
    posts = [("me-consents", [], values), ("me-rights-ask", ["deletion"], {}), ("me-rights-copy", ["json"], {}),
             ("me-found", [], {"listed": "public"})]  # fmt: skip
    for name, args, data in posts:
        assert client.post(reverse(f"alumni:{name}", args=args), data).status_code == 403, name
    assert client.get(reverse("alumni:messages")).status_code == 403
    assert not Consent.objects.exists()


def test_a_look_ends_at_the_next_request_when_the_right_has_ended(client, head):
    person = make_user(None, is_staff=False)
    look(client, person)
    head.grants.update(ends_on="2026-01-01", starts_on="2025-01-01")
    answer = client.get("/")
    assert (answer.status_code, answer.url) == (302, "/account/login/")
    assert "_auth_user_id" not in client.session


def test_a_look_ends_when_the_person_gets_more_rights(client):
    superior = make_user(Role.HEAD)
    client.force_login(superior)
    person = make_user(None)
    look(client, person)
    type(person).objects.filter(pk=person.pk).update(is_superuser=True)
    client.get("/")
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_of_who_looks_and_not_of_whom(client, head, settings):
    look(client, make_user(Role.STAFF))
    settings.STAFF_SECOND_FACTOR = True
    assert client.get(reverse("admin:index")).status_code == 200
