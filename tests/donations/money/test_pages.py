"""The pages of pledges, bank statements and payments: what they cost, who sees what, and that pressing works."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import AnnouncedGift, BankAccount, BankLine, BankStatement, Gift, PaymentNotice, Pledge
from donations.services import money_record
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_money import line, make_account, make_announced, promise, table, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(client):
    user = make_user(Role.FINANCE)
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"admin:donations_{name}", args=args)


def test_a_pledge_is_written_down_from_its_donor(client, finance):
    donor, fund = make_donor(name="孙先生"), make_fund()
    page = client.get(at("pledge_add"), {"q": "孙"})
    assert list(page.context["donors"]) == [donor]
    today = timezone.localdate().isoformat()
    said = {
        "fund": fund.pk, "amount": "1,000", "rhythm": "yearly", "number": "3", "first_on": today, "pledged_on": today,
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    for _again in range(2):
        answer = client.post(f"{at('pledge_add')}?donor={donor.pk}", said)
    pledge = Pledge.objects.get()
    assert answer["location"] == at("pledge_change", pledge.pk)
    assert (pledge.amount, pledge.instalments.count()) == (1000, 3)
    assert pledge.code in client.get(answer["location"]).content.decode()


def test_an_agreement_of_another_donor_is_not_that_of_a_pledge(client, finance):
    from donations.models import Agreement

    theirs = Agreement.objects.create(donor=make_donor(name="别人"), number="X1", title="协议", key=uuid.uuid4())
    today = timezone.localdate().isoformat()
    said = {
        "fund": make_fund().pk, "amount": "10", "rhythm": "once", "number": "1", "first_on": today, "pledged_on": today,
        "key": str(uuid.uuid4()), "agreement": theirs.pk,
    }  # fmt: skip
    assert client.post(f"{at('pledge_add')}?donor={make_donor().pk}", said).status_code == 422
    assert Pledge.objects.count() == 0


def test_pledges_change_are_cancelled_and_are_paid_on_their_pages(client, finance):
    pledge = promise()
    gift = make_gift(pledge.donor, "100.00", pledge.fund)
    client.post(at("pledge_match", pledge.pk), {"gift": gift.pk})
    first = (timezone.localdate() + timedelta(days=5)).isoformat()
    client.post(
        at("pledge_amend", pledge.pk),
        {"amount": "200", "rhythm": "once", "number": "1", "first_on": first, "reason": "减", "version": "1"},
    )
    pledge.refresh_from_db()
    assert (pledge.amount, pledge.paid) == (200, 100)
    assert "100.00" in client.get(at("pledge_cancel", pledge.pk)).content.decode()
    client.post(at("pledge_cancel", pledge.pk), {"reason": "不再捐", "version": "2"})
    pledge.refresh_from_db()
    assert (pledge.state, pledge.amount) == ("cancelled", 100)
    assert client.get(at("pledge_change", pledge.pk)).status_code == 200


def test_a_college_sees_its_pledges_alone(client):
    ours = make_college("数学学院")
    client.force_login(make_user(Role.COLLEGE_OFFICER, ours))
    mine, other = promise(fund=make_fund(college=ours)), promise()
    assert [row.pk for row in client.get(at("pledge_changelist")).context["page"].rows] == [mine.pk]
    assert client.get(at("pledge_change", other.pk)).status_code == 404
    assert {row.pledge_id for row in client.get(at("pledge_due")).context["listed"]} == {mine.pk}


LISTS = [("pledge_changelist", 4), ("pledge_due", 8), ("bankstatement_changelist", 5), ("bankaccount_changelist", 4),
         ("announcedgift_changelist", 5), ("announcedgift_notices", 4)]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(("name", "queries"), LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_five(
    client, finance, django_assert_num_queries, name, queries, rows
):
    for number in range(rows):
        promise(make_donor(name=f"某{number}", email="a@example.com"), number=1)
        upload(line(f"某{number}", "300.00"), by=finance)
        make_announced()
        PaymentNotice.objects.create(notify_id=str(number), verdict="waiting", why="order")
    client.get(at(name))
    with django_assert_num_queries(queries):
        page = client.get(at(name)).content.decode()
    assert page.count("<tr>") >= rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_statement_costs_the_same_for_one_line_and_for_five(client, finance, django_assert_num_queries, rows):
    pledges = [promise(make_donor(name=f"某{number}"), number=1) for number in range(rows)]
    statement = upload(*[line(memo=pledge.code, amount="300.00") for pledge in pledges])
    client.get(at("bankstatement_change", statement.pk))
    with django_assert_num_queries(8):
        page = client.get(at("bankstatement_change", statement.pk))
    assert len(page.context["listed"]) == rows


def test_a_file_is_uploaded_its_columns_said_and_its_sure_lines_posted(
    client, finance, django_capture_on_commit_callbacks
):
    assert client.get(at("bankstatement_add"))["location"] == at("bankaccount_add")
    client.post(
        at("bankaccount_add"),
        {"label": "专户", "bank": "中行", "number": "24000000", "key": str(uuid.uuid4()), "version": "1"},
    )
    account, pledge = BankAccount.objects.get(), promise(number=1)
    client.post(
        at("bankstatement_add"),
        {"account": account.pk, "key": str(uuid.uuid4()), "file": table(line(memo=pledge.code, amount="300.00"))},
    )
    statement = BankStatement.objects.get()
    page = client.get(at("bankstatement_columns", statement.pk))
    said = {field.name: field.value() for field in page.context["form"]}
    assert [said[role] for role in ("booked_on", "reference", "payer", "credit", "memo")] == ["0", "1", "2", "4", "6"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("bankstatement_columns", statement.pk), said)
    row = BankLine.objects.get()
    page = client.get(at("bankstatement_change", statement.pk))
    assert (page.context["show"], [each.pk for each in page.context["listed"]]) == ("sure", [row.pk])
    client.post(at("bankstatement_confirm", statement.pk), {"lines": [row.pk, "x", "99"]})
    assert Gift.objects.posted().count() == 1


def test_a_file_that_was_uploaded_before_leads_to_what_became_of_it(client, finance):
    account, row = make_account(), line()
    statement = upload(row, account=account)
    said = {"account": account.pk, "key": str(uuid.uuid4()), "file": table(row)}
    assert client.post(at("bankstatement_add"), said)["location"] == at("bankstatement_change", statement.pk)
    assert BankStatement.objects.count() == 1


def test_who_may_not_post_is_shown_no_button_and_posts_nothing(client):
    staff = make_user(Role.STAFF)
    client.force_login(staff)
    statement = upload(line(memo=promise(number=1).code, amount="300.00"))
    row = statement.lines.get()
    page = client.get(at("bankstatement_change", statement.pk)).content.decode()
    assert at("bankstatement_confirm_all", statement.pk) not in page
    assert 'name="lines"' not in page
    assert client.post(at("bankstatement_line_confirm", row.pk), {"version": row.version}).status_code == 403
    assert Gift.objects.count() == 0


def test_a_line_is_corrected_on_its_page(client, finance):
    donor, fund = make_donor(name="吴先生"), make_fund()
    row = upload(line("吴某", "30.00")).lines.get()
    page = client.get(at("bankstatement_line", row.pk), {"q": "吴先生"})
    assert list(page.context["donors"]) == [donor]
    client.post(at("bankstatement_line_pick", row.pk), {"donor": donor.pk, "version": 1})
    client.post(at("bankstatement_line_fund", row.pk), {"fund": fund.pk, "version": 2})
    client.post(at("bankstatement_line_confirm", row.pk), {"version": 3})
    row.refresh_from_db()
    assert (row.state, row.gift.donor, row.gift.note.payer) == ("confirmed", donor, "吴某")
    assert client.get(at("bankstatement_line", row.pk)).status_code == 200


def test_a_line_is_set_aside_and_taken_up_again_on_its_page(client, finance):
    row = upload(line("结息", "30.00"), account=make_account(fund=make_fund())).lines.get()
    assert client.post(at("bankstatement_line_aside", row.pk), {"reason": "", "version": 1}).status_code == 422
    client.post(at("bankstatement_line_aside", row.pk), {"reason": "利息", "version": 1})
    assert BankLine.objects.get().state == "aside"
    client.post(at("bankstatement_line_reopen", row.pk), {"version": 2})
    assert BankLine.objects.get().state == "open"
    client.post(at("bankstatement_line_donor", row.pk), {"new_donor": "新人", "new_kind": "person", "version": 3})
    assert BankLine.objects.get().donor.name == "新人"


def test_a_refused_file_says_why_on_its_page(client, finance):
    statement = upload(line(amount="1.001"))
    assert statement.refusal in client.get(at("bankstatement_change", statement.pk)).content.decode()


def test_a_notice_is_looked_at(client, finance):
    notice = PaymentNotice.objects.create(notify_id="n1", verdict="waiting", why="amount", amount="99.99")
    page = client.get(at("announcedgift_notice", notice.pk)).content.decode()
    assert "99.99" in page
    client.post(at("announcedgift_notice", notice.pk), {"note": "已在支付宝退款"})
    notice.refresh_from_db()
    assert (notice.verdict, notice.decided_by) == ("done", finance)


def test_erasing_a_person_leaves_what_came_in_and_nobodys_name():
    from donations.services import donors_record

    person = make_alumnus("王伟")
    donor = make_donor(person)
    row = upload(line("王伟", memo="王伟捐", account="6222"), account=make_account(fund=make_fund())).lines.get()
    announced = make_announced(name="王伟", alumnus=person, donor=donor)
    assert money_record.export(person)["announced_gifts"][0]["code"] == announced.code
    donors_record.erase(person)
    money_record.erase(person)
    row.refresh_from_db()
    announced = AnnouncedGift.objects.get()
    assert (row.payer, row.memo, row.payer_account, row.amount) == ("", "", "", 100)
    assert (announced.name, announced.email, announced.alumnus) == ("", "", None)


def test_merging_people_takes_their_announced_gifts_along():
    keep, drop = make_alumnus("王伟"), make_alumnus("王伟")
    announced = make_announced(alumnus=drop)
    journal = money_record.reassign(keep, drop)
    assert AnnouncedGift.objects.get().alumnus == keep
    assert money_record.undo(keep, drop, journal) == 0
    announced.refresh_from_db()
    assert announced.alumnus == drop
