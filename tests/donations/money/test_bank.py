"""Bank statements: read strictly, each line once, proposed with a reason, decided by a person, one gift a line."""

import uuid
from datetime import timedelta
from decimal import Decimal
from functools import partial

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from donations.models import BankLine, BankMapping, BankStatement, Donor, Gift
from donations.services import bank, codes
from donations.services.bank import importing, proposing
from donations.services.refusals import Refused
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation
from tests.giving_money import COLUMNS, TITLES, days, line, make_account, make_announced, promise, table, upload
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def proposals(statement):
    return list(statement.lines.order_by("row").values_list("proposal", flat=True))


def confirm(row, by=None):
    return bank.confirm_line(line_id=row.pk, by=by or make_user(Role.FINANCE))


def workbook(*rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["中国银行账户明细"])
    sheet.append(TITLES)
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", "", "", "", "123.00"])
    import io

    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("明细.xlsx", content.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_text_in_the_encodings_of_banks_is_read(encoding):
    statement = upload(
        file=table(line("李雷", "1,000.50", "校友捐赠"), line("韩梅梅", debit="5.00", amount=""), encoding=encoding)
    )
    assert (statement.state, statement.new, statement.debits) == ("read", 1, 1)
    row = statement.lines.get()
    assert (row.payer, row.amount, row.memo) == ("李雷", Decimal("1000.50"), "校友捐赠")
    assert not statement.file


def test_a_workbook_with_a_heading_above_and_a_sum_below_is_read():
    statement = upload(file=workbook(line("李雷", "100"), line("韩梅梅", "0.01")))
    assert (statement.state, statement.new) == ("read", 2)


def test_columns_are_said_once_and_remembered_for_the_account():
    account, by = make_account(), make_user(Role.STAFF)
    titles = ["甲", "乙", "丙", "丁", "戊", "己", "庚"]
    first = bank.upload_statement(account=account, file=table(line(), titles=titles), key=uuid.uuid4(), by=by)
    assert first.state == "columns"
    with pytest.raises(Refused):
        bank.choose_columns(statement=first, columns={"booked_on": 0, "credit": 4}, by=by)
    bank.choose_columns(statement=first, columns=COLUMNS, by=by)
    jobs.run(job_id=first.job_id)
    again = bank.upload_statement(account=account, file=table(line(), titles=titles), key=uuid.uuid4(), by=by)
    assert again.state == "reading"
    assert BankMapping.objects.get().columns == COLUMNS


def test_the_same_file_and_the_same_lines_count_once():
    account, rows = make_account(), [line(), line()]
    upload(*rows, account=account)
    with pytest.raises(importing.SameFile):
        upload(*rows, account=account)
    longer = upload(*rows, line(), account=account)
    assert (longer.new, longer.known) == (1, 2)
    assert BankLine.objects.count() == 3
    assert upload(*rows).new == 2  # another account of ours


def test_lines_without_a_number_of_the_bank_count_as_often_as_they_stand():
    account, bare = make_account(), line()
    bare[1] = ""
    assert upload(bare, bare, account=account).new == 2
    later = upload(bare, bare, line(), account=account)
    assert (later.new, later.known) == (1, 2)


BROKEN = {
    "negative": [line(amount="-100.00")],
    "three decimals": [line(amount="100.001")],
    "huge": [line(amount="1" * 13)],
    "words": [line(amount="一百元")],
    "nothing": [line(amount="")],
    "both ways": [line(amount="5.00", debit="5.00")],
    "no date": [["昨天", *line()[1:]]],
    "tomorrow": [line(day=days(1))],
    "cut": [line()[:4]],
    "another payment under the number": [line(reference="A1"), line(reference="A1", amount="7.00")],
    "1e400": [line(amount="1e400")],
    "NaN": [line(amount="NaN")],
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_row_that_cannot_be_right_refuses_the_file_with_a_sentence(what):
    statement = upload(line(), *BROKEN[what])
    assert (statement.state, BankLine.objects.count(), Gift.objects.count()) == ("refused", 0, 0)
    assert statement.refusal.endswith(("。", "."))
    assert Job.objects.get().state == "failed"


def half(content):
    return content[: len(content) // 2]


@pytest.mark.parametrize("what", ["empty", "no table", "half a workbook", "a picture", "lost text", "half a character"])
def test_a_file_that_cannot_be_read_is_refused_at_the_form(what):
    files = {
        "empty": b"", "no table": b"Dear Sir", "half a workbook": half(workbook(line()).read()),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "lost text": "日期,流水号,对方户名\n2026-01-01,1,\ufffd\ufffd".encode(),
        "half a character": table(*[line("捐赠人" * 9, memo="校友捐赠齐鲁奖学金" * 9)] * 3).read()[:-6],
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        upload(file=SimpleUploadedFile("x.xlsx" if what == "half a workbook" else "x.csv", files[what]))
    assert refused.value.field == "file"
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (0, 0)


def test_a_reference_that_was_another_payment_before_is_no_reference():
    account = make_account()
    upload(line(reference="A1"), account=account)
    statement = upload(line(reference="A1", amount="99.00"), account=account)
    assert (statement.state, BankLine.objects.count()) == ("refused", 1)


def test_each_line_gets_a_proposal_with_its_reason():
    fund = make_fund("账户之外")
    donor = make_donor(name="买买提·艾力")
    quoted, open_ = promise(amount="500.00", number=1), promise(make_donor(name="周一"), "80.00", number=2)
    announced = make_announced()
    make_organisation("浪潮集团有限公司")
    statement = upload(
        line("某人", "500.00", f"认捐 {quoted.code}"), line("某人", "100.00", f"{announced.code.lower()} 捐款"),
        line("周一", "40.00"), line("周一", "39.99"), line("买买提.艾力", "1.00"), line("浪潮集团有限公司", "1.00"),
        line("谁也不是", "1.00"), line("", "1.00"), account=make_account(fund=fund),
    )  # fmt: skip
    assert proposals(statement) == [
        "code", "announced", "instalment", "donor", "donor", "organisation", "nothing", "nothing",
    ]  # fmt: skip
    rows = list(statement.lines.order_by("row"))
    assert [row.pledge_id for row in rows[:3]] == [quoted.pk, None, open_.pk]
    assert [row.fund_id for row in rows[:5]] == [quoted.fund_id, announced.fund_id, open_.fund_id, fund.pk, fund.pk]
    assert rows[4].donor == donor


def test_where_two_fit_nothing_is_proposed():
    for _number in range(2):
        make_donor(name="王伟")
    first, second = (promise(make_donor(name="李娜"), "10.00", number=1) for _number in range(2))
    statement = upload(line("王伟"), line("李娜", "10.00"), line(memo=f"{first.code} {second.code}", payer="x"))
    assert proposals(statement) == ["nothing", "nothing", "nothing"]


def test_a_merged_donor_is_proposed_as_the_one_that_it_is():
    head = make_donor(name="赵六")
    make_donor(name="赵六", merged_into=head)
    assert upload(line("赵六")).lines.get().donor == head


def test_confirming_enters_for_who_imported_and_posts_for_who_confirms():
    pledge = promise(amount="5000.00", number=2)
    imports, confirms = make_user(Role.FINANCE), make_user(Role.FINANCE)
    statement = upload(line("他人代付", "3000.00", pledge.code, reference="BOC1"), by=imports)
    row = statement.lines.get()
    with pytest.raises(Refused):
        confirm(row, imports)
    assert (BankLine.objects.get().state, Gift.objects.count()) == ("open", 0)
    gift = confirm(row, confirms)
    assert (gift.entered_by, gift.posted_by, gift.reference, gift.state) == (imports, confirms, "BOC1", "posted")
    assert (gift.donor, gift.note.payer) == (pledge.donor, "他人代付")
    pledge.refresh_from_db()
    assert (pledge.paid, pledge.instalments.first().paid) == (Decimal("3000.00"), Decimal("2500.00"))
    assert BankLine.objects.get().gift == gift


def test_a_bank_reference_that_is_a_gift_already_is_no_second_one():
    make_gift(reference="BOC7")
    statement = upload(line(reference="BOC7"), account=make_account(fund=make_fund()))
    with pytest.raises(Refused) as refused:
        confirm(statement.lines.get())
    assert Gift.objects.count() == 1
    assert str(refused.value)


def test_an_announced_gift_is_received_with_its_giver():
    announced = make_announced(name="孙女士", is_anonymous=True)
    gift = confirm(upload(line("孙某", memo=announced.code)).lines.get())
    announced.refresh_from_db()
    assert (announced.state, announced.gift) == ("received", gift)
    assert (gift.donor.name, gift.donor.email, gift.is_anonymous) == ("孙女士", "qian@example.com", True)
    twice = upload(line("孙某", memo=announced.code)).lines.get()
    assert twice.proposal == "nothing"


def test_an_organisation_becomes_a_donor_once():
    make_organisation("浪潮集团有限公司")
    account = make_account(fund=make_fund())
    statement = upload(line("浪潮集团有限公司"), line("浪潮集团有限公司"), account=account)
    for row in statement.lines.all():
        confirm(row)
    assert Donor.objects.get().gifts.count() == 2


def test_what_was_chosen_by_hand_is_checked_by_another():
    chooses, donor, fund = make_user(Role.FINANCE), make_donor(name="吴先生"), make_fund()
    row = upload(line("不明", "2000.00")).lines.get()
    with pytest.raises(Refused):
        confirm(row)
    bank.choose(line_id=row.pk, version=1, donor=donor, fund=fund, by=chooses)
    with pytest.raises(Refused):
        confirm(row, chooses)
    gift = confirm(row)
    assert (gift.donor, gift.entered_by, gift.allocations.get().fund) == (donor, chooses, fund)


def test_a_new_donor_can_be_written_down_at_the_line():
    row = upload(line("新来的"), account=make_account(fund=make_fund())).lines.get()
    bank.choose(line_id=row.pk, version=1, new_donor="新来的", by=make_user(Role.STAFF))
    assert confirm(row).donor.name == "新来的"


def test_a_line_set_aside_becomes_no_gift_until_it_is_taken_up_again():
    row, by = upload(line("结息"), account=make_account(fund=make_fund())).lines.get(), make_user(Role.STAFF)
    bank.set_aside(line_id=row.pk, version=1, reason="利息", by=by)
    with pytest.raises(Refused):
        confirm(row)
    bank.reopen(line_id=row.pk, version=2, by=by)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("open", "")


def test_a_pledge_paid_meanwhile_is_said_and_nothing_is_posted():
    pledge = promise(make_donor(name="周一"), "80.00", number=1)
    rows = list(upload(line("周一", "80.00"), line("周一", "80.00")).lines.order_by("row"))
    confirm(rows[0])
    with pytest.raises(Refused) as refused:
        confirm(rows[1])
    assert pledge.code in str(refused.value)
    assert Gift.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_who_confirm_one_line_at_once_make_one_gift():
    promise(make_donor(name="周一"), "80.00", number=1)
    row = upload(line("周一", "80.00")).lines.get()
    acts = [partial(bank.confirm_line, line_id=row.pk, by=make_user(Role.FINANCE), version=1) for _one in range(20)]
    outcomes = at_once(*acts, expected=Refused)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 19
    assert Gift.objects.count() == 1


def test_many_sure_lines_at_once_leave_the_others():
    account, imports = make_account(fund=make_fund()), make_user(Role.FINANCE)
    pledges = [promise(make_donor(name=f"某{number}"), "2000.00", number=1) for number in range(4)]
    rows = [line("人", "2000.00", pledge.code) for pledge in pledges]
    statement = upload(*rows, line("人", "2000.01", pledges[0].code), line("不明"), account=account, by=imports)
    own = bank.start_confirming(statement=statement, by=imports)
    jobs.run(job_id=own.pk)
    assert Gift.objects.count() == 0
    job = bank.start_confirming(statement=statement, by=make_user(Role.FINANCE))
    assert job.total == 4
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.counts) == ("done", {"created": 4, "rejected": 0})
    assert sorted(statement.lines.values_list("state", flat=True)) == ["confirmed"] * 4 + ["open"] * 2


class Killed(BaseException):
    pass


def test_a_worker_that_dies_loses_nothing_and_repeats_nothing(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 3)
    account, by = make_account(), make_user(Role.FINANCE)
    statement = bank.upload_statement(
        account=account, file=table(*[line() for _number in range(10)]), key=uuid.uuid4(), by=by
    )
    bank.choose_columns(statement=statement, columns=COLUMNS, by=by)
    report, calls = jobs.Run.report, []

    def dying(self, **said):
        calls.append(said)
        if len(calls) == 3:
            raise Killed
        return report(self, **said)

    with monkeypatch.context() as patch:
        patch.setattr(jobs.Run, "report", dying)
        with pytest.raises(Killed):
            jobs.run(job_id=statement.job_id)
    assert BankLine.objects.count() == 6
    Job.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    assert jobs.sweep() == [statement.job_id]
    jobs.run(job_id=statement.job_id)
    statement.refresh_from_db()
    assert (statement.state, statement.new, BankLine.objects.count()) == ("read", 10, 10)


def test_codes_do_not_stand_in_ordinary_words():
    assert codes.found_in("PAYMENT FOR GRADUATES OF PHYSICS, GOOGLE PLACES 2026-11-27") == []


def test_a_line_is_compared_with_what_its_payer_owes_and_not_with_all_that_owe_as_much():
    fund, names = make_fund(), [f"捐赠人{number}" for number in range(60)]
    for name in names:
        promise(make_donor(name=name), "100.00", number=1, fund=fund)
    statement = upload(file=table(*(line(name) for name in names)))
    assert proposals(statement) == ["instalment"] * len(names)
    statement.lines.update(proposal="")
    with connection.cursor() as cursor:
        for step in proposing.STEPS[: proposing.STEPS.index(proposing.INSTALMENT)]:
            cursor.execute(step, {"statement": statement.pk})
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {proposing.INSTALMENT}", {"statement": statement.pk})
        plan = cursor.fetchone()[0][0]["Plan"]
    assert max(rows_of(plan)) <= 2 * len(names)


def rows_of(node):
    """How many rows came out of each step of a plan; an index alone counts rows that are no more as well."""
    if node["Node Type"] != "Bitmap Index Scan":
        yield node["Actual Rows"] * node["Actual Loops"]
    for part in node.get("Plans", []):
        yield from rows_of(part)
