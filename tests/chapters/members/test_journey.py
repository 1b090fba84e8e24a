"""In a browser: somebody joins a chapter, its officer admits and sees what was opened, a consent is taken back."""

import pytest
from django.urls import reverse

from chapters.models import Membership
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_chapter, make_contact, make_degree, make_employment, make_member, make_officer
from tests.looking import photograph, too_wide

pytestmark = pytest.mark.django_db(transaction=True)


def seen(page, name):
    assert too_wide(page) == 0, name
    assert page.locator("h1").count() == 1, name
    photograph(page, name)


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_the_wish_to_join_to_a_consent_taken_back(page, sign_in, language, viewport):
    chapter = make_chapter(
        name_en="Shanghai Alumni Chapter", introduction="在沪校友的家。", civil="registered", civil_number="51370000",
        civil_authority="民政局", civil_since="2020-01-01", email="sh@example.org",
    )  # fmt: skip
    officer = make_officer(chapter)
    person = make_member("王伟", province="31")
    make_degree(person, major="数学", graduation_year=2002)
    make_employment(person, "浪潮集团", job_title="工程师")
    make_contact(person, kind="email", value="wang@example.com")

    sign_in(page, person.user)
    page.goto(reverse("chapters:memberships"))
    seen(page, "memberships-near")
    page.goto(reverse("chapters:join", args=[chapter.pk]))
    seen(page, "join")
    for piece in ("studies", "work", "email"):
        page.check(f"input[value={piece}]")
    for law in ("chapter", "legal_person"):
        page.check(f"input[name=law_{law}]")
    page.fill("textarea[name=statement]", "想参加聚会。")
    page.click(".form-column button[type=submit]")
    page.wait_for_url(f"**{reverse('chapters:membership', args=[chapter.pk])}")
    seen(page, "membership-asked")

    sign_in(page, officer.user)
    page.goto(reverse("chapters:my-members", args=[chapter.pk]))
    assert page.locator("text=wang@example.com").count() == 1
    seen(page, "my-members-asking")
    page.click(".members .btn-primary")
    page.wait_for_load_state()
    assert Membership.objects.get().state == "member"
    seen(page, "my-members")
    page.goto(reverse("chapters:my-members-export", args=[chapter.pk]))
    seen(page, "my-members-export")
    page.goto(reverse("chapters:my-member-end", args=[chapter.pk, Membership.objects.get().pk]))
    seen(page, "my-member-end")

    sign_in(page, person.user)
    page.goto(reverse("chapters:membership", args=[chapter.pk]))
    seen(page, "membership")
    page.click(".agreements button[value='0'] >> nth=0")
    page.wait_for_load_state()
    assert not Membership.objects.open().agreed().exists()
    seen(page, "membership-silent")
    page.goto(reverse("chapters:membership-leave", args=[chapter.pk]))
    seen(page, "leave")
    page.click(".btn-danger")
    page.wait_for_url(f"**{reverse('chapters:memberships')}")
    seen(page, "memberships")
