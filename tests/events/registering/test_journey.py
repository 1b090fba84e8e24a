"""In a browser: a family registers, a full event moves up, a link changes and cancels."""

import pytest
from django.urls import reverse

from events.models import Question, Registration
from events.queries.own_registration import token_of
from tests.conftest import DESK, TELEPHONE
from tests.factories import make_event_session, make_member, make_user
from tests.looking import photograph, too_wide

from .wishes import an_event, enrol, make_ticket

pytestmark = pytest.mark.django_db(transaction=True)


def seen(page, name):
    assert too_wide(page) == 0, name
    assert page.locator("h1").count() == 1, name
    photograph(page, name)


def link(registration, name="registration"):
    return reverse(f"events:{name}", args=[token_of(registration)])


@pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", TELEPHONE), ("en", TELEPHONE), ("zh-hans", DESK), ("en", DESK)],
    ids=["zh-telephone", "en-telephone", "zh-desk", "en-desk"],
)  # fmt: skip
def test_a_family_comes_and_a_full_event_moves_up(page, sign_in, language, viewport):
    event = an_event(
        title_en="Return Day 2027", capacity=4, where="综合体育馆", where_en="Sports hall",
        fee_note="餐费 50 元", fee_note_en="50 yuan for the meal", guests_allowed=True,
    )  # fmt: skip
    make_ticket(event, "校友票", name_en="Alumni", holder="alumni")
    make_ticket(event, "来宾票", name_en="Guests", holder="guests")
    make_event_session(event, "创业论坛", title_en="Forum", is_chosen=True, capacity=40)
    Question.objects.create(
        event=event, kind="meal", text="用餐", text_en="Meal", choices=["普通", "清真"], choices_en=["Any", "Halal"],
        is_required=True,
    )  # fmt: skip
    person = make_member("王伟")
    sign_in(page, person.user)
    page.goto(reverse("events:register", args=[event.pk]))
    seen(page, "register")
    page.click(".form-column button[type=submit]")
    page.wait_for_selector(".error-summary")
    seen(page, "register-errors")
    page.check("input[value=清真]")
    page.check("input[name=sessions]")
    page.fill("input[name=companions]", "2")
    page.fill("textarea[name=names]", "王小\n李芳")
    page.fill("textarea[name=note]", "盼望见到老师。")
    page.click(".form-column button[type=submit]")
    page.wait_for_url("**/events/r/**")
    assert page.locator("svg.qr").count() == 1
    seen(page, "registration-confirmed")
    page.goto(reverse("events:mine"))
    seen(page, "events-mine")

    waiting = enrol(event, "李来宾", companions=1, ticket=event.tickets.get(holder="guests"), language=language)
    page.goto(link(waiting))
    seen(page, "registration-waiting")

    own = Registration.objects.get(alumnus=person)
    page.goto(link(own, "registration-change"))
    seen(page, "registration-change")
    page.fill("input[name=companions]", "1")
    page.fill("textarea[name=names]", "李芳")
    page.click(".form-column button[type=submit]")
    page.wait_for_url("**/events/r/**")
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    page.goto(link(waiting))
    seen(page, "registration-moved-up")

    page.goto(reverse("events:register", args=[event.pk]))  # leads to what is registered
    page.click(f"a[href='{link(own, 'registration-cancel')}']")
    seen(page, "registration-cancel")
    page.click(".btn-danger")
    page.wait_for_url(f"**{link(own)}")
    seen(page, "registration-cancelled")
    event.refresh_from_db()
    assert event.taken == 2

    sign_in(page, make_user())
    page.goto(f"{reverse('admin:events_registration_changelist')}?event={event.pk}")
    seen(page, "desk-list")
    page.click("a[data-row] >> nth=0")
    page.wait_for_load_state()
    seen(page, "desk-registration")
    page.goto(reverse("admin:events_registration_add", args=[event.pk]))
    seen(page, "desk-add")
