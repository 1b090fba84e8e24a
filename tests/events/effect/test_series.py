"""The years of a series beside each other; each figure opens exactly the rows that it counted."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.history.models import AccessRecord
from events.models import Registration
from events.queries.effect import comparison, rows
from events.queries.effect import series as queries
from events.queries.registration_list import listed
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_degree,
    make_event,
    make_feedback,
    make_outcome,
    make_registration,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_series()


def year(series, ago, **fields):
    starts_at = timezone.now() - timedelta(days=365 * ago + 9)
    fields = {"state": "held", "starts_at": starts_at, "series": series} | fields
    event = make_event(f"返校日-{ago}", **fields)
    make_check_list(event)
    return event


def came(event, person=None, **fields):
    row = make_registration(event, person, **fields)
    make_check_in(event.check_lists.get(name="签到"), row)
    return row


@pytest.fixture
def two(series):
    """Last year, and this: who came once, who came again, a guest, who stayed away."""
    last, this = year(series, 1, cost=Decimal("100")), year(series, 0, cost=Decimal("900"))
    wang, li = make_alumnus("王伟", province="37"), make_alumnus("李敏", country="US")
    for person, graduated in ((wang, (1987, 1990)), (li, (2001,))):
        for each in graduated:
            make_degree(person, graduation_year=each)
    came(last, wang, seats=2)
    make_feedback(came(this, wang, seats=3), satisfaction=5)
    row = came(this, li)
    make_check_in(make_check_list(this, "晚宴"), row)  # at two lists: once
    make_feedback(row, satisfaction=4)
    came(this, name="来宾")
    make_registration(this, make_alumnus("未到"), seats=2)
    make_registration(this, name="取消", state="cancelled")
    make_outcome(this, amount=Decimal("50000"))
    make_outcome(this)
    return this, last


def found(*events):
    return queries.years(events)


def test_the_figures_of_a_year(two):
    this, last = found(*two)
    assert (this.registered, this.registered_people) == (4, 7)
    assert (this.came, this.came_people) == (3, 5)
    assert this.new == 1  # 李敏; 王伟 came last year, the guest is nobody on record
    assert (this.mean, this.marks) == (4.5, 2)
    assert this.cost_per_head == Decimal("180.00")
    assert (this.outcomes, this.amount) == (2, Decimal("50000"))
    assert this.decades == {"1980": 1, "2000": 1}
    assert this.provinces == {"37": 1, "abroad": 1}
    assert (last.registered, last.came_people, last.new, last.mean, last.amount) == (1, 2, 1, None, None)


def test_an_event_outside_the_series_counts_for_who_is_new(two):
    before = make_event("论坛", state="held", starts_at=timezone.now() - timedelta(days=900))
    make_check_list(before)
    came(before, Registration.objects.get(event=two[0], name="李敏").alumnus)
    assert [row.new for row in found(*two)] == [0, 1]


def test_a_check_in_that_was_taken_back_counts_nowhere(two):
    Registration.objects.get(event=two[1]).check_ins.update(undone_at=timezone.now())
    this, last = found(*two)
    assert (last.came, last.new, last.decades, last.cost_per_head) == (0, 0, {}, None)
    assert this.new == 2


def test_without_events_there_are_no_years():
    assert found() == []


def test_every_figure_opens_the_rows_that_it_counted(client, office, two):
    opened = 0
    for group in comparison.groups(found(*two)):
        for line in group.lines:
            for cell in line.cells:
                assert client.get(cell.url).status_code == 200
                asked = parse_qs(urlsplit(cell.url).query)
                if "event" in asked:
                    event = next(each for each in two if str(each.pk) == asked["event"][0])
                    shown = listed(
                        office, event, state=asked.get("state", [""])[0], figure=asked.get("figure", [""])[0]
                    )
                    assert cell.value in (shown.count(), people(shown, asked))
                    opened += 1
    assert opened == 2 * (5 + 2 + 2)


def people(shown, asked):
    """Of the two figures that count people: the same rows, each with its seats."""
    return sum(row.seats for row in shown)


def test_who_is_of_an_unknown_year_or_place_is_found_too(series):
    event = year(series, 0)
    row = came(event, make_alumnus("王伟"))
    [only] = found(event)
    assert (only.decades, only.provinces) == ({"unknown": 1}, {"unknown": 1})
    registrations = Registration.objects.filter(event=event)
    for figure in ("decade-unknown", "province-unknown", "new", "came"):
        assert list(rows.behind(registrations, figure)) == [row]
    assert list(rows.behind(registrations, "province-abroad")) == []


def test_the_list_says_of_which_figure_its_rows_are(client, office, two):
    this = two[0]
    url = reverse("admin:events_registration_changelist") + f"?event={this.pk}&figure=decade-1980"
    page = client.get(url).content.decode()
    assert "1980 年代" in page
    assert "王伟" in page
    assert "李敏" not in page


def test_the_page_shows_each_definition_beside_its_figures(client, office, two, series):
    page = client.get(reverse("admin:events_series_effect", args=[series.pk])).content.decode()
    for group in comparison.groups(found(*two)):
        assert f'id="figure-{group.definition.name}"' in page
        assert str(group.definition.text) in page
    assert re.search(r"figure=new\">1</a>", page.replace("&amp;", "&"))


def test_a_college_compares_its_own_events(client, officer, two, series):
    assert queries.events_of(officer, series) == []
    two[0].college = officer.grants.get().college
    two[0].save()
    assert queries.events_of(officer, series) == [two[0]]


def test_only_what_was_held_is_compared(office, series):
    for state in ("closed", "open", "draft"):
        year(series, 0, state=state)
    assert queries.events_of(office, series) == []


def test_the_workbook_holds_the_same_figures_and_is_in_the_access_log(client, office, two, series):
    answer = client.post(reverse("admin:events_series_effect_file", args=[series.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    table = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert table["到场人数"][:2] == (5, 2)
    assert table["满意度"][:2] == (4.5, None)
    assert table["毕业年代: 1980 年代"][:2] == (1, 1)
    assert table["人均费用（元）"] == (180, 50, "活动费用除以到场人数。")
    record = AccessRecord.objects.get(action=AccessRecord.Action.EXPORT)
    assert (record.by, record.target_id, record.count) == (office, series.pk, 2)


def test_ten_years_are_asked_as_often_as_one(client, office, series, django_assert_num_queries):
    for ago in (0, 1, 2, 3):
        came(year(series, ago), make_alumnus(f"王{ago}"))
        if ago in (0, 3):
            events = queries.events_of(office, series)
            with django_assert_num_queries(7):
                queries.years(events)
