"""A bank's file that broke off, that is in other money or in no known letters, and a worker that died at the last step:
a sentence, and nothing is taken by half."""

import csv
import io
import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from donations.intake import bank_columns, bank_rows
from donations.models import BankLine, BankStatement, Gift
from donations.services import bank
from donations.services.bank import importing
from tests.factories import make_user
from tests.giving_money import COLUMNS, TITLES, days, line, make_account, table, upload

TODAY = date(2026, 11, 27)
ROWS = [
    [f"2026-11-0{number}", f"BK000000000{number}", "赵先生", "62220200", f"{number}100.50", "", "捐奖学金"]
    for number in range(1, 4)
]  # fmt: skip
# Which column comes last: what is lost there is lost in the cell that counts, or in one that does not.
LAST = {
    "memo": [0, 1, 2, 3, 4, 5, 6], "amount": [0, 1, 2, 3, 6, 4], "reference": [0, 2, 3, 4, 6, 1],
    "one that nobody chose": [0, 1, 2, 4, 3], "day": [1, 2, 4, 0],
}  # fmt: skip


def text_of(order, encoding="utf-8", rows=ROWS, end="\r\n"):
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([[row[place] for place in order] for row in [TITLES, *rows]])
    return text.getvalue().encode(encoding)


def read(folder, content, columns, name="x.csv"):
    """The payments, as far as they matter; a sentence where the file is refused."""
    path = folder / name
    path.write_bytes(content)
    try:
        header = bank_columns.digest(bank_rows.head_of(path, name).titles)
        found, _debits = bank_rows.read(path, name, columns, header, TODAY)
    except bank_rows.Refused as refusal:
        return str(refusal)
    return [(row.booked_on, row.reference, row.payer, row.amount) for row in found]


def columns_of(last):
    columns = bank_columns.guess([TITLES[place] for place in LAST[last]])
    if last == "one that nobody chose":
        del columns["payer_account"]
    return columns


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
@pytest.mark.parametrize("last", LAST)
def test_a_text_cut_at_any_byte_is_refused_or_gives_its_first_lines_whole(tmp_path, last, encoding):
    content, columns = text_of(LAST[last], encoding), columns_of(last)
    whole = read(tmp_path, content, columns)
    assert len(whole) == 3
    refused = 0
    for cut in range(1, len(content), 3 if encoding == "gbk" else 11):
        found = read(tmp_path, content[:cut], columns)
        refused += isinstance(found, str)
        assert found[-1] in ".。" if isinstance(found, str) else found == whole[: len(found)], (cut, found)
    assert refused


@pytest.mark.parametrize("last", LAST)
def test_a_whole_text_whose_last_line_has_no_end_is_read(tmp_path, last):
    content = text_of(LAST[last])
    assert read(tmp_path, content.rstrip(b"\r\n"), columns_of(last)) == read(tmp_path, content, columns_of(last))


def test_what_stands_below_the_payments_may_end_as_it_likes(tmp_path):
    content = text_of(LAST["amount"]) + "合计,,,,,6".encode()
    assert len(read(tmp_path, content, columns_of("amount"))) == 3


