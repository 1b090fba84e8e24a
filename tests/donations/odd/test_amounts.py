"""Negative, zero, huge, three-decimal and no amounts, other money, days that cannot be: on every form of giving each is
a sentence at its field, and nothing is written. A form that is not in the table fails the first test."""

import importlib
import pkgutil
from datetime import date
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

import donations.forms
from alumni_office.accounts.roles import Role
from alumni_office.money.fields import AmountField
from donations.forms import receipts as receipt_forms
from donations.services import pledges
from donations.services.refusals import Refused
from tests.factories import make_user
from tests.giving_needs import make_department

from .pages import PAGES

pytestmark = pytest.mark.django_db
BAD = [
    "-1", "-0.01", "−5", "0", "0.00", "1000000000000", "9" * 40, "0.001", "100.005", "NaN", "Infinity", "1e400", "1e3",
    "0x10", "一百元", "1,00", "1.2.3", "100元角", "٣٠٠", "=1+1", "1\x00", "1; DROP TABLE", "$100", "USD 100", " ",
]  # fmt: skip
ZERO = ("0", "0.00")
NO_DAYS = ["0001-01-01", "9999-12-31", "2026-02-30", "明天", "0000-00-00", "99999-01-01", "1e3"]
NO_NUMBERS = ["-1", "99999999999999999999", "1.5", "abc", "NaN", "٣x"]
FILTERS = {receipt_forms.DueForm}  # what is looked for, not what is written


@pytest.fixture(autouse=True)
def _banked(settings):
    settings.DONATION_BANK_NAME, settings.DONATION_BANK_HOLDER = "中国银行济南山大支行", "山东大学教育基金会"
    settings.DONATION_BANK_ACCOUNT = "240000000001"


@pytest.fixture
def sent(client):
    """sent(what): the page of that name, and a function that sends it with some fields changed."""

    def prepare(what):
        user = make_user(Role.HEAD)
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        page = PAGES[what][1](user)
        return page, lambda **changed: client.post(page.path, page.good | changed)

    return prepare


def forms_with_amounts():
    found = set()
    for module in pkgutil.iter_modules(donations.forms.__path__):
        for form in vars(importlib.import_module(f"donations.forms.{module.name}")).values():
            fields = getattr(form, "base_fields", {}).values()
            if any(isinstance(field, (AmountField, django_forms.DecimalField)) for field in fields):
                found.add(form)
    return found


def rows():
    """How many rows stand in each table of giving, and what they say: a fingerprint."""
    said = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("donations").get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            said[model.__name__] = cursor.fetchone()
    return said


def test_no_form_with_an_amount_is_missing_here():
    abstract = {form for form in forms_with_amounts() if form.__name__ == "RhythmForm"}
    assert {form for form, _page in PAGES.values()} == forms_with_amounts() - abstract - FILTERS


def insist_refused(response, name, value):
    assert response.status_code == 422, (name, value)
    errors = response.context["form"].errors
    assert name in errors, (name, value, errors)
    for sentence in errors[name]:
        assert sentence[-1] in ".?", (name, value, sentence)


@pytest.mark.parametrize("what", PAGES)
def test_what_is_no_amount_is_said_at_its_field_and_nothing_is_written(sent, what):
    page, send = sent(what)
    before = rows()
    for name in page.amounts:
        for value in BAD:
            if page.may_be_empty and (value == " " or (value in ZERO and page.good.get("received"))):
                continue
            if name.startswith("part_") and value == " ":
                continue  # an empty part takes what remains
            if name == "rate" and value in ("0.001", "100.005", "1e3", "٣٠٠"):
                continue  # a rate is no amount: it is read as numbers are
            insist_refused(send(**{name: value}), name, value)
    assert rows() == before
    assert send().status_code == 302
    assert rows() != before


@pytest.mark.parametrize("what", PAGES)
def test_days_and_numbers_that_cannot_be_are_said_at_their_field(sent, what):
    page, send = sent(what)
    before = rows()
    for name in [*page.came, *page.planned]:
        for value in NO_DAYS + (["2999-01-01"] if name in page.came else []):
            insist_refused(send(**{name: value}), name, value)
    for name in page.numbers:
        for value in NO_NUMBERS:
            insist_refused(send(**{name: value}), name, value)
    assert rows() == before


@pytest.mark.parametrize("currency", ["XXX", "cny", "", "BTC", "人民币", "US\x00", "USD "])
def test_money_that_is_not_of_the_list_is_refused(sent, currency):
    _page, send = sent("gift of dollars")
    before = rows()
    insist_refused(send(currency=currency), "currency", currency)
    assert rows() == before


@pytest.mark.parametrize("asked", ["0000", "9999", "1899", "-001", "٢٠٢٦"])
def test_a_year_that_no_register_has_shows_this_year(client, asked):
    client.force_login(make_user(Role.HEAD))
    response = client.get("/admin/donations/goal/", {"year": asked})
    assert (response.status_code, response.context["year"]) == (200, timezone.localdate().year)


def test_outcomes_of_a_year_that_no_register_has_are_not_there(client):
    client.force_login(make_user(Role.HEAD))
    department = make_department()
    found = {
        year: client.get(reverse("admin:donations_department_outcome_rows", args=[department.pk, year])).status_code
        for year in (0, 1899, 2026, 2201, 99999)
    }
    assert found == {0: 404, 1899: 404, 2026: 200, 2201: 404, 99999: 404}


@pytest.mark.parametrize(("first", "number"), [("9999-12-31", 2), ("2199-12-31", 120)])
def test_instalments_that_nobody_lives_to_see_are_refused(first, number):
    with pytest.raises(Refused) as refused:
        pledges.instalments(Decimal(1200), date.fromisoformat(first), "yearly", number)
    assert refused.value.field == "number"


def test_what_is_looked_for_in_an_odd_way_is_said_and_no_fault(client):
    client.force_login(make_user(Role.HEAD))
    for value in BAD:
        for name in ("least", "since", "until", "fund"):
            assert client.get("/admin/donations/receipt/due/", {name: value}).status_code == 200
