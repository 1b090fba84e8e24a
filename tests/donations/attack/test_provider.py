"""The address that a payment provider calls, called by everybody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from donations.models import Fund, Gift, PaymentNotice
from donations.services import payments
from tests.factories import make_user
from tests.giving import make_fund
from tests.giving_money import Bank, form, make_announced

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return Bank(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def alipay(keys, settings):
    keys.settings(settings)
    return keys


def send(body, content_type=FORM, **more):
    body = body if isinstance(body, bytes) else form(body)
    return Client(raise_request_exception=False).generic(
        "POST", reverse("donations:notified"), body, content_type, **more
    )


HOSTILE = {
    "too large": b"a=" + b"x" * 70_000,
    "very large": b"a=" + b"x" * 3_000_000,
    "many parameters": b"&".join(b"a%d=1" % each for each in range(9_000)),
    "bytes of another charset": "subject=捐赠".encode("gbk"),
    "half a character": b"subject=%E6%8D",
    "a lone surrogate": b"subject=%ED%A0%80",
    "NUL": b"notify_id=%00&sign=%00&sign_type=RSA2",
    "JSON": b'{"trade_status": "TRADE_SUCCESS"}',
    "nothing equals nothing": b"&=&=&&",
    "a long number": b"total_amount=" + b"9" * 5_000 + b"&sign_type=RSA2&sign=AAAA",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_no_provider_sends_is_refused_and_leaves_nothing(alipay, what):
    make_announced(way="alipay")
    for content_type in (FORM, "multipart/form-data; boundary=x", "text/plain; charset=gbk", "application/json"):
        answer = send(HOSTILE[what], content_type)
        assert (answer.status_code, answer.content != b"success") == (400, True), content_type
    assert (Gift.objects.count(), PaymentNotice.objects.count()) == (0, 0)


def test_other_methods_and_the_address_itself_carry_no_notice(alipay):
    said = alipay.notice(make_announced(way="alipay"))
    address = reverse("donations:notified")
    client = Client(raise_request_exception=False)
    for method in ("get", "put", "patch", "delete", "head", "options"):
        answer = getattr(client, method)(address, said if method == "get" else form(said), content_type=FORM) \
            if method != "head" else client.head(address)  # fmt: skip
        assert answer.status_code == 405, method
    assert send(said, QUERY_STRING="a=1").status_code == 400
    assert Gift.objects.count() == 0


def test_a_signed_notice_that_no_row_can_hold_is_refused(alipay):
    announced = make_announced(way="alipay")
    for name, value in (("trade_no", "a\0b"), ("subject", "\0"), ("notify_id", "9" * 129)):
        assert send(alipay.notice(announced, **{name: value})).status_code == 400, name
    assert send(alipay.notice(announced, trade_no="9" * 400, gmt_payment="x" * 400)).content == b"success"
    assert Gift.objects.get().amount == announced.amount


def test_money_for_a_fund_that_was_closed_meanwhile_waits_for_a_person(alipay):
    announced = make_announced(way="alipay", fund=make_fund(is_public=True))
    Fund.objects.filter(pk=announced.fund_id).update(closed_on=timezone.localdate() - timedelta(days=1))
    assert send(alipay.notice(announced)).content == b"success"
    notice = PaymentNotice.objects.get()
    assert (notice.verdict, notice.why, Gift.objects.count()) == ("waiting", "books", 0)
    Fund.objects.filter(pk=announced.fund_id).update(closed_on=timezone.localdate())
    assert payments.take_again(notice_id=notice.pk, by=make_user())
    assert Gift.objects.get().amount == announced.amount


def test_two_orders_never_share_one_number_of_the_provider(alipay):
    first, second = make_announced(way="alipay"), make_announced(way="alipay")
    send(alipay.notice(first, trade_no="T1"))
    assert send(alipay.notice(second, trade_no="T1")).content == b"success"
    assert Gift.objects.count() == 1
    assert PaymentNotice.objects.filter(verdict="waiting", why="books").count() == 1
