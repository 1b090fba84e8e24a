"""A programme from the plan to the certificate, at the desk and on a telephone, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni_office.accounts.roles import Role
from events.models import Assignment, HoursCertificate, Programme, Shift
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_assignment, make_shift, make_user, make_volunteer

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", TELEPHONE)], ids=["zh-1440", "en-390"]
)


@WAYS
def test_from_the_plan_to_the_certificate(page, sign_in, look, language, viewport):
    coordinator = make_user(Role.VOLUNTEER_COORDINATOR, language=language)
    volunteer = make_volunteer(user=make_user(None, is_staff=False, language=language))
    sign_in(page, coordinator)
    page.goto("/admin/events/programme/")
    look("programmes-empty")
    plan(page, look)
    shift = Shift.objects.get()

    sign_in(page, volunteer.user)
    page.goto("/events/volunteers/")
    look("my-shifts")
    page.click("form[action$='/take/'] button")
    page.wait_for_selector("form[action$='/leave/']")
    look("my-shift-taken")

    over(shift)
    sign_in(page, coordinator)
    page.goto(f"/admin/events/programme/shifts/{shift.pk}/")
    look("shift")
    page.click("button[name=came][value='1']")
    page.click("a[href$='/hours/']")
    look("hours")
    page.click("#content form button[type=submit]")
    page.wait_for_selector(".badge-good")
    look("shift-confirmed")
    page.goto("/admin/events/programme/volunteers/")
    look("volunteers")
    page.click("a[data-row]")
    look("volunteer")
    page.goto("/admin/events/programme/volunteers/paste/")
    look("paste")

    sign_in(page, volunteer.user)
    page.goto("/events/volunteers/")
    page.click("form[action$='/certify/'] button")
    page.wait_for_selector("a[href*='/events/certificates/']")
    look("my-certificate")
    page.click("a[href*='/events/certificates/']")
    page.wait_for_selector(".alert-success")
    look("certificate")
    assert HoursCertificate.objects.get().minutes == 240


def plan(page, look):
    today = timezone.localdate()
    page.click("#content a[href$='/add/']")
    page.fill("[name=title]", "返校日志愿服务")
    page.fill("[name=title_en]", "Service on Return Day")
    page.select_option("[name=kind]", "return_day")
    page.fill("[name=starts_on]", str(today))
    page.fill("[name=ends_on]", str(today + timedelta(days=1)))
    look("programme-form")
    page.click("#content form button.btn-primary")
    page.click("a[href$='/shifts/add/']")
    page.fill("[name=role]", "校门引导")
    page.fill("[name=role_en]", "Showing the way")
    page.fill("[name=starts_at]", f"{today + timedelta(days=1)}T08:00")
    page.fill("[name=ends_at]", f"{today + timedelta(days=1)}T12:00")
    look("shift-form")
    page.click("#content form button.btn-primary")
    page.wait_for_selector("a[data-row]")
    page.click("button[name=to][value=open]")
    page.wait_for_selector("button[name=to][value=closed]")
    look("programme")
    assert Programme.objects.get().state == "open"


def over(shift):
    """As if it had been yesterday; somebody else signed up for another."""
    row = Assignment.objects.get()
    Assignment.objects.filter(pk=row.pk).update(state="withdrawn")
    Shift.objects.filter(pk=shift.pk).update(
        starts_at=shift.starts_at - timedelta(days=2), ends_at=shift.ends_at - timedelta(days=2)
    )
    Assignment.objects.filter(pk=row.pk).update(state="signed_up")
    make_assignment(make_shift(shift.programme, "签到", role_en="Checking in"), make_volunteer("李同学"))
