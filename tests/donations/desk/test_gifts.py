"""Gifts on the desk: what may be typed, who may post, and how it goes back."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni_office.accounts.roles import Role
from donations.forms.gifts import GiftForm
from donations.models import Gift, SoftCredit
from donations.queries import gifts as queries
from donations.services import agreements, batches, gifts, soft_credits
from donations.services.refusals import Refused
from tests.factories import make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund
from tests.giving_desk import make_agreement, make_batch

pytestmark = pytest.mark.django_db
LIST = reverse("admin:donations_gift_changelist")


def sent(fund, **fields):
    return {
        "kind": "money", "amount": "1,000.50", "currency": "CNY", "received_on": timezone.localdate().isoformat(),
        "method": "transfer", "fund_1": fund.pk, "key": str(uuid.uuid4()),
    } | fields  # fmt: skip


def add_path(donor, **more):
    return f"{reverse('admin:donations_gift_add')}?donor={donor.pk}" + "".join(f"&{k}={v}" for k, v in more.items())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("１００", "100.00"), ("1,000", "1000.00"), (" 1", "1.00"), ("0.01", "0.01"),
     ("999999999999.99", "999999999999.99"),
     ("0", None), ("-1", None), ("0.001", None), ("NaN", None), ("Infinity", None), ("1e400", None), ("1e9", None),
     ("+1", None), ("1,00", None), ("十元", None), ("1000000000000", None), ("", None)],
)  # fmt: skip
def test_an_amount_is_read_rightly_or_refused(at_desk, typed, kept):
    response = at_desk().post(add_path(make_donor()), sent(make_fund(), amount=typed))
    assert [str(row.amount) for row in Gift.objects.all()] == ([kept] if kept else [])
    assert response.status_code == (302 if kept else 422)


@pytest.mark.parametrize(
    "wrong",
    [{"received_on": "2999-01-01"}, {"received_on": "0002-01-01"}, {"currency": "XXX"}, {"currency": "USD"},
     {"currency": "USD", "rate": "0"}, {"currency": "USD", "rate": "-7"}, {"currency": "USD", "rate": "NaN"},
     {"currency": "USD", "rate": "99999999", "amount": "999999999999"}, {"currency": "USD", "rate": "0.000001",
     "amount": "0.01"}, {"currency": "JPY", "rate": "0.05", "amount": "0.50"}, {"kind": "thing"}, {"tribute": "honour"},
     {"part_1": "1"}, {"fund_1": ""}, {"part_2": "5"}],
)  # fmt: skip
def test_what_contradicts_itself_is_said_and_nothing_entered(at_desk, wrong):
    response = at_desk().post(add_path(make_donor()), sent(make_fund()) | wrong)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert Gift.objects.count() == 0


def test_a_gift_of_many_kinds_of_facts_is_entered_whole_and_once(at_desk):
    donor, one, two, college = make_donor(), make_fund("甲"), make_fund("乙"), make_college()
    clerk = make_user(Role.FINANCE)
    form = sent(one) | {
        "kind": "thing", "amount": "100.00", "currency": "USD", "rate": "7.123456", "part_1": "12.35", "fund_2": two.pk,
        "college": college.pk, "is_anonymous": "on", "tribute": "memory", "tribute_to": "王师", "payer": "某公司",
        "description": "显微镜", "valued_by": "评估所", "valued_on": "2026-01-02", "kept_at": "生物楼",
    }  # fmt: skip
    client = at_desk(clerk)
    for _again in range(2):
        assert client.post(add_path(donor), form).status_code == 302
    gift = Gift.objects.get()
    assert (gift.amount_cny, gift.entered_by, gift.state) == (Decimal("712.35"), clerk, "entered")
    parts = dict(gift.allocations.values_list("fund", "amount_cny"))
    assert parts == {one.pk: Decimal("12.35"), two.pk: Decimal("700.00")}
    assert (gift.note.tribute_to, gift.note.payer, gift.kept_at) == ("王师", "某公司", "生物楼")
    page = client.get(reverse("admin:donations_gift_change", args=[gift.pk])).content.decode()
    assert "US$100.00" in page
    assert "显微镜" in page


def test_the_same_reference_of_a_bank_is_taken_once(at_desk):
    client, fund, donor = at_desk(), make_fund(), make_donor()
    assert client.post(add_path(donor), sent(fund, reference="B-7")).status_code == 302
    response = client.post(add_path(donor), sent(fund, reference="B-7"))
    assert "A gift with this reference of a payment is on record already." in response.content.decode()
    assert Gift.objects.count() == 1


amounts = st.decimals(min_value="0.01", max_value="999999.99", places=2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole=amounts, cuts=st.lists(amounts, max_size=3))
def test_whatever_is_typed_the_parts_are_the_gift_or_it_is_refused(db, whole, cuts):
    with transaction.atomic():
        funds = [make_fund(f"{n}") for n in range(len(cuts) + 1)]
        data = sent(funds[0], amount=str(whole))
        data |= {f"fund_{n}": fund.pk for n, fund in enumerate(funds, 1)}
        data |= {f"part_{n}": str(cut) for n, cut in enumerate(cuts, 2)}
        form = GiftForm(data, user=make_user(Role.FINANCE), donor=make_donor())
        assert form.is_valid() == (sum(cuts) < whole)
        if form.is_valid():
            assert sum(share.amount_cny for share in form.cleaned_data["shares"]) == whole
            assert all(share.amount_cny > 0 for share in form.cleaned_data["shares"])
        transaction.set_rollback(True)


def test_who_entered_above_the_limit_does_not_post_by_any_door(at_desk, settings):
    maker = make_user(Role.HEAD)
    gift = make_gift(amount="1000.01", by=maker, posted=False)
    path = reverse("admin:donations_gift_post", args=[gift.pk])
    client = at_desk(maker)
    assert f'action="{path}"' not in client.get(reverse("admin:donations_gift_change", args=[gift.pk])).content.decode()
    settings.GIFT_OWN_LIMIT = "999999.00"  # raised in between: the gift keeps the one that it was entered under
    response = client.post(path, follow=True)
    assert "Above the limit somebody else than who entered it has to post it." in response.content.decode()
    client.logout()
    client.force_login(maker)  # another session of the same account
    client.post(path)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=gift.pk).update(posted_by=maker, state="posted", posted_on=timezone.localdate(),
                                               posted_at=timezone.now())  # fmt: skip
    gift.refresh_from_db()
    assert (gift.state, gift.own_limit) == ("entered", Decimal("1000.00"))
    at_desk(Role.FINANCE).post(path)
    gift.refresh_from_db()
    assert gift.state == "posted"


def test_staff_enters_and_does_not_post(at_desk):
    gift = make_gift(amount="1.00", posted=False)
    client = at_desk(Role.STAFF)
    assert client.post(reverse("admin:donations_gift_post", args=[gift.pk])).status_code == 403
    assert client.get(add_path(gift.donor)).status_code == 200
    gift.refresh_from_db()
    assert gift.state == "entered"


def test_a_dropped_gift_is_never_posted_and_frees_its_reference(at_desk):
    gift = make_gift(posted=False, reference="B-9")
    client = at_desk()
    drop = reverse("admin:donations_gift_drop", args=[gift.pk])
    assert "¥100.00" in client.get(drop).content.decode()
    client.post(drop)
    response = client.post(reverse("admin:donations_gift_post", args=[gift.pk]), follow=True)
    assert "Somebody else was faster" in response.content.decode()
    like = client.get(add_path(gift.donor, like=gift.pk)).context["form"]
    assert like.initial["amount"] == Decimal("100.00")
    assert make_gift(reference="B-9").state == "posted"


def test_what_goes_back_is_a_row_of_its_own_that_another_posts(at_desk):
    maker = make_user(Role.FINANCE)
    gift = make_gift(amount="5000.00")
    client, path = at_desk(maker), reverse("admin:donations_gift_back", args=[gift.pk])
    form = {"entry": "refund", "amount": "1500", "on": timezone.localdate().isoformat(), "reason": "付错了",
            "key": str(uuid.uuid4())}  # fmt: skip
    assert client.get(path).context["left"] == (Decimal("5000.00"), Decimal("5000.00"))
    for _again in range(2):
        client.post(path, form)
    row = Gift.objects.get(corrects=gift)
    assert (row.amount, row.state, row.note.text) == (Decimal("-1500.00"), "entered", "付错了")
    with pytest.raises(Refused):
        gifts.post_gift(gift_id=row.pk, by=maker)
    too_much = client.post(path, form | {"amount": "3500.01", "key": str(uuid.uuid4())})
    assert "More cannot go back than came in." in too_much.content.decode()
    gifts.post_gift(gift_id=row.pk, by=make_user(Role.FINANCE))
    client.post(path, form | {"entry": "correction", "amount": "", "key": str(uuid.uuid4())})
    assert Gift.objects.get(entry="correction").amount == Decimal("-3500.00")


def test_warnings_about_matching_are_no_bar():
    agreement = make_agreement(make_donor(name="别人"))
    gift = make_gift(
        amount="99999.99", kind="thing", description="钢琴", valued_by="评估所", valued_on=timezone.localdate(),
        agreement=agreement, note={"payer": "某公司"},
    )  # fmt: skip
    assert [row.what for row in queries.warnings(gift)] == ["amount", "kind", "payer", "signatory"]
    plain = make_gift(make_donor(name="某公司"), "100000.00", note={"payer": "某 公司"})
    assert queries.warnings(plain) == []
    assert queries.warnings(make_refund(plain, "1.00")) == []


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_five(at_desk, django_assert_num_queries, number):
    rows = [make_gift(amount=f"{n + 1}.00") for n in range(number)]
    client = at_desk()
    with django_assert_num_queries(8):  # session, user, grants, two choices, page, allocations, funds
        response = client.get(LIST)
    assert [row.pk for row in response.context["listed"].rows] == [row.pk for row in reversed(rows)]


def test_a_college_officer_sees_gifts_of_the_college_and_no_other(at_desk):
    ours = make_college("数学学院")
    mine, other = make_gift(college=ours), make_gift(make_donor(name="别家"), "777.00")
    client = at_desk(make_user(Role.COLLEGE_OFFICER, college=ours))
    response = client.get(LIST)
    assert [row.pk for row in response.context["listed"].rows] == [mine.pk]
    assert client.get(reverse("admin:donations_gift_change", args=[other.pk])).status_code == 404
    assert client.get(add_path(mine.donor)).status_code == 403


def test_a_batch_is_posted_when_it_is_what_was_expected_and_whole(at_desk):
    maker, fund = make_user(Role.FINANCE), make_fund()
    batch = make_batch(2, "300.00")
    first = make_gift(amount="100.00", by=maker, posted=False, batch=batch, fund=fund)
    client = at_desk()
    assert client.get(reverse("admin:donations_batch_change", args=[batch.pk])).context["agrees"] is False
    with pytest.raises(Refused, match="not what was expected"):
        batches.post_batch(batch_id=batch.pk, by=make_user(Role.FINANCE))
    response = client.post(reverse("admin:donations_gift_post", args=[first.pk]), follow=True)
    assert "A batch is posted whole." in response.content.decode()
    client.post(add_path(make_donor(), batch=batch.pk), sent(fund, amount="200"))
    client.post(reverse("admin:donations_batch_post", args=[batch.pk]))
    assert list(batch.gifts.values_list("state", flat=True)) == ["posted", "posted"]
    with pytest.raises(Refused):
        batches.post_batch(batch_id=batch.pk, by=maker)
    with pytest.raises(Refused, match="takes nothing more"):
        make_gift(batch=batch, posted=False)


def test_a_batch_with_one_gift_of_the_poster_above_the_limit_is_not_posted_at_all():
    maker = make_user(Role.FINANCE)
    batch = make_batch(2, "2100.00")
    make_gift(amount="100.00", by=make_user(Role.FINANCE), posted=False, batch=batch)
    make_gift(amount="2000.00", by=maker, posted=False, batch=batch)
    with pytest.raises(Refused, match="Above the limit"):
        batches.post_batch(batch_id=batch.pk, by=maker)
    assert set(batch.gifts.values_list("state", flat=True)) == {"entered"}


def test_the_database_posts_no_part_of_a_batch():
    gift = make_gift(posted=False, batch=make_batch())
    with transaction.atomic(), connection.cursor() as cursor:
        gifts.post_gift(gift_id=gift.pk, by=make_user(Role.FINANCE))
        with pytest.raises(IntegrityError, match="posted whole"), transaction.atomic():
            cursor.execute("SET CONSTRAINTS donations_posted_with_batch IMMEDIATE")
        transaction.set_rollback(True)


def test_soft_credit_thanks_and_adds_to_no_sum(at_desk):
    gift, friend = make_gift(amount="100.00"), make_donor(name="钱女士")
    client = at_desk()
    path = f"{reverse('admin:donations_gift_credit_add', args=[gift.pk])}?donor={friend.pk}"
    assert client.post(path, {"kind": "runs", "amount_cny": "100.01"}).status_code == 422
    assert client.post(path, {"kind": "runs", "amount_cny": "100"}).status_code == 302
    assert client.post(path, {"kind": "runs", "amount_cny": "100"}).status_code == 422
    with pytest.raises(Refused, match="legal credit"):
        soft_credits.give_credit(
            gift=gift, donor=gift.donor, kind="runs", amount_cny=Decimal(1), by=make_user(Role.FINANCE)
        )
    page = client.get(reverse("admin:donations_donor_change", args=[friend.pk]))
    assert page.context["received"] == 0
    assert [row.amount_cny for row in page.context["credits"]] == [Decimal("100.00")]
    client.post(reverse("admin:donations_gift_credit_end", args=[gift.pk, SoftCredit.objects.get().pk]))
    assert SoftCredit.objects.get().ended_at is not None


def test_an_agreement_is_written_while_it_is_a_draft(at_desk):
    row = make_agreement(signed=False)
    client = at_desk(Role.STAFF)
    form = {"number": row.number, "title": "新题", "version": row.version}
    assert client.post(reverse("admin:donations_agreement_edit", args=[row.pk]), form).status_code == 302
    client.post(
        reverse("admin:donations_agreement_sign", args=[row.pk]), {"signed_on": timezone.localdate().isoformat()}
    )
    row.refresh_from_db()
    assert (row.title, row.state) == ("新题", "signed")
    late = client.post(
        reverse("admin:donations_agreement_edit", args=[row.pk]), form | {"version": row.version, "title": "再改"}
    )
    assert "A signed agreement is not written any more." in late.content.decode()
    for change in ({"title": "再改"}, {"file": "x.pdf"}, {"amount": 5}, {"state": "draft"}, {"state": "fulfilled"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
    move = reverse("admin:donations_agreement_move", args=[row.pk, "in_force"])
    client.post(move)
    with pytest.raises(Refused, match="why"):
        agreements.move(agreement=row, to="ended", by=make_user())
    client.post(reverse("admin:donations_agreement_end", args=[row.pk]), {"reason": "公司注销"})
    row.refresh_from_db()
    assert (row.state, row.end_reason) == ("ended", "公司注销")
    assert "Somebody else was faster" in client.post(move, follow=True).content.decode()


def test_the_document_of_an_agreement_is_given_to_who_may_see_it(at_desk):
    ours = make_college("数学学院")
    mine, other = make_agreement(college=ours), make_agreement()
    client = at_desk(make_user(Role.COLLEGE_OFFICER, college=ours))
    response = client.get(reverse("admin:donations_agreement_file", args=[mine.pk]))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("admin:donations_agreement_file", args=[other.pk])).status_code == 404
