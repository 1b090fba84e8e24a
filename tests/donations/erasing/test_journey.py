"""A colleague erases a donor in a browser, in both languages: what goes and what stays is said before."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from donations.models import Donor
from tests.canaries import places_of
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_user
from tests.giving import make_donor
from tests.looking import too_wide, violations

from . import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(page, language):
    """Nothing sticks out, nothing stands in a reader's way; a picture is left where GIVING_PICTURES says."""

    def look(name):
        assert too_wide(page) == 0, name
        assert violations(page) == [], name
        if folder := os.environ.get("GIVING_PICTURES"):
            file = f"erase-{name}-{language}-{page.viewport_size['width']}.png"
            page.screenshot(path=Path(folder) / file, full_page=True)

    return look


@pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"]
)  # fmt: skip
def test_from_the_page_of_a_donor_to_nobody(page, sign_in, look, live_server, language, viewport):
    staff = make_user(name="李老师", language=language)
    donor = world.make_person(staff)
    world.fill(donor, staff)
    world.kept_in_words(donor)
    sign_in(page, staff)
    path = reverse("admin:donations_donor_change", args=[donor.pk])
    page.goto(live_server.url + path)
    look("donor")
    page.click(f'a[href="{reverse("admin:donations_donor_erase", args=[donor.pk])}"]')
    look("page")
    page.fill('[name="reason"]', f"{world.NAME}来信")
    page.click("form.confirm .btn-danger")
    page.wait_for_selector(".invalid-feedback")
    look("refused")
    page.fill('[name="reason"]', "本人 8 月 3 日来信要求")
    with translation.override(language):
        page.fill('[name="typed"]', translation.gettext("delete"))
    page.click("form.confirm .btn-danger")
    page.wait_for_url(f"**{path}")
    page.wait_for_selector(".alert-info")
    look("done")
    assert Donor.objects.get(pk=donor.pk).erased_at
    assert places_of([world.EMAIL, world.PHONE]) == []


def test_of_a_body_the_contact_goes(page, sign_in, look, live_server):
    staff = make_user(name="李老师", language="zh-hans")
    donor = make_donor(name="浪潮集团", kind="organisation", email="contact@example.com", note="联系人：王经理")
    sign_in(page, staff)
    page.goto(live_server.url + reverse("admin:donations_donor_erase", args=[donor.pk]))
    look("body")
    page.fill('[name="reason"]', "联系人已离职")
    page.fill('[name="typed"]', "删除")
    page.click("form.confirm .btn-danger")
    page.wait_for_url(f"**{reverse('admin:donations_donor_change', args=[donor.pk])}")
    assert places_of(["contact@example.com", "王经理"]) == []
