"""The second step: an app's digits, recovery codes, passkeys, and staff who must have one."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN, SECOND = reverse("account_login"), reverse("mfa_authenticate")
ACTIVATE, INDEX = reverse("mfa_activate_totp"), reverse("mfa_index")
DESK = reverse("admin:index")


def digits(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, user, password="correct horse"):
    return client.post(LOGIN, {"login": user.email, "password": password})


def set_up_app(client, password="correct horse"):
    """Show once more who one is, scan, type the digits; return the secret."""
    client.post(reverse("account_reauthenticate"), {"password": password})
    secret = client.get(ACTIVATE).context["form"].secret
    assert client.post(ACTIVATE, {"code": digits(secret)}).url == reverse("mfa_view_recovery_codes")
    cache.clear()  # digits are used once
    return secret


@pytest.fixture
def staff(settings):
    settings.STAFF_SECOND_FACTOR = True
    return make_user(Role.STAFF, email="staff@example.edu.cn")


def test_staff_without_a_second_factor_are_led_to_set_one_up(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    for name in ("admin:index", "admin:alumni_alumnus_changelist", "admin:jobs_job_changelist"):
        assert client.get(reverse(name)).url == INDEX
    page = client.get(INDEX).content.decode()
    assert "The desk needs a second factor" in page
    set_up_app(client)
    assert client.get(DESK).status_code == 200


def test_a_post_at_the_desk_does_nothing_before_the_second_factor(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    answer = client.post(reverse("admin:alumni_tag_add"), {"name": "企业家"})
    from alumni.models import Tag

    assert (answer.url, Tag.objects.count()) == (INDEX, 0)


def test_without_the_setting_staff_work_with_a_password(visitor, settings):
    settings.STAFF_SECOND_FACTOR = False
    client = visitor()
    sign_in(client, make_user())
    assert client.get(DESK).status_code == 200


def test_alumni_are_not_asked_for_a_second_factor(visitor, staff):
    client = visitor()
    sign_in(client, make_user(None, is_staff=False, email="sun@example.com"))
    assert client.get(reverse("account_home")).status_code == 200


def test_the_digits_are_asked_at_the_next_sign_in_and_work_once(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    secret = set_up_app(client)

    other = visitor()
    assert sign_in(other, staff).url == SECOND
    assert other.get(DESK).status_code == 302
    code = digits(secret)
    assert other.post(SECOND, {"code": code}).url == DESK
    third = visitor()
    sign_in(third, staff)
    assert third.post(SECOND, {"code": code}).status_code == 200
    assert "_auth_user_id" not in third.session


def test_a_code_by_mail_does_not_pass_by_the_second_step(visitor, staff, code_for):
    client = visitor()
    sign_in(client, staff)
    set_up_app(client)
    other = visitor()
    other.post(reverse("account_request_login_code"), {"email": staff.email})
    assert other.post(reverse("account_confirm_login_code"), {"code": code_for(staff.email)}).url == SECOND


def test_a_recovery_code_opens_once(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    set_up_app(client)
    [code, *rest] = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(rest) == 9

    other = visitor()
    sign_in(other, staff)
    assert other.post(SECOND, {"code": code}).url == DESK
    third = visitor()
    sign_in(third, staff)
    assert third.post(SECOND, {"code": code}).status_code == 200


def test_digits_cannot_be_guessed_without_end(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    secret = set_up_app(client)
    other = visitor()
    sign_in(other, staff)
    for _ in range(10):
        other.post(SECOND, {"code": "000000"})
    other.post(SECOND, {"code": digits(secret)})
    assert "_auth_user_id" not in other.session


def test_the_database_alone_gives_no_digits(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    secret = set_up_app(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_new_secret_key_still_reads_what_the_old_one_wrote(visitor, staff, settings):
    client = visitor()
    sign_in(client, staff)
    secret = set_up_app(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough to be one, really"
    other = visitor()
    sign_in(other, staff)
    assert other.post(SECOND, {"code": digits(secret)}).url == DESK


def test_the_last_second_factor_of_staff_cannot_be_removed(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    set_up_app(client)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=staff, type="totp").count() == 1


def test_setting_it_up_asks_once_more_who_it_is(visitor, staff):
    client = visitor()
    sign_in(client, staff)
    assert client.get(ACTIVATE).url.startswith(reverse("account_reauthenticate"))


@pytest.mark.django_db(transaction=True)
def test_a_new_second_factor_ends_the_other_sessions(visitor, staff):
    client, other = visitor(), visitor()
    sign_in(client, staff)
    sign_in(other, staff)
    set_up_app(client)
    assert client.get(reverse("account_home")).status_code == 200
    assert other.get(reverse("account_home")).status_code == 302


def test_the_person_is_told_by_mail(visitor, staff, django_capture_on_commit_callbacks):
    client = visitor()
    sign_in(client, staff)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    assert list(Message.objects.values_list("purpose", flat=True)) == ["accounts.totp_activated"]
