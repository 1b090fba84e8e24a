"""Sessions: renewed, counted, ended."""

import time

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from alumni_office.accounts import services
from alumni_office.accounts.roles import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN, HOME = reverse("account_login"), reverse("account_home")
PASSWORD = "a long enough phrase"


def sign_in(client, user, password="correct horse"):
    return client.post(LOGIN, {"login": user.email, "password": password})


def is_in(client):
    return client.get(HOME).status_code == 200


@pytest.fixture
def sun():
    return make_user(None, email="sun@example.com", is_staff=False, name="孙丽")


def test_a_planted_session_is_worthless(visitor, sun):
    client = visitor()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted = session.session_key
    sign_in(client, sun)
    assert client.session.session_key != planted
    thief = visitor()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_signing_out_ends_the_session_on_the_server(visitor, sun):
    client = visitor()
    sign_in(client, sun)
    key = client.session.session_key
    client.post(reverse("account_logout"))
    thief = visitor()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = key
    assert not is_in(thief)


def test_signing_out_is_no_link(visitor, sun):
    client = visitor()
    sign_in(client, sun)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)


def test_a_changed_password_ends_the_other_sessions(visitor, sun, mails):
    client, other = visitor(), visitor()
    sign_in(client, sun)
    sign_in(other, sun)
    old = client.session.session_key
    new = {"oldpassword": "correct horse", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_change_password"), new).url == HOME
    assert (is_in(client), is_in(other)) == (True, False)
    assert client.session.session_key != old
    assert [mail.purpose for mail in mails(sun.email)] == ["accounts.password_changed"]


def test_sign_out_elsewhere(visitor, sun):
    client, other, third = visitor(), visitor("192.0.2.2"), visitor()
    sign_in(client, sun)
    sign_in(other, sun)
    third.force_login(sun)  # one that no list knows
    page = client.get(reverse("usersessions_list")).content.decode()
    assert ("192.0.2.2" in page, page.count("This device"), page.count("Another device")) == (True, 1, 1)
    client.post(reverse("usersessions_list"))
    assert (is_in(client), is_in(other), is_in(third)) == (True, False, False)


def test_who_is_shut_out_is_out_at_the_next_request(visitor):
    user, head = make_user(), make_user(Role.HEAD)
    client, desk = visitor(), visitor()
    sign_in(client, user)
    desk.force_login(head)
    data = {"name": user.name, "email": user.email, "is_staff": "on"}
    data |= {f"grants-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    assert desk.post(reverse("admin:accounts_user_change", args=[user.pk]), data).status_code == 302
    assert not is_in(client)
    user.refresh_from_db()
    assert (user.is_active, user.session_epoch) == (False, 1)


def test_a_granted_role_ends_the_sessions_of_who_gets_it(visitor, sun):
    head = make_user(Role.HEAD)
    client = visitor()
    sign_in(client, sun)
    services.grant_role(user=sun, role=Role.EDITOR, starts_on="2026-01-01", by=head)
    assert not is_in(client)
    sign_in(client, sun)
    assert is_in(client)


@pytest.mark.parametrize(
    ("idle", "since", "stays"),
    [(29 * 60, 0, True), (31 * 60, 0, False), (60, 11.9 * 3600, True), (60, 12.1 * 3600, False)],
)
def test_staff_are_signed_out_after_half_an_hour_of_nothing_and_after_twelve_hours(visitor, idle, since, stays):
    client = visitor()
    sign_in(client, make_user())
    session = client.session
    session["seen_at"] = int(time.time() - idle)
    session["signed_in_at"] = int(time.time() - since - idle)
    session.save()
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == (200 if stays else 302)
    if not stays:
        assert answer.url == f"{LOGIN}?next={reverse('admin:index')}"


def test_alumni_stay_signed_in_for_twelve_hours(visitor, sun):
    client = visitor()
    sign_in(client, sun)
    session = client.session
    session["seen_at"] = int(time.time() - 3600)
    session.save()
    assert is_in(client)
    assert client.session.get_expiry_age() == 12 * 3600


def test_a_bar_that_moves_by_itself_is_nobody_at_the_desk(visitor):
    client = visitor()
    sign_in(client, make_user())
    session = client.session
    session["seen_at"] = seen = int(time.time() - 600)
    session.save()
    client.get(reverse("admin:index"), headers={"hx-request": "true", "hx-trigger": "job-7"})
    assert client.session["seen_at"] == seen
    client.get(reverse("admin:index"))
    assert client.session["seen_at"] > seen


def test_a_fragment_asked_for_too_late_reloads_the_whole_page_at_the_door(visitor):
    client = visitor()
    sign_in(client, make_user())
    session = client.session
    session["seen_at"] = 1
    session.save()
    answer = client.get(reverse("admin:index"), headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, LOGIN)


# The account's page


def test_the_account_page_changes_name_and_language(visitor, sun):
    client = visitor()
    sign_in(client, sun)
    assert client.post(HOME, {"name": " 孙  丽娜 ", "language": "en"}).url == HOME
    sun.refresh_from_db()
    assert (sun.name, sun.language) == ("孙  丽娜", "en")


def test_the_names_of_staff_are_the_offices_to_change(visitor):
    user = make_user(name="李老师")
    client = visitor()
    sign_in(client, user)
    client.post(HOME, {"name": "校长", "language": ""})
    user.refresh_from_db()
    assert user.name == "李老师"


def test_a_new_address_holds_once_its_code_is_entered(visitor, sun, code_for, mails):
    client = visitor()
    sign_in(client, sun)
    email = reverse("account_email")
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    answer = client.post(email, {"action_add": "1", "email": "new@example.com"})
    assert answer.url == reverse("account_email_verification_sent")
    sun.refresh_from_db()
    assert sun.email == "sun@example.com"
    client.post(answer.url, {"code": code_for("new@example.com")})
    sun.refresh_from_db()
    assert (sun.email, list(sun.emailaddress_set.values_list("email", "verified", "primary"))) == (
        "new@example.com",
        [("new@example.com", True, True)],
    )
    assert mails("sun@example.com")[-1].purpose == "accounts.email_changed"
    assert sign_in(visitor(), sun).status_code == 302


def test_an_address_of_another_account_is_not_given_away_nor_taken(visitor, sun, code_for):
    make_user(None, email="taken@example.com")
    client = visitor()
    sign_in(client, sun)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    taken = client.post(reverse("account_email"), {"action_add": "1", "email": "taken@example.com"})
    assert taken.url == reverse("account_email_verification_sent")
    client.post(taken.url, {"code": code_for("taken@example.com")})
    sun.refresh_from_db()
    assert sun.email == "sun@example.com"


def test_changing_the_address_asks_once_more_who_it_is(visitor, sun):
    client = visitor()
    sign_in(client, sun)
    answer = client.post(reverse("account_email"), {"action_add": "1", "email": "new@example.com"})
    assert answer.url.startswith(reverse("account_reauthenticate"))


def test_pages_of_the_account_ask_for_a_sign_in(visitor):
    for name in ("account_home", "account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert visitor().get(reverse(name)).url.startswith(LOGIN)