def test_a_workbook_cut_anywhere_is_refused(tmp_path):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in [TITLES, *ROWS]:
        book.active.append(row)
    book.save(content)
    whole = content.getvalue()
    assert len(read(tmp_path, whole, COLUMNS, "x.xlsx")) == 3
    for share in (1, 5, 8, 11):
        assert isinstance(read(tmp_path, whole[: len(whole) * share // 12], COLUMNS, "x.xlsx"), str)


@pytest.mark.parametrize("currency", ["USD", "美元", "14", "港币", "XXX", "？"])
def test_a_line_of_other_money_refuses_the_file(tmp_path, currency):
    titles = [*TITLES, "币种"]
    rows = [[*ROWS[0], "人民币"], [*ROWS[1], currency]]
    text = "\n".join(",".join(row) for row in [titles, *rows]) + "\n"
    said = read(tmp_path, text.encode(), COLUMNS)
    assert f"“{currency}”" in said
    text = text.replace(currency, "CNY")
    assert len(read(tmp_path, text.encode(), COLUMNS)) == 2


@pytest.mark.parametrize("word", ["人民币", "CNY", "RMB", "01-人民币", "人民币元(CNY)", "156", "001", ""])
def test_yuan_has_many_names(tmp_path, word):
    text = "\n".join(",".join(row) for row in [[*TITLES, "币种"], [*ROWS[0], word]]) + "\n"
    assert len(read(tmp_path, text.encode(), COLUMNS)) == 1


def test_an_account_of_other_money_is_told_by_the_lines_above_the_table(tmp_path):
    for above, number in (("账号：2400,币种：人民币", 3), ("账号：2400,币种：美元", 0), ("Currency: USD", 0)):
        found = read(tmp_path, f"{above}\r\n".encode() + text_of(LAST["memo"]), COLUMNS)
        assert isinstance(found, str) if not number else len(found) == number


@pytest.mark.parametrize("encoding", ["big5", "utf-7", "cp437", "shift-jis"])
def test_letters_that_no_bank_here_writes_are_read_rightly_or_not_by_themselves(tmp_path, encoding):
    """Whose titles nobody can read waits for a person, who sees what came out of it."""
    rows = [["2026-11-01", "BK1", "趙先生捐贈獎學金", "6222", "100.50", "", "獎學金"]] * 3
    text = "\n".join(",".join(row) for row in [TITLES, *rows]) + "\n"
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding, errors="replace"))
    try:
        columns = bank_columns.guess(bank_rows.head_of(path, "x.csv").titles)
    except bank_rows.Refused:
        return
    if bank_columns.is_enough(columns):
        assert {row[2] for row in read(tmp_path, path.read_bytes(), columns)} == {"趙先生捐贈獎學金"}


class Killed(BaseException):
    pass


@pytest.mark.django_db
@pytest.mark.parametrize(("amount", "state", "job_state"), [("5.00", "read", "done"), ("五元", "refused", "failed")])
def test_a_worker_that_dies_at_the_last_step_leaves_no_file_and_the_true_end(monkeypatch, amount, state, job_state):
    statement = bank.upload_statement(
        account=make_account(), file=table(line(amount=amount), line()), key=uuid.uuid4(), by=make_user(Role.FINANCE)
    )
    bank.choose_columns(statement=statement, columns=COLUMNS, by=statement.uploaded_by)

    def die(_statement):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(importing, "_forget_file", die)
        with pytest.raises(Killed):
            jobs.run(job_id=statement.job_id)
    Job.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert jobs.sweep() == [statement.job_id]
    path = Path(BankStatement.objects.get().file.path)
    assert path.exists()
    jobs.run(job_id=statement.job_id)

    statement.refresh_from_db()
    job = Job.objects.get()
    assert (statement.state, bool(statement.file), job.state) == (state, False, job_state)
    assert not path.exists()
    assert job.error == statement.refusal
    assert job.counts == ({"created": 2, "unchanged": 0} if state == "read" else {})


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["cut", "cut in a letter", "dollars", "negative", "ahead"])
def test_the_page_says_why_a_statement_was_not_taken_and_nothing_is_posted(client, what):
    client.force_login(make_user(Role.FINANCE))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    whole = table(line(), line(memo="捐赠奖学金"), titles=TITLES).read()
    files = {
        "cut": table(line(), line()[:3]), "dollars": table([*line(), "USD"], titles=[*TITLES, "币种"]),
        "negative": table(line(amount="-5.00")), "ahead": table(line(day=days(1))),
        "cut in a letter": io.BytesIO(whole[: whole.rindex("金".encode()) + 1]),
    }  # fmt: skip
    files["cut in a letter"].name = "x.csv"
    account = make_account()
    response = client.post(
        reverse("admin:donations_bankstatement_add"), {"account": account.pk, "file": files[what], "key": uuid.uuid4()}
    )
    if what == "cut in a letter":
        assert (response.status_code, BankStatement.objects.count()) == (422, 0)
        assert response.context["form"].errors["file"][0].endswith(".")
        return
    statement = BankStatement.objects.get()
    client.post(reverse("admin:donations_bankstatement_columns", args=[statement.pk]), COLUMNS)
    statement.refresh_from_db()
    jobs.run(job_id=statement.job_id)
    statement.refresh_from_db()
    page = client.get(reverse("admin:donations_bankstatement_change", args=[statement.pk]))
    assert (statement.state, BankLine.objects.count(), Gift.objects.count()) == ("refused", 0, 0)
    assert statement.refusal in page.content.decode().replace("&quot;", '"')


@pytest.mark.django_db
def test_a_line_without_a_fund_chosen_is_said(client):
    client.force_login(make_user(Role.FINANCE))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    row = upload(line()).lines.get()
    path = reverse("admin:donations_bankstatement_line_fund", args=[row.pk])
    for fund in ("", "0", "-1", "99999999999999999999", "abc"):
        page = client.post(path, {"fund": fund, "version": row.version}, follow=True)
        assert "Choose the fund first." in page.content.decode()
    row.refresh_from_db()
    assert (row.fund, row.amount) == (None, Decimal("100.00"))


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["on the disk", "in the row"])
def test_a_file_that_is_gone_before_its_columns_are_said_can_be_uploaded_again(client, how):
    client.force_login(make_user(Role.FINANCE))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    account, by, row = make_account(), make_user(Role.FINANCE), line()
    statement = bank.upload_statement(account=account, file=table(row), key=uuid.uuid4(), by=by)
    if how == "on the disk":
        Path(statement.file.path).unlink()
    else:
        BankStatement.objects.filter(pk=statement.pk).update(file="")
    page = client.get(reverse("admin:donations_bankstatement_columns", args=[statement.pk]), follow=True)
    assert page.status_code == 200
    assert "The file is not here any more. Upload it again." in page.content.decode()
    statement.refresh_from_db()
    assert statement.state == "columns"
    assert upload(row, account=account, by=by).new == 1
    statement.refresh_from_db()
    assert statement.state == "refused"
