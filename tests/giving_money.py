"""Makers of pledges with instalments, bank statements, announced gifts, and a provider with keys of its own."""

import csv
import io
import json
import threading
import uuid
from datetime import date, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from donations.models import AnnouncedGift, BankAccount, BankStatement
from donations.services import bank, codes, pledges
from donations.services.payments import rsa2
from tests.factories import make_user, numbers
from tests.giving import make_donor, make_fund

TITLES = ["交易日期", "交易流水号", "对方户名", "对方账号", "贷方发生额", "借方发生额", "附言"]
COLUMNS = {"booked_on": 0, "reference": 1, "payer": 2, "payer_account": 3, "credit": 4, "debit": 5, "memo": 6}


def promise(donor=None, amount="300.00", *, number=3, first_on=None, rhythm="monthly", fund=None, by=None, **fields):
    """A pledge through the service: three months from today unless said otherwise."""
    today = timezone.localdate()
    fields = {"key": uuid.uuid4(), "pledged_on": min(today, first_on or today)} | fields
    parts = pledges.instalments(Decimal(amount), first_on or today, rhythm, number)
    return pledges.make_pledge(
        donor=donor or make_donor(), fund=fund or make_fund(), parts=parts, by=by or make_user(Role.STAFF), **fields
    )


def make_account(**fields):
    number = next(numbers)
    fields = {
        "label": "捐赠专户",
        "bank": "中国银行济南山大支行",
        "number": f"2400{number:08}",
        "key": uuid.uuid4(),
    } | fields
    return BankAccount.objects.create(**fields)


def line(payer="赵先生", amount="100.00", memo="捐款", reference=None, day=None, debit="", account="6222020000000001"):
    """One row of a bank's table."""
    day = (day or timezone.localdate()).isoformat()
    return [day, reference or f"BK{next(numbers):010}", payer, account, amount, debit, memo]


def table(*rows, titles=TITLES, encoding="utf-8", name="statement.csv"):
    """A CSV file of a bank."""
    text = io.StringIO()
    csv.writer(text).writerows([titles, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def upload(*rows, account=None, by=None, file=None, columns=COLUMNS):
    """A statement that was read, through the services."""
    by = by or make_user(Role.FINANCE)
    statement = bank.upload_statement(
        account=account or make_account(), file=file or table(*rows), key=uuid.uuid4(), by=by
    )
    if statement.state == BankStatement.State.COLUMNS:
        bank.choose_columns(statement=statement, columns=columns, by=by)
    jobs.run(job_id=statement.job_id)
    statement.refresh_from_db()
    return statement


def make_announced(amount="100.00", way="transfer", **fields):
    fields = {
        "code": codes.new("G"), "name": "钱先生", "email": "qian@example.com", "key": uuid.uuid4(),
        "fund": fields.pop("fund", None) or make_fund(is_public=True),
    } | fields  # fmt: skip
    return AnnouncedGift.objects.create(amount=Decimal(amount), way=way, **fields)


class Bank:
    """Alipay in miniature: its own pair of keys, notices as it signs them, and answers on a port of this machine."""

    def __init__(self, folder):
        self.key = rsa.generate_private_key(65537, 2048)
        self.merchant = rsa.generate_private_key(65537, 2048)
        self.app, self.seller = "2021000000000001", "2088000000000001"
        self.states, self.closed, self.asked, self.spoil = {}, [], [], None
        self.ours, self.theirs = folder / "app.pem", folder / "alipay.pem"
        self.ours.write_bytes(
            self.merchant.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        public = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.theirs.write_text("".join(public.decode().split("\n")[1:-2]))  # bare, as the console gives it

    def settings(self, settings, gateway="http://localhost:1/gateway.do"):
        settings.PUBLIC_FUNDRAISING_LICENCE = "鲁民慈公募证字第0001号"
        settings.ALIPAY_APP_ID, settings.ALIPAY_SELLER_ID = self.app, self.seller
        settings.ALIPAY_PRIVATE_KEY_FILE, settings.ALIPAY_PUBLIC_KEY_FILE = str(self.ours), str(self.theirs)
        settings.ALIPAY_GATEWAY = gateway

    def notice(self, announced, status="TRADE_SUCCESS", **more):
        """The parameters of a signed notice."""
        said = {
            "app_id": self.app, "seller_id": self.seller, "out_trade_no": announced.code, "charset": "utf-8",
            "trade_no": f"20261127{announced.pk:020}", "trade_status": status,
            "total_amount": f"{announced.amount:.2f}",
            "notify_type": "trade_status_sync", "notify_id": uuid.uuid4().hex, "version": "1.0",
            "notify_time": "2026-11-27 12:00:00", "subject": "捐赠：齐鲁奖学金", "sign_type": "RSA2",
            "gmt_payment": f"{timezone.localdate()} 00:00:01", "buyer_logon_id": "qia***@example.com",
        } | more  # fmt: skip
        return self.signed({name: value for name, value in said.items() if value is not None})

    def signed(self, said, key=None):
        text = rsa2.text_to_sign(said, ("sign", "sign_type"))
        return said | {"sign": rsa2.sign(text, key or self.key)}

    def serve(self):
        """Start it; the address of its gateway."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer = outer.answer(dict(parse_qsl(body)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/gateway.do"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, said) -> bytes:
        ours = {name: value for name, value in said.items() if name != "sign"}
        assert rsa2.fits(rsa2.text_to_sign(ours), said["sign"], self.merchant.public_key())
        code, name = json.loads(said["biz_content"])["out_trade_no"], said["method"].replace(".", "_") + "_response"
        self.asked.append((said["method"], code))
        state, announced = self.states.get(code, (None, None))
        if said["method"] == "alipay.trade.close" and state == "WAIT_BUYER_PAY":
            self.closed.append(code)
            content = {"code": "10000", "msg": "Success", "out_trade_no": code}
        elif state is None:
            content = {"code": "40004", "msg": "Business Failed", "sub_code": "ACQ.TRADE_NOT_EXIST"}
        else:
            content = {
                "code": "10000", "msg": "Success", "out_trade_no": code, "trade_no": f"20261127{announced.pk:020}",
                "trade_status": state, "total_amount": f"{announced.amount:.2f}",
                "send_pay_date": f"{timezone.localdate()} 00:00:01", "buyer_logon_id": "钱***",
            }  # fmt: skip
        text = json.dumps(content, ensure_ascii=False)
        answer = f'{{"{name}":{text},"sign":"{rsa2.sign(text, self.key)}"}}'
        return (self.spoil(answer) if self.spoil else answer).encode()


def form(said) -> bytes:
    return urlencode(said).encode()


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)
