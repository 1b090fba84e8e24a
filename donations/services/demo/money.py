"""Statements of the bank: one read and decided in part, one that fits nothing, one whose columns nobody has said yet;
and gifts that were announced."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni_office.jobs import services as jobs
from donations.demo import money as words
from donations.models import AnnouncedGift, BankAccount, BankLine, BankStatement, Donor, Fund, Pledge
from donations.services import bank, codes

from .giving import key

CONFIRMED = 4  # of the first statement's sure lines
SURE = 7


def load(users: dict) -> None:
    """Nothing when there are accounts already, or no pledges. Runs inside the caller's transaction."""
    funds = list(Fund.objects.open().filter(is_public=True).order_by("pk"))
    if BankAccount.objects.exists() or not funds or not Pledge.objects.open().exists():
        return
    clerk, checker = users["staff@demo.example"], users["finance@demo.example"]
    paid = _announced(funds)
    account = _account(words.ACCOUNT, funds[3 % len(funds)], clerk)
    first = _statement(account, "对账单-上旬.csv", words.TITLES, _known(paid), clerk)
    for line in _sure(first)[:CONFIRMED]:
        bank.confirm_line(line_id=line.pk, by=checker)
    second = _statement(account, "对账单-中旬.csv", words.TITLES, words.UNKNOWN, clerk)
    if interest := second.lines.filter(memo="结息").first():
        bank.set_aside(line_id=interest.pk, version=interest.version, reason="利息，不是捐赠", by=clerk)
    _statement(_account(words.OTHER, None, clerk), "流水.csv", words.ODD_TITLES, words.ODD, clerk)


def _account(said: dict, fund: Fund | None, by) -> BankAccount:
    return bank.save_account(account=None, key=key("account", said["number"]), version=1, fund=fund, by=by, **said)


def _announced(funds: list[Fund]) -> AnnouncedGift:
    """Returns the one whose money has come in."""
    dice = Random(11)  # noqa: S311  the same at every load
    name, amount, days = words.PAID
    rows = [*words.ANNOUNCED, (name, amount, "transfer", "open", days)]
    for place, (who, worth, way, state, ago) in enumerate(rows):
        made = AnnouncedGift.objects.create(
            name=who, amount=Decimal(worth), way=way, state=state, fund=funds[place % len(funds)],
            email=f"gift{place + 1}@demo.example", code=codes.new(codes.ANNOUNCED, dice.choice),
            key=key("announced", place),
        )  # fmt: skip
        AnnouncedGift.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=ago))
    return made


def _known(paid: AnnouncedGift) -> list[tuple]:
    """Payments of pledges, with their code or without, of an announced gift, of an organisation, of who gave before."""
    owed = Pledge.objects.open().select_related("donor").order_by("pk")[:SURE]
    found = []
    for place, pledge in enumerate(owed):
        part = next(each.owed for each in pledge.instalments.all() if each.owed)
        memo = f"认捐 {pledge.code}" if place % 3 else "捐赠款"
        found.append((10, pledge.donor.name, f"{part:.2f}", memo))
    body = Donor.objects.heads().filter(kind="organisation", pledges=None).order_by("pk").last()
    friend = Donor.objects.heads().filter(kind="class", pledges=None).order_by("pk").last()
    found += [(10, each.name, "2000.00", "捐赠") for each in (body, friend) if each]
    return [*found, (9, paid.name, f"{paid.amount:.2f}", f"捐款 {paid.code}")]


def _statement(account: BankAccount, name: str, titles: list[str], rows, by) -> BankStatement:
    """Uploaded, and read where its titles say what they mean."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(titles)
    for number, (ago, payer, amount, memo) in enumerate(rows, 1):
        day = timezone.localdate() - timedelta(days=ago)
        facts = [day.isoformat(), f"YH{day:%Y%m%d}{number:04}", payer]
        sheet.writerow([*facts, amount, memo] if len(titles) == 5 else [*facts, "", amount, "", memo])
    file = ContentFile(text.getvalue().encode("gb18030"), name=name)
    statement = bank.upload_statement(account=account, file=file, key=key("statement", account.number, name), by=by)
    if titles is words.TITLES and statement.state == BankStatement.State.COLUMNS:
        columns = {"booked_on": 0, "reference": 1, "payer": 2, "payer_account": 3, "credit": 4, "debit": 5, "memo": 6}
        bank.choose_columns(statement=statement, columns=columns, by=by)
    if statement.job_id:
        jobs.run(job_id=statement.job_id)
        statement.refresh_from_db()
    return statement


def _sure(statement: BankStatement) -> list[BankLine]:
    """The last first: among them is the announced gift."""
    rows = statement.lines.filter(proposal__in=BankLine.SURE, fund__isnull=False)
    return list(rows.order_by("-row"))
