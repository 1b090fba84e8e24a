"""An alumna takes her data and asks to be forgotten, on a telephone; the office does it, in either language."""

import json
from pathlib import Path

import pytest
from django.urls import reverse

from alumni.models import Alumnus, Erasure
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_contact, make_degree, make_user

from . import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [TELEPHONE], ids=["telephone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_a_copy_to_being_forgotten(page, sign_in, settings, tmp_path, language):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"
    staff = make_user(language=language)
    person = world.make_person(staff)
    make_contact(person)
    make_degree(person, graduation_year=2002)
    sign_in(page, person.user)
    page.goto(reverse("alumni:me-rights"))
    with page.expect_download() as taken:
        page.locator(f'form[action="{reverse("alumni:me-rights-copy", args=["json"])}"] button').click()
    copy = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
    assert copy["data"]["alumni.Alumnus"][0]["name"] == world.NAME

    page.locator(f'a[href="{reverse("alumni:me-rights-ask", args=["deletion"])}"]').click()
    page.locator("#id_typed").fill("王")
    page.locator(".rights-form .btn-danger").click()
    assert page.locator(".invalid-feedback").count() == 1
    page.locator("#id_typed").fill(world.NAME)
    page.locator(".rights-form .btn-danger").click()
    assert page.locator(".rights-asked li").count() == 1

    sign_in(page, staff)
    page.set_viewport_size(DESK)
    page.goto(reverse("admin:alumni_datarequest_changelist"))
    page.locator("th a.name").click()
    word = page.locator('label[for="typed"]').inner_text().split("“")[1].split("”")[0]
    page.locator("#typed").fill(word)
    page.locator('button[value="do"]').click()
    page.wait_for_url("**" + reverse("admin:alumni_datarequest_changelist"))
    assert not Alumnus.objects.filter(pk=person.pk).exists()
    assert Erasure.objects.get().alumnus_id == person.pk
    person.user.refresh_from_db()
    assert not person.user.is_active
