"""Makers of issuers, numbers, receipts, thanks, words for the wall and naming rights."""

import subprocess
import uuid
from datetime import date

from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Issuer, NamingRight, Receipt, Thanks, ThanksTemplate, WallWord
from donations.services import receipts, thanks, wall
from tests.factories import make_user, numbers
from tests.giving import make_donor, make_gift
from tests.waiting import PATIENCE

CODES = ["91110000600037341L", "53370000MJD6000006"]


def make_issuer(name="山东大学教育基金会", **fields):
    fields = {
        "credit_code": CODES[0], "seal_text": f"{name}财务专用章", "bank": "中国银行济南分行",
        "account": "2200 0011 2233", "key": uuid.uuid4(),
    } | fields  # fmt: skip
    return Issuer.objects.filter(credit_code=fields["credit_code"]).first() or Issuer.objects.create(
        name=name, **fields
    )


def make_range(issuer=None, first=1, last=9999, **fields):
    fields = {"medium": "electronic", "code": f"37{next(numbers):06}", "digits": 10, "key": uuid.uuid4()} | fields
    by = fields.pop("by", None) or make_user(Role.FINANCE)
    return receipts.register_range(issuer=issuer or make_issuer(), first=first, last=last, by=by, **fields)


def make_receipt(*gifts, range=None, **fields) -> Receipt:
    gifts = gifts or (make_gift(),)
    fields = {"key": uuid.uuid4(), "by": make_user(Role.FINANCE)} | fields
    return receipts.issue(gift_ids=[gift.pk for gift in gifts], range=range or make_range(), **fields)


def make_template(name="感谢信", **fields) -> ThanksTemplate:
    fields = {
        "title": "致{name}的感谢信", "title_en": "Thank you, {name}",
        "text": "尊敬的{name}：\n\n感谢您于{date}捐赠{amount}，用于{funds}。",
        "text_en": "Dear {name},\n\nThank you for {amount} on {date} for {funds}.", "kind": "letter",
        "is_for_credit": False, "is_automatic": False, "key": uuid.uuid4(), "by": make_user(Role.STAFF),
    } | fields  # fmt: skip
    return thanks.save_template(name=name, **fields)


def make_thanks(gift=None, **donor) -> Thanks:
    """The thanks that are due for a gift to who gave it."""
    gift = gift or make_gift(make_donor(**donor))
    thanks.fall_due()
    return Thanks.objects.get(gift=gift, credit=None)


def make_wall_word(donor, *, given=True, shown_as="", source="own", **fields) -> WallWord:
    return wall.say(donor=donor, given=given, shown_as=shown_as or donor.name, source=source, **fields)


def make_naming_right(donor=None, gift=None, *, ends_on: date | None = None, **fields) -> NamingRight:
    gift = gift or make_gift(donor)
    fields = {
        "name": "齐鲁报告厅", "name_en": "Qilu Hall", "place": "明德楼一层报告厅", "starts_on": timezone.localdate(),
        "steward": make_user(Role.STAFF), "key": uuid.uuid4(),
    } | fields  # fmt: skip
    return NamingRight.objects.create(donor=donor or gift.donor, gift=gift, ends_on=ends_on, **fields)


def text_of_pdf(content: bytes) -> str:
    """All its text without line ends."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True, timeout=PATIENCE
    )
    return "".join(done.stdout.decode().split("\n"))
