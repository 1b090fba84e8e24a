import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Fund, FundUse
from donations.queries import funds as queries
from donations.queries.funds import Balance
from donations.services import funds
from donations.services.refusals import Refused
from tests.factories import make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund, make_use
from tests.giving_desk import PDF, make_documented_use

pytestmark = pytest.mark.django_db


def test_a_balance_is_what_posted_gifts_brought_less_what_posted_uses_took():
    fund, other = make_fund(), make_fund("另一")
    gift = make_gift(amount="100.00", fund=fund)
    make_refund(gift, "10.00")
    make_gift(amount="7.00", fund=fund, posted=False)
    make_use(fund, "30.00")
    make_use(fund, "5.00", posted=False)
    assert queries.balances([fund, other]) == {
        fund.pk: Balance(Decimal("90.00"), Decimal("30.00")), other.pk: Balance(Decimal(0), Decimal(0))
    }  # fmt: skip
    assert queries.balances([fund])[fund.pk].left == Decimal("60.00")


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_five(at_desk, django_assert_num_queries, number):
    for n in range(number):
        make_gift(amount="8.00", fund=make_fund(f"基金{n}"))
    client = at_desk()
    with django_assert_num_queries(6):  # session, user, grants, count, page, balances
        response = client.get(reverse("admin:donations_fund_changelist"))
    assert [row.sums.left for row in response.context["listed"].object_list] == [Decimal("8.00")] * number


def test_a_fund_is_opened_changed_and_its_code_is_its_own(at_desk):
    client = at_desk(Role.STAFF)
    form = {"name": "齐鲁奖学金", "purpose": "奖学", "restriction": "purpose", "project_code": "QL-1",
            "opened_on": "2020-01-01", "key": str(uuid.uuid4())}  # fmt: skip
    add = reverse("admin:donations_fund_add")
    for _again in range(2):
        assert client.post(add, form).status_code == 302
    fund = Fund.objects.get()
    again = client.post(add, form | {"key": str(uuid.uuid4())})
    assert "Another fund has this project code." in again.content.decode()
    edit = reverse("admin:donations_fund_edit", args=[fund.pk])
    assert client.post(edit, form | {"version": 1, "name": "新名"}).status_code == 302
    stale = client.post(edit, form | {"version": 1, "name": "旧名"})
    assert "Somebody else saved in the meantime." in stale.content.decode()
    fund.refresh_from_db()
    assert fund.name == "新名"


def test_a_use_is_entered_with_its_document_posted_by_another_and_taken_back(at_desk):
    fund, maker = make_fund(), make_user(Role.FINANCE)
    make_gift(amount="5000.00", fund=fund)
    client = at_desk(maker)
    form = {"amount": "5000", "spent_on": timezone.localdate().isoformat(), "purpose": "奖学金发放", "is_shown": "on",
            "key": str(uuid.uuid4())}  # fmt: skip
    add = reverse("admin:donations_fund_use_add", args=[fund.pk])
    for _again in range(2):
        upload = SimpleUploadedFile("发放表.pdf", PDF)
        assert client.post(add, form | {"upload": upload}).status_code == 302
    use = FundUse.objects.get()
    with use.file.open() as file:
        assert file.read() == PDF
    post = reverse("admin:donations_fund_use_post", args=[fund.pk, use.pk])
    said = client.post(post, follow=True).content.decode()
    assert "Above the limit somebody else than who entered it has to post it." in said
    assert queries.balances([fund])[fund.pk].spent == 0
    at_desk(Role.FINANCE).post(post)
    assert queries.balances([fund])[fund.pk].spent == Decimal("5000.00")
    back = reverse("admin:donations_fund_use_back", args=[fund.pk, use.pk])
    assert "¥5,000.00" in client.get(back).content.decode()
    client.post(back, {"reason": "记错了基金", "key": str(uuid.uuid4())})
    row = FundUse.objects.get(corrects=use)
    funds.post_use(use_id=row.pk, by=make_user(Role.FINANCE))
    assert queries.balances([fund])[fund.pk].spent == 0
    with pytest.raises(Refused):
        funds.take_back_use(use=use, key=uuid.uuid4(), reason="再来", by=maker)


