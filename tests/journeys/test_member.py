"""An alumna from her first page to her card, and a colleague whose role ends: as people do it, in both languages."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from alumni.models import Alumnus, Card, Profile
from alumni_office.accounts.roles import Role
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user
from tests.looking import too_wide

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"])
def test_from_sign_up_over_the_proof_and_the_profile_to_the_card(page, language, viewport, mailoutbox):
    cache.clear()
    person = make_alumnus("孙丽华")
    make_degree(person, college=make_college(), major="数学", graduation_year=1998, student_no="199400123")
    make_contact(person, kind="email", value="sun-of-old@example.com")

    page.goto(reverse("account_signup"))
    page.fill("input[name=name]", "孙丽华")
    page.fill("input[name=email]", "sun@example.com")
    page.fill("input[name=password1]", "a long enough phrase")
    if page.locator("input[name=password2]").count():
        page.fill("input[name=password2]", "a long enough phrase")
    page.click("main form .btn-primary")
    page.wait_for_selector("input[name=code]")
    page.fill("input[name=code]", CODE.search(mailoutbox[-1].body)[1])
    page.click("main form .btn-primary")
    page.wait_for_load_state("networkidle")

    page.goto(reverse("alumni:me"))  # nobody yet: it leads to the claim
    assert page.url.endswith(reverse("alumni:claim"))
    page.fill("input[name=name]", "孙丽华")
    page.fill("input[name=student_no]", "199400123")
    page.click(".claim-column form .btn-primary")
    page.wait_for_url("**/claim/prove/")
    page.click("form[action$='/code/'] button[type=submit]")
    page.wait_for_selector("input[name=code]")
    assert mailoutbox[-1].to == ["sun-of-old@example.com"]
    page.fill("input[name=code]", CODE.search(mailoutbox[-1].body)[1])
    page.click("form[action$='/confirm/'] button")
    page.wait_for_selector(".badge-good")
    assert Alumnus.objects.get(pk=person.pk).user.email == "sun@example.com"

    page.goto(reverse("alumni:me-data"))
    page.click(f"a[href='{reverse('alumni:me-place')}']")
    page.fill("input[name=city]", "青岛")
    page.select_option("select[name=place_audience]", "classmates")
    page.click(".mine-text form .btn-primary")
    page.wait_for_url(f"**{reverse('alumni:me-data')}")
    page.goto(reverse("alumni:me-found"))
    page.select_option("select[name=listed]", "alumni")
    page.click(".mine-text form .btn-primary")
    page.wait_for_url(f"**{reverse('alumni:me-data')}")
    profile = Profile.objects.get(alumnus=person)
    assert (profile.listed, profile.place_audience) == ("alumni", "classmates")
    assert Alumnus.objects.get(pk=person.pk).city == "青岛"

    page.goto(reverse("alumni:me-card"))
    page.click(".mine-text form .btn-primary")
    page.wait_for_selector(".alumni-card svg")
    assert too_wide(page) == 0
    page.goto(reverse("alumni:card", args=[Card.objects.get().token]))
    assert page.locator(".card-check .good").is_visible()
    assert "孙丽华" not in page.inner_text("main")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_role_is_ended_on_its_page_and_the_colleague_is_out_at_once(browser, page, sign_in, live_server, language):
    head, leaving = make_user(Role.HEAD, name="王主任"), make_user(Role.STAFF, name="李老师")
    successor = make_user(Role.STAFF, name="赵老师")
    theirs = browser.new_context(base_url=live_server.url).new_page()
    sign_in(theirs, leaving)
    assert theirs.goto(reverse("admin:alumni_alumnus_changelist")).status == 200

    sign_in(page, head)
    page.goto(reverse("admin:accounts_rolegrant_roles"))
    page.goto(reverse("admin:accounts_rolegrant_end", args=[leaving.grants.get().pk]))
    for picker in page.locator("main select").all():
        picker.select_option(str(successor.pk))
    page.click("main form button[type=submit]")
    page.wait_for_load_state("networkidle")

    assert leaving.grants.get().ended_at is not None
    after = theirs.goto(reverse("admin:alumni_alumnus_changelist"))
    assert after.status == 403 or reverse("account_login") in theirs.url
    theirs.context.close()
