"""Payment through a provider: signed by its own keys, taken once, in whatever order it is told."""

import itertools
import uuid
from datetime import timedelta
from decimal import Decimal
from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import checks
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import AnnouncedGift, Donor, Gift, PaymentNotice
from donations.services import payments
from donations.services.payments import noticing, rsa2, sweeping
from donations.services.payments.checking import check_payments
from tests.factories import make_alumnus, make_user
from tests.giving import make_donor, make_fund
from tests.giving_money import Bank, form, make_announced
from tests.waiting import at_once

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="session")
def alipay(tmp_path_factory):
    return Bank(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def set_up(alipay, settings):
    alipay.settings(settings)
    alipay.states, alipay.closed, alipay.asked, alipay.spoil = {}, [], [], None
    return alipay


@pytest.fixture
def served(set_up, settings):
    set_up.settings(settings, set_up.serve())
    yield set_up
    set_up.stop()


def send(said, **more):
    body = said if isinstance(said, bytes) else form(said)
    return Client().post(reverse("donations:notified"), body, content_type=FORM, **more)


def order(**fields):
    return make_announced(way="alipay", **fields)


def books():
    return (Gift.objects.count(), PaymentNotice.objects.count())


def test_a_payment_is_posted_and_told_again_changes_nothing(set_up):
    announced = order()
    said = set_up.notice(announced)
    for _again in range(3):
        answer = send(said)
        assert (answer.status_code, answer.content) == (200, b"success")
    gift = Gift.objects.get()
    assert (gift.state, gift.amount_cny, gift.method) == ("posted", Decimal("100.00"), "online")
    assert (gift.entered_by, gift.posted_by, gift.reference) == (None, None, said["trade_no"])
    announced.refresh_from_db()
    assert (announced.state, announced.gift, gift.donor.name) == ("received", gift, "钱先生")
    assert books() == (1, 1)


def test_success_and_finished_are_one_gift(set_up):
    announced = order()
    send(set_up.notice(announced))
    send(set_up.notice(announced, "TRADE_FINISHED"))
    assert books() == (1, 2)


def forgeries(bank, said):
    """(name, body) of what does not come from the provider, or not in this form."""
    other = rsa.generate_private_key(65537, 2048)
    for name in ("total_amount", "out_trade_no", "trade_status", "app_id", "seller_id", "notify_id", "trade_no",
                 "gmt_payment", "notify_type", "subject"):  # fmt: skip
        yield f"changed {name}", form(said | {name: said[name] + "0"})
        yield f"without {name}", form({key: value for key, value in said.items() if key != name})
    yield "no signature", form({key: value for key, value in said.items() if key != "sign"})
    yield "empty signature", form(said | {"sign": ""})
    yield "half a signature", form(said | {"sign": said["sign"][:100]})
    yield "no base64", form(said | {"sign": "!" + said["sign"]})
    yield "signature of another message", form(said | {"sign": bank.signed(said | {"total_amount": "1.00"})["sign"]})
    yield "another key", form(bank.signed(said, other))
    yield "our own key", form(bank.signed(said, bank.merchant))
    yield "RSA", form(said | {"sign_type": "RSA"})
    yield "no sign_type", form({key: value for key, value in said.items() if key != "sign_type"})
    yield "added", form(said | {"refund_fee": "1.00"})
    yield "swapped", form(said | {"trade_no": said["out_trade_no"], "out_trade_no": said["trade_no"]})
    yield "twice", form(said) + b"&total_amount=" + said["total_amount"].encode()
    yield "twice, the first false", b"total_amount=0.01&" + form(said)
    yield "another charset", form(bank.signed(said | {"charset": "gbk"}))
    yield "empty", b""
    yield "not a form", b"\xff\xfe\x00"
    yield "no id", form(bank.signed(said | {"notify_id": ""}))
    yield "another kind of notice", form(bank.signed(said | {"notify_type": "open_app_auth_notify"}))


def test_what_is_forged_has_no_effect(set_up):
    announced = order()
    said = set_up.notice(announced)
    tried = 0
    for name, body in forgeries(set_up, said):
        answer = send(body)
        assert (answer.status_code, answer.content) == (400, b"failure"), name
        assert books() == (0, 0), name
        tried += 1
    assert tried >= 30
    assert send(said).content == b"success"  # the control: it would have been taken


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_byte_of_a_notice_can_be_another(set_up, data):
    said = {name: value for name, value in set_up.notice(make_announced_unsaved()).items() if name != "sign_type"}
    name = data.draw(st.sampled_from(sorted(said)))
    place = data.draw(st.integers(0, len(said[name]) - 1))
    character = data.draw(st.sampled_from("0123456789abcXYZ+/=&"))
    mutant = said[name][:place] + character + said[name][place + 1 :]
    if mutant != said[name]:
        with pytest.raises(payments.Forged):
            payments.provider().read_notice(list((said | {name: mutant, "sign_type": "RSA2"}).items()))


def make_announced_unsaved():
    return AnnouncedGift(pk=7, code="G0000000", amount=Decimal("100.00"), way="alipay")


def test_a_get_is_no_notice(set_up):
    said = set_up.notice(order())
    assert Client().get(reverse("donations:notified"), said).status_code == 405
    assert books() == (0, 0)


WRONG = {
    "app": {"app_id": "2021000000000009"}, "seller": {"seller_id": "2088000000000009"},
    "order": {"out_trade_no": "G9999999"}, "amount": {"total_amount": "100.01"},
    "status": {"trade_status": "TRADE_ODD"},
}  # fmt: skip


@pytest.mark.parametrize("why", WRONG)
def test_what_is_signed_and_does_not_fit_waits_for_a_person(set_up, why):
    announced = order()
    said = set_up.notice(announced, **WRONG[why])
    assert [send(said).content for _again in range(2)] == [b"success"] * 2
    notice = PaymentNotice.objects.get()
    assert (notice.verdict, notice.why, notice.announced) == ("waiting", why, None)
    assert Gift.objects.count() == 0
    payments.look_at(notice_id=notice.pk, note="已退回", by=make_user(Role.FINANCE))
    notice.refresh_from_db()
    assert (notice.verdict, notice.note) == ("done", "已退回")


def test_less_than_what_was_announced_is_not_taken(set_up):
    announced = order(amount="100.00")
    for amount in ("99.99", "NaN", "1e400", "-100.00", "", "一百"):
        send(set_up.notice(announced, total_amount=amount))
    assert Gift.objects.count() == 0
    assert set(PaymentNotice.objects.values_list("why", flat=True)) == {"amount"}


EVENTS = {
    "paid": {"status": "TRADE_SUCCESS"}, "part back": {"status": "TRADE_SUCCESS", "refund_fee": "40.00"},
    "all back": {"status": "TRADE_CLOSED", "refund_fee": "100.00"}, "waiting": {"status": "WAIT_BUYER_PAY"},
}  # fmt: skip


@pytest.mark.parametrize("told", list(itertools.permutations(EVENTS)), ids=lambda told: " > ".join(told))
def test_the_order_in_which_it_is_told_is_indifferent(set_up, told):
    announced = order()
    for name in told:
        event = dict(EVENTS[name])
        assert send(set_up.notice(announced, event.pop("status"), **event)).content == b"success"
    announced.refresh_from_db()
    assert announced.state == "received"
    assert sum(gift.amount_cny for gift in Gift.objects.posted()) == 0
    assert Gift.objects.filter(entry="gift").count() == 1
    assert set(Gift.objects.values_list("state", flat=True)) == {"posted"}


@pytest.mark.parametrize("told", list(itertools.permutations(["TRADE_CLOSED", "TRADE_SUCCESS"])))
def test_closed_and_paid_is_paid(set_up, told):
    announced = order()
    for status in told:
        send(set_up.notice(announced, status))
    announced.refresh_from_db()
    assert (announced.state, Gift.objects.count()) == ("received", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["one notice", "twenty notices"])
def test_twenty_at_once_are_one_gift(set_up, same):
    announced = order()
    first = set_up.notice(announced)
    said = [first if same else set_up.notice(announced) for _number in range(20)]
    answers = at_once(*[partial(send, each) for each in said])
    assert [answer.content for answer in answers] == [b"success"] * 20
    assert books() == (1, 1 if same else 20)
    assert Donor.objects.count() == 1


def test_what_the_books_did_not_take_is_tried_again(set_up, monkeypatch):
    announced = order()
    with monkeypatch.context() as patch:

        def closed(**said):
            raise noticing.Refused("这一天已经关账。")

        patch.setattr(noticing.gifts, "post_gift", closed)
        assert send(set_up.notice(announced)).content == b"success"
    notice = PaymentNotice.objects.get()
    assert (notice.verdict, notice.why, Gift.objects.count()) == ("waiting", "books", 0)
    assert payments.take_again(notice_id=notice.pk, by=make_user(Role.FINANCE))
    assert Gift.objects.posted().count() == 1


def test_where_it_is_paid_is_signed_with_our_key_and_names_our_addresses(set_up, settings):
    settings.SITE_URL = "https://alumni.example.edu.cn"
    announced = order(amount="88.80")
    address = payments.payable_at(announced, payments.provider())
    said = dict(parse_qsl(urlsplit(address).query))
    sign = said.pop("sign")
    assert rsa2.fits(rsa2.text_to_sign(said), sign, set_up.merchant.public_key())
    assert said["method"] == "alipay.trade.page.pay"
    assert said["notify_url"] == "https://alumni.example.edu.cn" + reverse("donations:notified")
    assert f'"out_trade_no":"{announced.code}"' in said["biz_content"]
    assert '"total_amount":"88.80"' in said["biz_content"]


def test_an_order_of_which_nothing_was_heard_is_asked_about(served):
    paid, waiting, missing = order(), order(), order()
    served.states = {paid.code: ("TRADE_SUCCESS", paid), waiting.code: ("WAIT_BUYER_PAY", waiting)}
    assert payments.sweep(provider=payments.provider()) == 0  # too young
    AnnouncedGift.objects.update(created_at=timezone.now() - timedelta(minutes=20))
    assert payments.sweep(provider=payments.provider()) == 3
    assert states(paid, waiting, missing) == ["received", "open", "open"]
    assert payments.sweep(provider=payments.provider()) == 0  # asked just now
    AnnouncedGift.objects.update(created_at=timezone.now() - timedelta(hours=3), asked_at=None)
    assert payments.sweep(provider=payments.provider()) == 2
    assert states(paid, waiting, missing) == ["received", "closed", "closed"]
    assert served.closed == [waiting.code]
    send(served.notice(paid))  # the notice that was late
    assert Gift.objects.count() == 1


def states(*rows):
    return [AnnouncedGift.objects.get(pk=row.pk).state for row in rows]


SPOILT = {
    "changed": lambda answer: answer.replace("TRADE_SUCCESS", "TRADE_CLOSED"),
    "unsigned": lambda answer: answer.split(',"sign"')[0] + "}",
    "garbage": lambda answer: "<html>502</html>",
    "empty": lambda answer: "",
    "twice": lambda answer: answer[:-1] + ',"alipay_trade_query_response":{"trade_status":"TRADE_SUCCESS"}}',
    "a list": lambda answer: "[]",
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILT)
def test_an_answer_that_is_not_signed_is_not_believed(served, how):
    announced = order()
    AnnouncedGift.objects.update(created_at=timezone.now() - timedelta(hours=3))
    served.states, served.spoil = {announced.code: ("TRADE_SUCCESS", announced)}, SPOILT[how]
    assert payments.sweep(provider=payments.provider()) == 1
    assert (states(announced), books()) == (["open"], (0, 0))
    served.spoil = None
    AnnouncedGift.objects.update(asked_at=None)
    payments.sweep(provider=payments.provider())  # the control: it would have been believed
    assert states(announced) == ["received"]


def test_a_provider_that_is_away_changes_nothing(set_up):
    announced = order()
    AnnouncedGift.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert payments.sweep(provider=payments.provider()) == 1
    assert states(announced) == ["open"]


def test_a_transfer_that_never_came_is_closed_and_found_all_the_same(settings):
    announced = make_announced()
    AnnouncedGift.objects.update(created_at=timezone.now() - sweeping.FORGOTTEN - timedelta(days=1))
    payments.sweep(provider=None)
    assert states(announced) == ["closed"]


@pytest.mark.parametrize("name", ["PUBLIC_FUNDRAISING_LICENCE", "ALIPAY_APP_ID", "ALIPAY_SELLER_ID",
                                  "ALIPAY_PRIVATE_KEY_FILE", "ALIPAY_PUBLIC_KEY_FILE", "ALIPAY_GATEWAY"])  # fmt: skip
def test_without_any_one_setting_nothing_can_be_paid(set_up, settings, name):
    said = set_up.notice(order())
    setattr(settings, name, "")
    assert payments.provider() is None
    assert send(said).status_code == 404
    assert [each.id for each in check_payments(None)] == ["donations.W001"]
    assert all(isinstance(each, checks.Warning) for each in check_payments(None))


def test_a_key_that_cannot_be_read_is_said_at_the_start(set_up, settings, tmp_path):
    settings.ALIPAY_PUBLIC_KEY_FILE = str(tmp_path / "nothing.pem")
    assert (payments.provider(), [each.id for each in check_payments(None)]) == (None, ["donations.W002"])


def give(client=None, **said):
    said = {
        "way": "transfer", "amount": "100", "name": "钱先生", "email": "qian@example.com", "key": str(uuid.uuid4()),
    } | said  # fmt: skip
    return (client or Client()).post(reverse("donations:give"), said)


@pytest.fixture
def account(settings):
    settings.DONATION_BANK_NAME, settings.DONATION_BANK_HOLDER = "中国银行", "山东大学教育基金会"
    settings.DONATION_BANK_ACCOUNT = "240000000001"


def test_a_transfer_is_announced_with_its_code_and_the_account_by_mail(account):
    fund, key = make_fund(is_public=True), str(uuid.uuid4())
    for _again in range(2):
        answer = give(fund=fund.pk, key=key)
    announced = AnnouncedGift.objects.get()
    assert answer.status_code == 302
    page = Client().get(answer["location"].removeprefix("http://localhost:8000")).content.decode()
    assert announced.code in page
    assert "240000000001" in page
    message = Message.objects.get()
    assert announced.code in message.text
    assert "240000000001" in message.text


def test_without_licence_and_provider_give_now_does_not_exist(account):
    fund = make_fund(is_public=True)
    page = Client().get(reverse("donations:give"))
    assert [value for value, _label in page.context["form"].fields["way"].choices] == ["transfer"]
    assert give(fund=fund.pk, way="alipay").status_code == 422
    assert AnnouncedGift.objects.count() == 0


def test_without_an_account_too_the_page_says_whom_to_ask():
    page = Client().get(reverse("donations:give"))
    assert (page.status_code, page.context["form"]) == (200, None)


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1e9", "NaN", "1e400", "一百", "+1", "99999999999", ""])
def test_an_amount_that_is_none_is_said(account, amount):
    assert give(fund=make_fund(is_public=True).pk, amount=amount).status_code == 422
    assert AnnouncedGift.objects.count() == 0


def test_a_fund_that_is_not_shown_or_closed_takes_nothing(account):
    make_fund(is_public=True)
    for fund in (make_fund(), make_fund(is_public=True, closed_on=timezone.localdate())):
        assert give(fund=fund.pk).status_code == 422


def test_the_page_says_what_is_true(set_up):
    announced = order()
    address = payments.address_of(announced).removeprefix("http://localhost:8000")
    assert Client().get(address).context["pay_at"].startswith("http://localhost:1/gateway.do?")
    send(set_up.notice(announced))
    page = Client().get(address)
    assert (page.context["announced"].state, page.context["pay_at"]) == ("received", "")
    assert Client().get(address[:-2] + "x/").status_code == 404


def test_a_stranger_does_not_become_the_donor_on_record(set_up):
    known = make_donor(name="钱先生", email="qian@example.com")
    for _number in range(2):
        send(set_up.notice(order()))
    assert known.gifts.count() == 0
    assert Donor.objects.exclude(pk=known.pk).get().gifts.count() == 2


def test_who_has_signed_in_gives_as_the_donor_that_the_person_is(set_up, client):
    user = make_user(None, is_staff=False)
    person = make_alumnus("王伟", user=user, verified_at=timezone.now())
    donor = make_donor(person)
    client.force_login(user)
    give(client, way="alipay", fund=make_fund(is_public=True).pk, name="王伟")
    send(set_up.notice(AnnouncedGift.objects.get()))
    assert Gift.objects.get().donor == donor
