"""What happens at the same moment: one of two stands, or both, and what adds up goes on adding up."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import (
    Allocation,
    Closing,
    ClubVote,
    Donor,
    Fund,
    Gift,
    Need,
    NeedCase,
    Pledge,
    Receipt,
    ReceiptGift,
    StandingOffer,
)
from donations.queries.funds import balances
from donations.services import bank, cases, closing, club, donors, funds, gifts, needs, pledges, receipts
from donations.services.refusals import SENTENCES, Refused
from tests.factories import make_member, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund, make_use
from tests.giving_club import make_application, make_seat
from tests.giving_money import line, promise, upload
from tests.giving_needs import make_need
from tests.giving_receipts import make_range, make_receipt
from tests.waiting import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def together(*acts) -> list[bool]:
    """Which of `acts` was taken, all begun at the same moment. Anything but Refused is a mistake of ours."""
    return [not isinstance(end, Refused) for end in at_once(*acts, expected=Refused)]


def test_a_pledge_cancelled_while_the_bank_pays_it_adds_up():
    by, fund = make_user(Role.FINANCE), make_fund()
    for number in range(TIMES):
        donor = make_donor(name=f"郑先生{number}")
        pledge = promise(donor, "300.00", number=3, fund=fund)
        row = upload(line(donor.name, "100.00", pledge.code)).lines.get()
        paid, cancelled = together(
            lambda row=row: bank.confirm_line(line_id=row.pk, by=by),
            lambda pledge=pledge: pledges.cancel_pledge(pledge_id=pledge.pk, version=1, reason="来函", by=by),
        )
        pledge.refresh_from_db()
        row.refresh_from_db()
        assert paid or cancelled
        assert pledge.paid == (100 if paid else 0)
        assert pledge.amount == (pledge.paid if cancelled else 300)
        assert (row.state == "confirmed") == paid
        assert pledge.changes.aggregate(s=Sum("amount"))["s"] == pledge.amount


def test_a_receipt_voided_while_that_of_the_year_is_issued_leaves_each_gift_on_one():
    by, other, range = make_user(Role.FINANCE), make_user(Role.FINANCE), make_range()
    for _each in "1234":
        donor = make_donor()
        one, two = make_gift(donor), make_gift(donor)
        first = make_receipt(one, by=by, range=range)
        together(
            lambda first=first: receipts.void(receipt=first, reason="写错", by=other),
            lambda donor=donor: receipts.issue_year(
                key=uuid.uuid4(), donor=donor, year=timezone.localdate().year, range=range, by=by
            ),
        )
        on = ReceiptGift.objects.filter(gift__in=[one, two], is_valid=True).values_list("gift", flat=True)
        assert len(on) == len(set(on))
        assert two.pk in on
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range_of(1, len(numbers)))


def range_of(first: int, last: int):
    return range(first, last + 1)


def test_a_refund_posted_while_a_receipt_is_issued_is_on_it_or_waits_for_its_red_one():
    by, numbers = make_user(Role.FINANCE), make_range()
    for _each in "1234":
        gift = make_gift(amount="100.00")
        back = make_refund(gift, "30.00", posted=False)
        together(
            lambda back=back: gifts.post_gift(gift_id=back.pk, by=by),
            lambda gift=gift: receipts.issue(key=uuid.uuid4(), gift_ids=[gift.pk], range=numbers, by=by),
        )
        assert Gift.objects.get(pk=back.pk).state == "posted"
        amount = Receipt.objects.filter(gifts__gift=gift).values_list("amount", flat=True).first()
        assert amount in (None, Decimal(70), Decimal(100))


def test_a_day_closed_while_people_post_holds_all_of_it_or_refuses():
    by = make_user(Role.FINANCE)
    rows = [make_gift(posted=False) for _ in range(8)]
    tomorrow = timezone.localdate() + timedelta(days=1)
    acts = [lambda row=row: gifts.post_gift(gift_id=row.pk, by=by) for row in rows]
    taken = together(*acts[:4], lambda: closing.close_days(today=tomorrow), *acts[4:])
    posted = Gift.objects.posted()
    assert Closing.objects.last().gifts == posted.count() == sum(taken) - 1
    assert closing.verify() == []


def test_donors_merged_while_a_gift_of_theirs_is_entered_keep_it():
    by = make_user(Role.STAFF)
    for number in range(TIMES):
        kept, dropped, fund = make_donor(), make_donor(name="同一人"), make_fund(f"基金{number}")
        both = together(
            lambda kept=kept, dropped=dropped: donors.merge(kept_id=kept.pk, dropped_id=dropped.pk, by=by),
            lambda dropped=dropped, fund=fund: make_gift(dropped, "40.00", fund),
        )
        assert both == [True, True]
        dropped.refresh_from_db()
        assert dropped.merged_into_id == kept.pk
        assert Allocation.objects.filter(fund=fund, gift__donor=dropped).aggregate(s=Sum("amount_cny"))["s"] == 40


def test_two_donors_merged_into_each_other_at_once_make_no_ring():
    by = make_user(Role.STAFF)
    for _each in "1234":
        one, two = make_donor(), make_donor(name="同一人")
        taken = together(
            lambda one=one, two=two: donors.merge(kept_id=one.pk, dropped_id=two.pk, by=by),
            lambda one=one, two=two: donors.merge(kept_id=two.pk, dropped_id=one.pk, by=by),
        )
        assert sorted(taken) == [False, True]
        assert Donor.objects.filter(pk__in=[one.pk, two.pk]).heads().count() == 1


def test_a_fund_closed_while_gifts_to_it_are_posted_holds_none_that_came_later():
    by, today = make_user(Role.FINANCE), timezone.localdate()
    yesterday = today - timedelta(days=1)
    for number in range(TIMES):
        fund, donor = make_fund(f"基金{number}"), make_donor()
        given, closed = together(
            lambda fund=fund, donor=donor: gifts.enter_gift(
                key=uuid.uuid4(), donor=donor, amount=Decimal(10), shares=[gifts.Share(fund, Decimal(10))],
                received_on=today, method="cash", by=by,
            ),
            lambda fund=fund: funds.save_fund(fund=fund, version=1, by=by, closed_on=yesterday),
        )  # fmt: skip
        assert [given, closed].count(True) == 1
        assert (
            Fund.objects.filter(pk=fund.pk, closed_on=yesterday).exists()
            != Allocation.objects.filter(fund=fund).exists()
        )


def test_a_need_closed_or_expired_while_it_is_answered_takes_all_of_an_answer_or_nothing():
    by = make_user(Role.STAFF)
    for end in ("close", "expire", "take_back"):
        need, person = make_need(), make_member()
        if end == "expire":
            Need.objects.filter(pk=need.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
        act = {
            "close": lambda need=need: needs.close(need_id=need.pk, reason="已满", by=by),
            "expire": lambda: needs.expire_those_over(),
            "take_back": lambda need=need: needs.take_back(need_id=need.pk, by=by),
        }[end]
        answered, ended = together(
            lambda need=need, person=person: cases.answer(
                key=uuid.uuid4(), need_id=need.pk, person=person, organisation=None, text="可以"
            ),
            act,
        )
        assert ended
        case = NeedCase.objects.filter(need=need)
        assert case.exists() == answered
        assert not answered or [move.state for move in case.get().moves.all()] == ["answered"]


def test_the_same_offer_and_the_same_answer_sent_many_times_is_one():
    person, need, key = make_member(), make_need(), uuid.uuid4()
    offer = {"kind": "job", "text": "每年两个岗位", "industry": "", "province": "", "city": ""}
    taken = together(
        *[lambda: cases.make_offer(key=key, person=person, organisation=None, **offer)] * 6,
        *[lambda: cases.answer(key=uuid.uuid4(), need_id=need.pk, person=person, organisation=None, text="好")] * 6,
    )
    assert taken.count(True) == 7
    assert (StandingOffer.objects.count(), NeedCase.objects.count()) == (1, 1)


def test_an_answer_withdrawn_while_it_is_taken_up_goes_one_way():
    by, person = make_user(Role.STAFF), make_member()
    for _each in "1234":
        need = make_need()
        case = cases.answer(key=uuid.uuid4(), need_id=need.pk, person=person, organisation=None, text="好")
        together(
            lambda case=case: cases.withdraw(case_id=case.pk, person=person),
            lambda case=case: cases.end(case_id=case.pk, reason="不合适", by=by),
            lambda case=case: cases.take_up(case_id=case.pk, by=by),
        )
        case.refresh_from_db()
        moves = [move.state for move in case.moves.order_by("pk")]
        assert moves[0] == "answered"
        assert moves[-1] == case.state == "ended"


def test_a_seat_that_votes_many_times_at_once_has_one_vote():
    application, member = make_application(), make_member("理事")
    seat = make_seat(member)
    for name in ("二", "三"):
        make_seat(make_member(name))
    acts = [
        lambda yes=yes: club.vote(membership_id=application.pk, seat=seat, is_yes=yes, note="", by=member.user)
        for yes in (True, False) * 4
    ]
    together(*acts)
    application.refresh_from_db()
    assert (ClubVote.objects.count(), application.state) == (1, "applied")


def test_an_application_withdrawn_while_the_last_vote_comes_goes_one_way():
    for _each in "1234":
        application, member = make_application(), make_member("理事")
        seat = make_seat(member)
        together(
            lambda application=application: club.withdraw(membership_id=application.pk, by=application.alumnus.user),
            lambda application=application, seat=seat, member=member: club.vote(
                membership_id=application.pk, seat=seat, is_yes=True, note="", by=member.user
            ),
        )
        application.refresh_from_db()
        assert application.state in ("withdrawn", "member")
        assert application.terms.count() == (application.state == "member")
        seat.delete()


def test_one_gift_matched_to_two_pledges_at_once_pays_no_more_than_it_is():
    by = make_user(Role.FINANCE)
    for _each in "1234":
        donor, fund = make_donor(), make_fund()
        gift = make_gift(donor, "100.00", fund)
        first, second = promise(donor, "100.00", number=1, fund=fund), promise(donor, "100.00", number=1, fund=fund)
        taken = together(
            *(
                lambda gift=gift, pledge=pledge: pledges.match_payment(gift_id=gift.pk, pledge_id=pledge.pk, by=by)
                for pledge in (first, second)
            )
        )
        assert sorted(taken) == [False, True]
        assert Pledge.objects.filter(pk__in=[first.pk, second.pk]).aggregate(s=Sum("paid"))["s"] == 100


def test_of_two_uses_that_together_take_more_than_the_fund_has_one_is_posted():
    by = make_user(Role.FINANCE)
    for _again in range(TIMES):
        fund = make_fund()
        make_gift(amount="100.00", fund=fund)
        uses = [make_use(fund, "60.00", posted=False) for _which in range(2)]
        posted = together(*[lambda use=use: funds.post_use(use_id=use.pk, by=by) for use in uses])
        assert sorted(posted) == [False, True]
        assert balances([fund])[fund.pk].left == 40


def test_a_use_waits_for_the_one_that_is_posted_just_now_and_counts_it():
    """The moment that chance seldom meets: the first is posted and not yet committed when the second begins."""
    by, fund = make_user(Role.FINANCE), make_fund()
    make_gift(amount="100.00", fund=fund)
    first, second = (make_use(fund, "60.00", posted=False) for _which in range(2))
    done = Event()

    def late():
        try:
            funds.post_use(use_id=second.pk, by=by)
        except Refused as refusal:
            return str(refusal)
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            funds.post_use(use_id=first.pk, by=by)
            said = pool.submit(late)
            waiting_for_me()
            assert not done.is_set()
        assert said.result() == str(SENTENCES["use_within_balance"])


def waiting_for_me() -> None:
    """Come back when another connection waits for a lock of this one."""
    for _look in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_gift_that_goes_back_while_it_is_spent_leaves_the_fund_overdrawn_or_the_use_unposted():
    by = make_user(Role.FINANCE)
    for _again in range(TIMES):
        fund = make_fund()
        gift = make_gift(amount="100.00", fund=fund)
        back = make_refund(gift, "100.00", posted=False)
        use = make_use(fund, "60.00", posted=False)
        returned, spent = together(
            lambda back=back: gifts.post_gift(gift_id=back.pk, by=by),
            lambda use=use: funds.post_use(use_id=use.pk, by=by),
        )
        assert returned
        assert balances([fund])[fund.pk].left == (-60 if spent else 0)
