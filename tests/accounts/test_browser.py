"""Signing in as a person does it, in a browser: passkeys, and pages that fit a telephone."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from alumni_office.accounts.roles import Role
from tests.conftest import TELEPHONE
from tests.factories import make_user
from tests.looking import too_wide, violations

pytestmark = pytest.mark.django_db(transaction=True)

OUTSIDE = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
INSIDE = ["account_home", "account_email", "account_change_password", "account_reauthenticate", "mfa_index",
          "usersessions_list", "mfa_list_webauthn", "account_logout"]  # fmt: skip


@pytest.fixture
def device(page, live_server):
    """A telephone that makes passkeys and unlocks itself. Passkeys belong to a name, not to an address of numbers."""
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + "/account/login/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


@pytest.mark.parametrize("language", ["en"])
def test_staff_add_a_passkey_on_the_first_day_and_sign_in_with_it_alone(page, live_server, device, settings):
    settings.STAFF_SECOND_FACTOR = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    cache.clear()
    user = make_user(Role.STAFF, email="staff@example.edu.cn")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the passkey").fill("My telephone")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    [passkey] = Authenticator.objects.filter(user=user, type="webauthn")
    assert str(passkey) == "My telephone"

    page.locator("main").get_by_role("link", name="To the desk").click()
    assert page.url.endswith(reverse("admin:index"))
    page.context.clear_cookies()

    page.goto(live_server.url.replace("127.0.0.1", "localhost") + "/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**" + reverse("admin:index"))

    page.context.clear_cookies()
    page.goto(live_server.url.replace("127.0.0.1", "localhost") + "/account/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey instead").click()
    page.wait_for_url("**" + reverse("admin:index"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [TELEPHONE])
def test_pages_of_signing_in_fit_a_telephone_and_everyone(page, sign_in, language, viewport):
    found = {}
    for name in OUTSIDE:
        page.goto(reverse(name))
        found[name] = too_wide(page), violations(page)
    sign_in(page, make_user(Role.HEAD, email="a.rather.long.address.of.someone@mathematics.example.edu.cn"))
    for name in INSIDE:
        page.goto(reverse(name))
        found[name] = too_wide(page), violations(page)
    page.goto(reverse("admin:accounts_rolegrant_roles"))
    found["roles"] = too_wide(page), violations(page, runOnly=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    assert found == dict.fromkeys(found, (0, []))


@pytest.mark.parametrize("language", ["en"])
def test_signing_up_and_in_work_without_scripts(browser, live_server, language):
    from alumni_office.mail.models import Message

    cache.clear()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(reverse("account_signup"))
    page.get_by_label("Your name").fill("孙丽")
    page.get_by_label("Email").fill("sun@example.com")
    page.get_by_label("Password", exact=True).fill("a long enough phrase")
    page.get_by_label("Password (again)").fill("a long enough phrase")
    page.locator("main").get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Enter the code").wait_for()
    # The worker has sent it: the outbox forgot the code, the mailbox has it.
    assert Message.objects.get().state == "sent"
    from django.core import mail

    code = next(line.strip() for line in mail.outbox[-1].body.splitlines() if line.strip().isdigit())
    page.get_by_label("Six digits").fill(code)
    page.get_by_role("button", name="Confirm the address").click()
    page.goto(reverse("account_home"))
    assert page.get_by_text("sun@example.com").is_visible()
    context.close()
