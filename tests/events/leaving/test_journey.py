"""A leave-taking from the desk to the sealed letter, at the desk and on a telephone, in both languages."""

import pytest

from alumni_office.accounts.roles import Role
from alumni_office.mail import tokens
from events.models import FutureLetter, Leaver
from tests.conftest import DESK, TELEPHONE
from tests.factories import (
    make_chapter,
    make_college,
    make_contact,
    make_graduate,
    make_leaver,
    make_leaving,
    make_member,
    make_programme,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"),
    [("zh-hans", DESK), ("zh-hans", TELEPHONE), ("en", DESK), ("en", TELEPHONE)],
    ids=["zh-1440", "zh-390", "en-1440", "en-390"],
)


@WAYS
def test_from_the_desk_to_the_sealed_letter(page, sign_in, look, live_server, language, viewport):
    programme = make_programme("毕业生离校", title_en="Leave-taking", kind="leaving")
    person = make_graduate("程晓", class_name="一班", student_no="202200001")
    make_graduate("卫嘉宁", class_name="二班", college=make_college("法学院"))
    make_contact(person, "email", "cheng@mail.example.edu.cn", state="verified", verified_at=programme.created_at)
    make_chapter("济南校友会", province="37", admission="automatic")
    sign_in(page, make_user(Role.VOLUNTEER_COORDINATOR, language=language))
    page.goto(f"/admin/events/programme/{programme.pk}/")
    page.click("a[href$='/leaving/add/']")
    page.fill("[name=graduation_year]", "2026")
    page.fill("[name=passing_domains]", "mail.example.edu.cn")
    look("leaving-form")
    page.click("#content form button.btn-primary")
    page.wait_for_selector("a[href$='which=checked']")
    look("leaving-desk")
    page.click("a[href$='/leaving/mail/']")
    look("leaving-mail")
    page.goto(f"/admin/events/programme/{programme.pk}/leaving/people/")
    look("leaving-people")

    page.context.clear_cookies()
    page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    leaver = Leaver.objects.get(alumnus=person)
    page.goto(f"/events/leaving/paper/{tokens.make('leaver-paper', leaver.pk)}/")
    page.fill("[name=number]", "000")
    page.click("main form button[type=submit]")
    look("leaving-paper")
    page.fill("[name=number]", "202200001")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".leaving-steps")
    look("leaving-page")
    said_and_sealed(page, look)
    leaver.refresh_from_db()
    letter = FutureLetter.objects.get()
    assert (bool(leaver.checked_at), bool(leaver.offered_at), letter.years) == (True, True, 20)
    assert list(person.consents.values_list("purpose", "channel", "given")) == [("contact", "email", True)]
    assert person.chapter_memberships.get().state == "member"


def said_and_sealed(page, look):
    page.check("[name=ended]")
    page.fill("[name=new_email]", "cheng@example.com")
    page.select_option("[name=country]", "CN")
    page.select_option("[name=province]", "37")
    page.click("form[action='/events/leaving/'] button.btn-primary")
    page.wait_for_selector(".leaving-steps .badge-good")
    page.click("form[action$='/consent/'] button[value='1']")
    page.wait_for_selector("form[action$='/consent/'] button[value='0']")
    page.click("form[action$='/liaison/'] button[value='1']")
    page.wait_for_selector("form[action$='/liaison/'] button[value='0']")
    page.click("a[href$='/leaving/chapter/']")
    page.check("[name=law_chapter]")
    look("leaving-chapter")
    page.click("main form button.btn-primary")
    page.wait_for_selector(".leaving-steps")
    page.click("a[href$='/leaving/letter/']")
    page.fill("[name=text]", "你还在写诗吗？\n\n别忘了今天的操场。")
    page.check("[name=years][value='20']")
    look("leaving-letter")
    page.click("main form button.btn-primary")
    page.wait_for_selector(".leaving-steps")
    look("leaving-done")


@WAYS
def test_the_writer_reads_the_letter_and_leaves_it_sealed(page, sign_in, look, language, viewport):
    person = make_member("程晓", user={"language": language})
    leaver = make_leaver(make_leaving(), person)
    letter = FutureLetter(
        alumnus=person, leaver=leaver, text="你还在写诗吗？\n\n别忘了今天的操场。", years=10, due_on="2036-06-20",
        written_at=person.verified_at, key="0190c4b5-0000-4000-8000-000000000001",
    )  # fmt: skip
    letter.save()
    sign_in(page, person.user)
    page.goto("/events/letters/")
    look("letters")
    page.click(".rows a.btn")
    page.wait_for_selector(".leaving-letter")
    look("letter")
    assert FutureLetter.objects.get().state == "waiting"
