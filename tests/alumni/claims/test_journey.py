import re

import pytest

from alumni.models import Alumnus, ChangeRequest, Verification
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_college, make_user
from tests.looking import photograph, too_wide

from .people import make_applicant, make_record, picture

pytestmark = pytest.mark.django_db(transaction=True)


def upright(page):
    """Nothing sticks out at the side."""
    assert too_wide(page) == 0


def say(page, number):
    page.fill("input[name=name]", "王晓明")
    page.fill("input[name=student_no]", number)
    page.click(".claim-column form .btn-primary")
    page.wait_for_url("**/claim/prove/")


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"])
def test_a_claim_is_refused_then_another_is_confirmed_by_a_code(
    page, sign_in, language, viewport, tmp_path, mailoutbox, settings
):
    tag = f"{language}-{viewport['width']}"
    applicant, officer = make_applicant(language=language), make_user()
    person = make_record(college=make_college())
    evidence = tmp_path / "diploma.png"
    evidence.write_bytes(picture(size=(300, 200)))

    sign_in(page, applicant)
    page.goto("/claim/")
    assert page.get_attribute("html", "lang") == language
    upright(page)
    photograph(page, f"claim-form-{tag}")
    say(page, "000000")
    page.set_input_files("input[type=file]", evidence)
    page.fill("textarea[name=statement]", "二班的，班主任是张老师")
    upright(page)
    photograph(page, f"claim-evidence-{tag}")
    page.click("form[enctype] button[type=submit]")
    page.wait_for_url("**/claim/")
    upright(page)
    photograph(page, f"claim-waiting-{tag}")
    claim = Verification.objects.get()

    sign_in(page, officer)
    page.goto("/admin/alumni/verification/")
    photograph(page, f"desk-list-{tag}")
    page.click("a[data-row]")
    page.wait_for_url(f"**/admin/alumni/verification/{claim.pk}/")
    upright(page)
    photograph(page, f"desk-claim-{tag}")
    page.fill("textarea[name=reason]", "学号与姓名不符")
    page.click("form[action$='/refuse/'] button")
    page.wait_for_url("**/admin/alumni/verification/")
    assert "学号与姓名不符" in mailoutbox[-1].body

    sign_in(page, applicant)
    page.goto("/claim/")
    assert "学号与姓名不符" in page.inner_text(".claim-past")
    photograph(page, f"claim-refused-{tag}")
    say(page, "199400123")
    upright(page)
    photograph(page, f"claim-prove-{tag}")
    page.click("form[action$='/code/'] button[type=submit]")
    page.wait_for_selector("input[name=code]")
    photograph(page, f"claim-code-{tag}")
    assert mailoutbox[-1].to == ["ming@mail.example"]
    page.fill("input[name=code]", re.search(r"^\d{6}$", mailoutbox[-1].body, re.M)[0])
    page.click("form[action$='/confirm/'] button")
    page.wait_for_selector(".badge-good")
    upright(page)
    photograph(page, f"claim-done-{tag}")
    assert Alumnus.objects.get(pk=person.pk).user == applicant


@pytest.mark.parametrize(("language", "viewport"), [("en", DESK), ("zh-hans", TELEPHONE)], ids=["en-1440", "zh-390"])
def test_a_claim_is_accepted_and_a_degree_is_changed_by_request(page, sign_in, language, viewport, mailoutbox):
    tag = f"{language}-{viewport['width']}"
    applicant, officer = make_applicant(language=language), make_user()
    person = make_record(email="", college=make_college())
    make_record(number="", email="", graduation_year=1999)

    sign_in(page, applicant)
    page.goto("/claim/")
    say(page, "199400123")
    page.fill("textarea[name=statement]", "二班的")
    page.click("form[enctype] button[type=submit]")
    page.wait_for_url("**/claim/")

    sign_in(page, officer)
    page.goto("/admin/")
    page.goto(f"/admin/alumni/verification/{Verification.objects.get().pk}/")
    photograph(page, f"desk-likely-{tag}")
    page.click("form[action$='/accept/'] button[type=submit]")
    page.wait_for_url("**/admin/alumni/verification/")
    assert Alumnus.objects.get(pk=person.pk).user == applicant
    assert mailoutbox[-1].to == [applicant.email]

    sign_in(page, applicant)
    page.goto("/me/changes/")
    upright(page)
    photograph(page, f"changes-{tag}")
    page.click("a[href*='/degrees/']")
    page.fill("input[name=graduation_year]", "1999")
    upright(page)
    photograph(page, f"change-degree-{tag}")
    page.click(".claim-column button.btn-primary")
    page.wait_for_selector(".claim-asked")
    photograph(page, f"changes-asked-{tag}")

    sign_in(page, officer)
    page.goto("/admin/alumni/changerequest/")
    page.click("a[data-row]")
    page.wait_for_selector(".change-sides")
    upright(page)
    photograph(page, f"desk-change-{tag}")
    page.click("form[action$='/accept/'] button")
    page.wait_for_url("**/admin/alumni/changerequest/")
    assert person.degrees.get().graduation_year == 1999
    assert ChangeRequest.objects.get().state == "accepted"


@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["1440", "390"])
def test_one_s_own_data_by_the_link_from_a_mail(page, sign_in, viewport, mailoutbox):
    tag = str(viewport["width"])
    person = make_record()
    sign_in(page, make_user())
    page.goto(f"/admin/alumni/alumnus/{person.pk}/link/")
    page.click("form .btn-primary")
    page.wait_for_selector(".table")
    photograph(page, f"desk-link-{tag}")
    path = re.search(r"/correct/[\w-]+/", mailoutbox[-1].body)[0]

    page.context.clear_cookies()
    page.goto(path)
    upright(page)
    photograph(page, f"correct-open-{tag}")
    page.click(".claim-column button")
    page.wait_for_url("**/correct/")
    upright(page)
    photograph(page, f"correct-own-{tag}")
    page.fill("input[name=city]", "青岛")
    page.click(".claim-column form button.btn-primary")
    page.wait_for_url("**/correct/done/")
    assert Alumnus.objects.get().city == "青岛"
    page.goto(path)
    photograph(page, f"correct-over-{tag}")