def test_a_program_is_no_document(at_desk):
    form = {"amount": "5", "spent_on": timezone.localdate().isoformat(), "purpose": "x", "key": str(uuid.uuid4()),
            "upload": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")}  # fmt: skip
    response = at_desk().post(reverse("admin:donations_fund_use_add", args=[make_fund().pk]), form)
    assert "This file cannot be read" in response.content.decode()
    assert FundUse.objects.count() == 0


def test_the_document_of_a_use_is_for_who_sees_the_funds_sums(at_desk):
    ours = make_college("数学学院")
    mine, common = make_documented_use(make_fund("甲", college=ours)), make_documented_use(make_fund("乙"))
    foreign = make_documented_use(make_fund("丙", college=make_college("文学院")))
    client = at_desk(make_user(Role.COLLEGE_OFFICER, college=ours))
    given = client.get(reverse("admin:donations_fund_use_file", args=[mine.fund_id, mine.pk]))
    assert b"".join(given.streaming_content) == PDF
    for use in (common, foreign):
        path = reverse("admin:donations_fund_use_file", args=[use.fund_id, use.pk])
        assert client.get(path).status_code == 404
    page = client.get(reverse("admin:donations_fund_change", args=[common.fund_id]))
    assert page.context["fund"].sums is None
    assert "50.00" not in page.content.decode()


def test_showing_to_donors_is_the_one_thing_that_changes_of_a_posted_use(at_desk):
    use = make_use(make_fund())
    at_desk().post(reverse("admin:donations_fund_use_show", args=[use.fund_id, use.pk]))
    use.refresh_from_db()
    assert use.is_shown is False


def test_a_use_above_the_balance_is_refused_with_a_sentence_and_stays_to_post(at_desk):
    fund = make_fund()
    make_gift(amount="40.00", fund=fund)
    use = make_use(fund, "50.00", posted=False)
    said = at_desk().post(reverse("admin:donations_fund_use_post", args=[fund.pk, use.pk]), follow=True)
    assert "This is more than the fund has left: it can be posted once enough came in." in said.content.decode()
    assert list(queries.uses_to_post(make_user(Role.FINANCE))) == [use]
    assert queries.balances([fund])[fund.pk] == Balance(Decimal("40.00"), Decimal(0))


def test_an_overdrawn_fund_says_by_how_much_and_what_went_back(at_desk):
    fund, client = make_fund(), at_desk()
    make_refund(make_gift(amount="500.00", fund=fund), "1.00", reason="多转的零头")
    gift = make_gift(make_donor(name="退款的公司"), amount="100.00", fund=fund)
    make_use(fund, "590.00")
    page = client.get(reverse("admin:donations_gift_back", args=[gift.pk])).content.decode()
    assert "What this gift brought was spent already" in page
    assert f"{fund}: ¥9.00 left" in page
    make_refund(gift, "60.00", reason="汇错账户")
    page = client.get(reverse("admin:donations_fund_change", args=[fund.pk]))
    said = page.content.decode()
    assert "Overdrawn by ¥51.00" in said
    assert [row.gift.note.text for row in page.context["went_back"]] == ["汇错账户"]
    assert "退款的公司" in said
    assert "多转的零头" not in said
    assert "overdrawn" in client.get(reverse("admin:donations_fund_changelist")).content.decode()
    make_gift(amount="51.00", fund=fund)
    assert "Overdrawn" not in client.get(reverse("admin:donations_fund_change", args=[fund.pk])).content.decode()


def test_a_gift_whose_money_is_there_goes_back_without_a_warning(at_desk):
    fund = make_fund()
    gift = make_gift(amount="100.00", fund=fund)
    make_gift(amount="50.00", fund=fund)
    make_use(fund, "50.00")
    page = at_desk().get(reverse("admin:donations_gift_back", args=[gift.pk]))
    assert page.context["short"] == []
    assert "was spent already" not in page.content.decode()
