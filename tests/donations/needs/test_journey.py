"""A need posted, approved by a colleague, answered by an alumna and followed to told back, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.models import Consent
from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import Need, NeedCase, NeedInvitation
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_contact, make_member, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"])
def test_a_need_is_posted_approved_answered_and_told_back(page, sign_in, look, language, viewport):
    staff, head = (make_user(role, language=language) for role in (Role.STAFF, Role.HEAD))
    alumna = make_member("李娜", industry="I", province="37", city="济南", user={"language": language})
    make_contact(alumna, "email", "lina@example.com", state="verified", verified_at=timezone.now())
    Consent.objects.create(alumnus=alumna, purpose="contact", channel="email", given=True, source="alumnus")

    sign_in(page, staff)
    write(page, look, staff)
    need = Need.objects.get()
    address = f"/admin/donations/need/{need.pk}/"

    sign_in(page, head)
    page.goto("/admin/donations/need/waiting/")
    look("waiting")
    page.goto(address)
    page.click("a[href*='/approve/']")
    look("approving")
    page.click("form.confirm button[type=submit]")
    page.wait_for_selector("a[href$='/people/']")
    page.click("a[href$='/people/']")
    look("people")
    page.check("[name=people]")
    page.click("#content form button[type=submit]")
    page.wait_for_selector(".messages")
    assert NeedInvitation.objects.get().alumnus == alumna

    sign_in(page, alumna.user)
    case = answer(page, look, need)
    sign_in(page, staff)
    follow(page, look, case)
    sign_in(page, alumna.user)
    page.goto(f"/together/mine/{case.pk}/")
    page.wait_for_selector(".case-told")
    look("my-answer-told")
    heard = Message.objects.filter(key__startswith=f"need-case:{case.pk}:").order_by("pk").values_list("key", flat=True)
    assert [key.rsplit(":", 1)[1] for key in heard] == ["answered", "talking", "agreed", "carried_out", "told_back"]


def write(page, look, staff):
    page.goto("/admin/donations/need/")
    look("empty")
    page.click(".empty a")
    page.fill("[name=name]", "就业指导中心")
    page.fill("[name=name_en]", "Career centre")
    page.select_option("[name=contact]", str(staff.pk))
    look("department-form")
    page.click("form.need-form button[type=submit]")
    page.wait_for_selector("table")
    look("departments")
    page.goto("/admin/donations/need/add/")
    page.select_option("[name=department]", index=1)
    page.select_option("[name=kind]", "internship")
    page.fill("[name=title]", "济南暑期实习")
    page.fill("[name=title_en]", "Summer internships in Jinan")
    page.fill("[name=text]", "七八月，每位学生不少于四周。")
    page.fill("[name=text_en]", "July and August, at least four weeks for each.")
    page.select_option("[name=audience]", "region")
    page.click("form.need-form button[type=submit]")  # without saying where
    page.wait_for_selector(".has-errors")
    look("need-form-wrong")
    page.select_option("[name=province]", "37")
    page.fill("[name=city]", "济南")
    page.select_option("[name=industry]", "I")
    page.click("form.need-form button[type=submit]")
    page.wait_for_selector("form[action$='/submit/']")
    look("draft")
    page.click("form[action$='/submit/'] button")
    page.wait_for_selector(".messages")
    look("submitted")


def answer(page, look, need):
    page.goto("/")
    page.click(".account-menu summary")
    page.click(".account-menu a[href='/together/']")
    page.wait_for_selector(".need-row")
    look("needs")
    page.click(f"a[href$='/together/{need.pk}/']")
    look("need")
    page.click("a[href$='/answer/']")
    page.fill("[name=text]", "我们公司每年夏天可以接收五名学生。")
    look("answering")
    page.click(".form-column button[type=submit]")
    page.wait_for_selector(".case-way")
    look("my-answer")
    page.goto("/together/offers/add/")
    page.select_option("[name=kind]", "lecture")
    page.fill("[name=text]", "可以讲专利申请。")
    look("offering")
    page.click(".form-column button[type=submit]")
    page.wait_for_selector("a[href$='/end/']")
    look("mine")
    return NeedCase.objects.get()


def follow(page, look, case):
    address = f"/admin/donations/needcase/{case.pk}/"
    page.goto("/admin/donations/needcase/")
    look("cases")
    page.goto(address)
    look("case")
    page.click("form[action$='/take-up/'] button")
    page.wait_for_selector("form[action$='/agree/']")
    page.click("a[href$='/steps/add/']")
    page.fill("[name=what]", "商定人数和日期")
    page.fill("[name=due_on]", f"{timezone.localdate() + timedelta(days=7)}")
    look("step")
    page.click("form.need-form button[type=submit]")
    page.wait_for_selector("form[action$='/done/']")
    page.click("form[action$='/agree/'] button")
    page.wait_for_selector("a[href$='/carry-out/']")
    page.click("a[href$='/carry-out/']")
    page.fill("[name=number]", "5")
    page.fill("[name=said_to]", "王老师")
    look("carrying-out")
    page.click("form.need-form button[type=submit]")
    page.wait_for_selector("a[href$='/tell-back/']")
    page.click("a[href$='/tell-back/']")
    page.fill("[name=told]", "五名学生顺利完成实习，两人已签约。谢谢您！")
    page.click("form.need-form button[type=submit]")
    page.wait_for_selector(".badge-gold")
    look("case-told")
    page.goto("/admin/donations/department/outcomes/")
    look("outcomes")
    page.click("td a")
    look("outcome-rows")
    page.goto("/admin/donations/standingoffer/")
    look("offers")
    page.click("a.name")
    look("offer")
