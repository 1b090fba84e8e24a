"""From the mail's link to the comparison of the years, in a browser, in both languages."""

import io
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.models import Event, Feedback, Material, Outcome
from events.services import feedback
from tests.conftest import DESK, TELEPHONE
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_degree,
    make_event,
    make_feedback,
    make_model_case,
    make_outcome,
    make_registration,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = pytest.mark.parametrize(
    ("language", "viewport"), [("zh-hans", TELEPHONE), ("en", DESK)], ids=["zh-390", "en-1440"]
)


@pytest.fixture
def years():
    """Three years of a series, with people of several decades and places."""
    series = make_series(name_en="Return Day")
    people = [
        make_alumnus(f"王{number}", province=("37", "11", "31")[number % 3], country=("CN", "US")[number % 5 == 0])
        for number in range(12)
    ]
    for number, person in enumerate(people):
        make_degree(person, graduation_year=1978 + 4 * number)
    events = []
    for ago in (2, 1, 0):
        starts_at = timezone.now() - timedelta(days=365 * ago + 5)
        event = make_event(
            f"{starts_at.year} 年返校日", title_en=f"Return Day {starts_at.year}", state="held", series=series,
            starts_at=starts_at, cost=Decimal(9000 - ago * 1000) if ago else None,
        )  # fmt: skip
        gate = make_check_list(event)
        for number, person in enumerate(people[ago : 12 - 2 * ago]):
            row = make_registration(event, person, seats=1 + number % 2)
            make_check_in(gate, row)
            if ago:
                make_feedback(row, satisfaction=3 + number % 3, better="签到排队太长。" if number == 1 else "")
        events.append(event)
    make_outcome(events[0], amount=Decimal("200000"), kind="gift")
    return events


@WORDS
def test_what_an_event_brought(page, sign_in, years, look, link_of, live_server, language, viewport):
    this = years[-1]
    guest = make_registration(this, name="来宾")
    feedback.ask()
    page.goto(live_server.url + link_of(guest) + f"?lang={language}")
    look("feedback")
    page.check('input[name="satisfaction"][value="4"]')
    page.check('input[name="again"][value="yes"]')
    page.fill('[name="better"]', "停车的地方不好找。")
    page.click(".consultation-ask button")
    page.wait_for_selector(".alert-success")
    look("feedback-given")
    assert Feedback.objects.get(registration=guest).better == "停车的地方不好找。"

    sign_in(page, make_user())
    page.goto(live_server.url + reverse("admin:events_event_effect", args=[this.pk]))
    look("effect")
    assert "来宾" not in page.locator(".effect-texts").inner_text()
    page.click("#outcomes ~ a")
    page.select_option('[name="kind"]', "gift")
    page.fill('[name="happened_on"]', timezone.localdate().isoformat())
    page.fill('[name="amount"]', "5000")
    page.fill('[name="text"]', "设立助学金")
    page.fill('[name="source"]', "捐赠协议")
    look("outcome")
    page.click("form .btn-primary >> nth=-1")
    page.wait_for_selector("main >> text=捐赠协议")
    assert Outcome.objects.filter(event=this).count() == 1

    page.goto(live_server.url + reverse("admin:events_series_effect", args=[this.series_id]))
    look("series")
    page.click('a[href*="figure=new"] >> nth=0')
    page.wait_for_selector("td.number")
    look("behind")


@WORDS
def test_a_model_is_written_read_and_copied(page, sign_in, years, look, live_server, language, viewport):
    this = years[-1]
    picture = Material(event=this, kind="photo", title="大礼堂", title_en="The Great Hall", is_public=True, key=uuid4())
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), "#7a2b2b").save(drawn, "JPEG")
    picture.file.save("x.jpg", ContentFile(drawn.getvalue()))
    page.goto(live_server.url + this.get_absolute_url() + f"?lang={language}")
    page.wait_for_selector(".event-photographs img")
    look("photographs")

    sign_in(page, make_user())
    case = make_model_case(
        this, "<h2>筹备</h2><p>提前三个月定下场地。</p>", text_en="<p>The hall was booked early.</p>"
    )
    page.goto(live_server.url + reverse("admin:events_event_case", args=[this.pk]))
    page.wait_for_selector(".ProseMirror[contenteditable]")
    look("case-written")
    page.goto(live_server.url + reverse("admin:events_modelcase_changelist"))
    look("cases")
    page.goto(live_server.url + reverse("admin:events_modelcase_change", args=[case.pk]))
    look("case")
    page.click(f'a[href$="{reverse("admin:events_modelcase_copy", args=[case.pk])}"]')
    look("case-copy")
    page.fill('[name="starts_on"]', "2031-10-18")
    page.click("form.form-column .btn-primary")
    page.wait_for_selector(".event-verbs")
    assert Event.objects.get(copied_from=this).state == "draft"
