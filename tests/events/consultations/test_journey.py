"""A consultation from the draft to what became of it, at the desk and on a telephone, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni.models import PersonList, PersonListEntry
from alumni_office.accounts.roles import Role
from alumni_office.mail import tokens
from events.models import Asked, Consultation
from tests.conftest import DESK, TELEPHONE
from tests.factories import answer_asking, make_asking, make_member, make_readers, make_user

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", DESK), ("en", DESK), ("zh-hans", TELEPHONE), ("en", TELEPHONE)],
    ids=["zh-1440", "en-1440", "zh-390", "en-390"],
)  # fmt: skip


@WAYS
def test_from_the_draft_to_what_became_of_it(page, sign_in, look, language, viewport):
    head = make_user(Role.HEAD, language=language)
    chosen = PersonList.objects.create(name="返校日骨干", owner=head)
    for person in make_readers(9):
        PersonListEntry.objects.create(list=chosen, alumnus=person)
    sign_in(page, head)
    page.goto("/admin/events/consultation/")
    look("empty")
    page.click("#content a[href$='/add/']")
    write(page, chosen, look)
    add_questions(page, look)
    page.click("a[href$='/open/']")
    look("opening")
    page.click("form.confirm button[type=submit]")
    page.wait_for_selector(".consultation-figures")
    consultation = Consultation.objects.get()
    assert (consultation.state, consultation.asked.filter(asked_at__isnull=False).count()) == ("open", 9)
    look("open")

    answer(page, consultation, look, viewport)

    page.goto(f"/admin/events/consultation/{consultation.pk}/")
    page.click("a[href$='/remind/']")
    look("reminding")
    page.click("form.confirm button[type=submit]")
    page.wait_for_selector(".messages")
    assert set(Asked.objects.filter(reminders=1)) == set(Asked.objects.filter(is_answered=False))
    page.click("a[href$='/close/']")
    look("closing")
    page.click("form.confirm button[type=submit]")
    page.wait_for_selector(".consultation-bars")
    look("result")
    page.click("a[href$='/words/']")
    page.fill("[name=report]", "定在十月，下午留给各班。")
    page.fill("[name=report_en]", "It is October, and the afternoon is left to the classes.")
    look("words")
    page.click("form.consultation-form button[type=submit]")
    page.click("a[href$='/report/']")
    look("reporting")
    page.click("form.confirm button[type=submit]")
    page.wait_for_selector(".consultation-report")
    page.goto("/admin/events/consultation/")
    look("list")
    page.goto(link(consultation.asked.first()))
    look("told")


def write(page, chosen, look):
    page.fill("[name=title]", "返校日放在哪一天")
    page.fill("[name=title_en]", "Which day for Return Day")
    page.fill("[name=why]", "定明年的日程之前，先听听大家的。")
    page.fill("[name=why_en]", "Before we settle next year’s day we want to hear from you.")
    page.check("[name=promise][value=anonymous]")
    page.select_option("[name=circle]", "list")
    look("draft-form")
    page.click("form.consultation-form button[type=submit]")  # without saying which list
    page.wait_for_selector(".field-list.has-errors")
    page.select_option("[name=list]", str(chosen.pk))
    page.fill("[name=closes_at]", f"{timezone.localtime() + timedelta(days=9):%Y-%m-%dT%H:%M}")
    page.click("form.consultation-form button[type=submit]")
    page.wait_for_selector("a[href$='/questions/add/']")


def add_questions(page, look):
    asked = [
        ("scale", "您满意吗？", "Are you satisfied?", "", ""),
        ("choice", "哪一天？", "Which day?", "十月的周末\n五月校庆", "A weekend in October\nThe anniversary in May"),
        ("choices", "想再有什么？", "What once more?", "一堂课\n食堂\n老师", "A class\nThe canteen\nThe teachers"),
        ("text", "还想说什么？", "Anything else?", "", ""),
    ]
    for kind, text, text_en, choices, choices_en in asked:
        page.click("a[href$='/questions/add/']")
        page.select_option("[name=kind]", kind)
        for name, value in (("text", text), ("text_en", text_en), ("choices", choices), ("choices_en", choices_en)):
            page.fill(f"[name={name}]", value)
        if kind == "choice":
            look("question")
            page.check("[name=is_required]")
        page.click("form.consultation-form button[type=submit]")
        page.wait_for_selector(".consultation-questions")
    look("draft")


def link(asked):
    return f"/events/asked/{tokens.make('consultation', asked.pk)}/"


def answer(page, consultation, look, viewport):
    """Seven answer by their links without an account; the first one meets an error on the way."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    scale, day, more, text = (f"question-{each.pk}" for each in consultation.questions.all())
    for number, asked in enumerate(consultation.asked.all()[:7]):
        page.goto(link(asked))
        if number == 0:
            look("asked")
            page.fill(f"[name={text}]", "走不动太远，希望有摆渡车。")
            page.evaluate("document.querySelector('.consultation-ask form').noValidate = true")
            page.click(".consultation-ask button[type=submit]")
            look("asked-wrong")
            assert page.input_value(f"[name={text}]") == "走不动太远，希望有摆渡车。"
        page.check(f"[name={scale}][value='{number % 3 + 3}']")
        page.check(f"[name={day}][value={'五月校庆' if number == 2 else '十月的周末'}]")
        page.check(f"[name={more}][value=食堂]")
        page.fill(f"[name={text}]", f"第 {number + 1} 句话。" if number != 2 else "")
        page.click(".consultation-ask button[type=submit]")
        page.wait_for_selector(".alert-success")
        if number == 0:
            look("answered")
    page.context.add_cookies(cookies)
    assert consultation.asked.filter(is_answered=True).count() == 7


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"])
def test_who_has_signed_in_answers_with_the_name_and_changes_it(page, sign_in, look, language, viewport):
    person = make_member(user={"language": language})
    person.contacts.create(kind="email", value="m@example.com")
    person.consents.create(purpose="contact", given=True)
    consultation = make_asking(
        promise="named", people=[person, *make_readers(2)], title_en="Which day", why_en="Before we settle it"
    )
    sign_in(page, person.user)
    page.goto("/events/mine/questions/")
    look("my-questions")
    page.click(".rows .acts a")
    look("my-question")
    page.check("[value=十月]")
    page.click(".consultation-ask button[type=submit]")
    page.wait_for_selector(".alert-success")
    page.check("[value=五月]")
    page.click(".consultation-ask button[type=submit]")
    page.wait_for_selector(".alert-success")
    look("my-answer")
    asked = Asked.objects.get(alumnus=person)
    assert asked.answers.get().values == ["五月"]
    answer_asking(Asked.objects.exclude(pk=asked.pk).first(), text="早上太冷，改到下午吧。")
    sign_in(page, make_user(Role.HEAD, language=language))
    page.goto(f"/admin/events/consultation/{consultation.pk}/")
    look("named-result")
