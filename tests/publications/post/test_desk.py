"""The desk's pages of printed issues by post."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from publications.models import Distribution
from publications.services import post
from tests.factories import make_issue, make_periodical, make_user

from .makers import make_distribution, make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def at(name, *args):
    return reverse(f"admin:publications_distribution_{name}", args=args) + "?lang=en"


def filled(**fields):
    return {"title": "专刊", "printed": "9", "everyone": "on", "one_an_address": "on", "key": uuid.uuid4(), **fields}


def test_readers_are_counted_before_anything_is_saved(office):
    make_reader("王伟")
    make_reader("未问", "乙路", given=None)
    page = office.post(at("add"), filled(count="")).content.decode()
    assert not Distribution.objects.exists()
    facts = re.findall(r"<dt>(?:<b>)?([^<]+)(?:</b>)?</dt><dd class=\"number\">(?:<b>)?([^<]+)", page)
    assert [(name, number.strip()) for name, number in facts] == [
        ("Meant", "2"), ("Never asked, or never answered", "− 1"), ("Reached", "1")
    ]  # fmt: skip


def test_an_issue_is_chosen_or_a_book_goes_out_without_one(office):
    paper = make_issue(make_periodical(kind="newspaper"))
    letter = make_issue(make_periodical(name="简报", slug="letter", kind="newsletter"))
    page = office.get(at("add")).content.decode()
    offered = re.search(r'<select name="issue".*?</select>', page, re.DOTALL)[0]  # other choices count from one as well
    assert f'<option value="{paper.pk}"' in offered
    assert f'<option value="{letter.pk}"' not in offered
    office.post(at("add"), filled(save="", issue=paper.pk))
    office.post(at("add"), filled(save="", title="创业风采录"))
    assert list(Distribution.objects.order_by("pk").values_list("issue", "title")) == [
        (paper.pk, "专刊"), (None, "创业风采录")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"everyone": ""}, "Choose at least one circle of readers."),
        ({"printed": "0"}, "greater than or equal to 1"),
        ({"printed": "99999999999999999999"}, "less than or equal to"),
        ({"title": "\x00"}, "Null characters are not allowed."),
        ({"title": ""}, "This field is required."),
        ({"year": "1998"}, "A class is named by its college and the year."),
    ],
    ids=["nobody", "no copies", "too many", "null", "no title", "no college"],
)
def test_what_is_wrong_is_said_at_its_field(office, fields, sentence):
    answer = office.post(at("add"), filled(save="", **fields))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Distribution.objects.exists()


def test_the_page_says_what_is_next_from_the_readers_to_the_returns(office, staff):
    make_reader()
    row = make_distribution(staff)

    def next_step():
        page = office.get(at("change", row.pk)).content.decode()
        return [re.search(r"<h2>([^<]+?)\s*<span", part)[1] for part in page.split('<li class="panel is-next">')[1:]]

    assert next_step() == ["Labels"]
    row = prepared(staff)
    assert next_step() == ["Print"]
    office.post(at("labels", row.pk), {"form": "A4-24"})
    assert next_step() == ["Hand over to the post"]
    office.post(at("sent", row.pk), {"on": "2026-05-01"})
    assert next_step() == ["What came back"]
    office.post(at("close", row.pk))
    assert next_step() == []


def test_readers_are_chosen_again_until_parcels_are_on_their_way(office, staff):
    make_reader()
    row = prepared(staff)
    changed = filled(save="", title="改过的", version=row.version)
    office.post(at("edit", row.pk), changed)
    row.refresh_from_db()
    assert (row.title, row.state, row.parcels.count(), row.version) == ("改过的", "draft", 0, 2)
    stale = office.post(at("edit", row.pk), changed)
    assert (stale.status_code, "Somebody changed this meanwhile" in stale.content.decode()) == (422, True)
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    office.post(at("edit", row.pk), filled(save="", title="太晚", version=row.version))
    row.refresh_from_db()
    assert (row.title, row.parcels.count()) == ("校友专刊", 1)


def test_fewer_copies_than_are_gone_are_refused(office, staff):
    make_reader()
    row = make_distribution(staff, printed=5)
    post.move_copies(distribution=row, kind="given", copies=4, note="展台", key=uuid.uuid4(), by=staff)
    answer = office.post(at("edit", row.pk), filled(save="", printed="3", version=1))
    assert "More copies than these are gone already." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_for_one_row_and_five(office, staff, django_assert_num_queries, rows):
    for _row in range(rows):
        make_distribution(staff)
    office.get(at("changelist"))
    with django_assert_num_queries(LIST_QUERIES):
        office.get(at("changelist"))


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_costs_the_same_for_one_parcel_and_five(office, staff, django_assert_num_queries, rows):
    for number in range(rows):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff)
    office.get(at("change", row.pk))
    with django_assert_num_queries(PAGE_QUERIES):
        office.get(at("change", row.pk))


LIST_QUERIES, PAGE_QUERIES = 5, 8


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FINANCE, Role.AUDITOR])
def test_who_does_not_send_by_post_or_see_contacts_sees_no_address_anywhere(client, staff, role):
    make_reader("金丝雀", "金丝雀路77号")
    row = prepared(staff)
    client.force_login(make_user(role))
    for name in ("changelist", "add", "change", "edit", "returns"):
        answer = client.get(at(name, *([] if name in ("changelist", "add") else [row.pk])))
        assert answer.status_code == 403
        assert "金丝雀" not in answer.content.decode()
    answer = client.post(at("labels", row.pk), {"form": "csv"})
    assert (answer.status_code, "金丝雀".encode() in answer.content) == (403, False)


@pytest.mark.parametrize(("day", "sentence"), [("0001-01-01", "This is too long ago."), ("9999-12-31", "not come yet")])
def test_a_day_on_which_nothing_was_sent_is_refused(office, staff, day, sentence):
    make_reader("读者", "某路1号")
    row = prepared(staff)
    answer = office.post(at("sent", row.pk), {"on": day})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert row.parcels.get().sent_on is None
