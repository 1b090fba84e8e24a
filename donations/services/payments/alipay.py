"""Alipay's page payment (alipay.trade.page.pay), its notifications, and questions about an order."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from alumni_office.money.amounts import MOST
from donations.models import AnnouncedGift

from . import rsa2
from .provider import Forged, Notice, Order, Status, Unanswered

TIMEOUT = 10  # seconds
LARGEST = 1 << 20  # bytes of an answer
LONGEST = 128  # characters of the number of a notice
STATES = {
    "WAIT_BUYER_PAY": Status.WAITING,
    "TRADE_SUCCESS": Status.PAID,
    "TRADE_FINISHED": Status.PAID,
    "TRADE_CLOSED": Status.CLOSED,
}
CLOCK = "%Y-%m-%d %H:%M:%S"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@dataclass(frozen=True)
class Alipay:
    app: str
    seller: str
    gateway: str
    ours: rsa.RSAPrivateKey
    theirs: rsa.RSAPublicKey
    way: str = AnnouncedGift.Way.ALIPAY

    def address(self, order: Order) -> str:
        content = {
            "out_trade_no": order.code, "product_code": "FAST_INSTANT_TRADE_PAY", "total_amount": f"{order.amount:.2f}",
            "subject": order.subject[:256], "time_expire": order.closes_at,
        }  # fmt: skip
        signed = self._signed(
            "alipay.trade.page.pay", content, notify_url=order.notify_url, return_url=order.return_url
        )
        return f"{self.gateway}?{urlencode(signed)}"

    def read_notice(self, pairs: Sequence[tuple[str, str]]) -> Notice:
        said = dict(pairs)
        if len(said) != len(pairs):
            raise Forged("a parameter comes twice")
        if any("\0" in name or "\0" in value for name, value in pairs) or len(said.get("notify_id", "")) > LONGEST:
            raise Forged("no row could keep it")
        if said.get("sign_type") != "RSA2" or said.get("charset", "utf-8").lower() != "utf-8":
            raise Forged("another way of signing")
        if not rsa2.fits(rsa2.text_to_sign(said, ("sign", "sign_type")), said.get("sign", ""), self.theirs):
            raise Forged("the signature does not fit")
        if not said.get("notify_id") or said.get("notify_type", "trade_status_sync") != "trade_status_sync":
            raise Forged("it is no notice of a payment")
        return _notice(said["notify_id"], said, app=said.get("app_id", ""), seller=said.get("seller_id", ""))

    def query(self, code: str) -> Notice:
        said = self._ask("alipay.trade.query", code)
        if said.get("sub_code") == "ACQ.TRADE_NOT_EXIST":
            said = {"out_trade_no": code, "trade_status": ""}
            return _notice("", said, status=Status.MISSING)
        if said.get("code") != "10000" or said.get("out_trade_no") != code:
            raise Unanswered(said.get("sub_code") or said.get("code"))
        return _notice(f"query:{said.get('trade_no', '')}:{said.get('trade_status', '')}"[:LONGEST], said)

    def close(self, code: str) -> bool:
        said = self._ask("alipay.trade.close", code)
        return said.get("code") == "10000" or said.get("sub_code") == "ACQ.TRADE_NOT_EXIST"

    def _signed(self, method: str, content: Mapping[str, Any], **more: str) -> dict[str, str]:
        said = {
            "app_id": self.app, "method": method, "format": "JSON", "charset": "utf-8", "sign_type": "RSA2",
            "timestamp": timezone.localtime().strftime(CLOCK), "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False, separators=(",", ":")), **more,
        }  # fmt: skip
        return said | {"sign": rsa2.sign(rsa2.text_to_sign(said), self.ours)}

    def _ask(self, method: str, code: str) -> dict[str, Any]:
        """The part of the answer that is signed. Raises Unanswered."""
        body = urlencode(self._signed(method, {"out_trade_no": code})).encode()
        request = urllib.request.Request(  # noqa: S310  the gateway is a setting
            self.gateway, body, {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        )
        opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=TIMEOUT) as response:
                text = response.read(LARGEST).decode("utf-8")
            return self._believed(text, method.replace(".", "_") + "_response")
        except (OSError, HTTPException, ValueError, TypeError, AttributeError) as error:
            raise Unanswered(type(error).__name__) from error

    def _believed(self, text: str, name: str) -> dict[str, Any]:
        """Signed is the text of the answer as it stands, not what a parser would write of it. Raises Unanswered."""
        whole = json.loads(text)
        _before, _mark, rest = text.partition(f'"{name}":')
        rest = rest.lstrip()
        said, end = json.JSONDecoder().raw_decode(rest)
        if whole.get(name) != said or not rsa2.fits(rest[:end], whole.get("sign", ""), self.theirs):
            raise Unanswered("the signature does not fit")
        return said


def _notice(notify_id: str, said: Mapping[str, Any], *, app=None, seller=None, status: Status | None = None) -> Notice:
    text = str(said.get("trade_status", ""))
    return Notice(
        notify_id=notify_id, app=app, seller=seller, order_number=str(said.get("out_trade_no", ""))[:64],
        trade_number=str(said.get("trade_no", ""))[:64], status=status or STATES.get(text, Status.UNKNOWN),
        status_text=text[:32], amount=str(said.get("total_amount", ""))[:40],
        refunded=_amount(said.get("refund_fee")), paid_on=_day(said.get("gmt_payment") or said.get("send_pay_date")),
    )  # fmt: skip


def _amount(text: Any) -> Decimal:
    try:
        amount = Decimal(str(text or "0"))
    except InvalidOperation:
        return Decimal(0)
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and 0 <= amount <= MOST else Decimal(0)


def _day(text: Any) -> date | None:
    """By the clock of Beijing, which is ours."""
    try:
        return datetime.strptime(str(text), CLOCK).date()  # noqa: DTZ007
    except ValueError:
        return None
