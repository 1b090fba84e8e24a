"""Numbers of receipts: none left out, none twice, whoever asks and whoever dies."""

import uuid
from functools import partial
from itertools import count, islice

import pytest
from django.db import IntegrityError, transaction

from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from donations.models import NumberRange, Receipt
from donations.queries import receipts as queries
from donations.services import receipts as services
from donations.services.refusals import Refused
from tests.factories import make_user
from tests.giving import make_donor, make_fund, make_gift
from tests.giving_receipts import make_issuer, make_range, make_receipt
from tests.waiting import at_once


def given(range):
    return list(Receipt.objects.filter(range=range).order_by("number").values_list("number", flat=True))


@pytest.mark.django_db
def test_numbers_follow_one_another_and_a_range_says_when_it_is_used_up():
    range = make_range(first=998, last=999, digits=6)
    assert [make_receipt(range=range).shown_number for _each in "12"] == ["000998", "000999"]
    with pytest.raises(Refused, match="used up"):
        make_receipt(range=range)
    range.refresh_from_db()
    assert (range.left, given(range)) == (0, [998, 999])


@pytest.mark.django_db
def test_a_step_that_is_taken_back_leaves_no_gap():
    range = make_range()
    gift = make_gift()
    with transaction.atomic():
        make_receipt(gift, range=range)
        transaction.set_rollback(True)
    make_receipt(gift, range=range)
    assert given(range) == [1]


@pytest.mark.django_db
def test_a_number_is_registered_once():
    issuer = make_issuer()
    make_range(issuer, 1, 100, code="37010126")
    for first, last in ((100, 200), (1, 1), (50, 60)):
        with pytest.raises(Refused, match="registered already"):
            make_range(issuer, first, last, code="37010126")
    make_range(issuer, 101, 200, code="37010126")
    make_range(issuer, 1, 100, code="37010127")
    assert NumberRange.objects.count() == 3


@pytest.mark.django_db
def test_nobody_but_a_receipt_takes_a_number():
    range = make_range()
    for changes in ({"following": 2}, {"following": 5}, {"last": 20000}, {"code": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NumberRange.objects.filter(pk=range.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        range.delete()


@pytest.mark.django_db(transaction=True)
def test_a_thousand_receipts_of_eight_workers_have_distinct_numbers_without_a_gap():
    """Every fifth attempt dies in the middle of its transaction, and is made again."""
    by, fund, donor = make_user(Role.FINANCE), make_fund(), make_donor()
    checker = make_user(Role.FINANCE)
    range = make_range(last=1200)
    gifts = [make_gift(donor, "10.00", fund, by=by, checker=checker).pk for _each in _count(1000)]

    def work(mine):
        own = NumberRange.objects.select_related("issuer").get(pk=range.pk)
        for place, gift_id in enumerate(mine):
            if place % 5 == 0:
                with transaction.atomic():
                    services.issue(key=uuid.uuid4(), gift_ids=[gift_id], range=own, by=by)
                    transaction.set_rollback(True)
            services.issue(key=uuid.uuid4(), gift_ids=[gift_id], range=own, by=by)

    at_once(*[partial(work, gifts[start::8]) for start in _count(8)])
    assert given(range) == _count(1001)[1:]


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_issue_a_receipt_for_one_gift_one_does():
    by, gift, range = make_user(Role.FINANCE), make_gift(), make_range()

    def work():
        own = NumberRange.objects.select_related("issuer").get(pk=range.pk)
        return services.issue(key=uuid.uuid4(), gift_ids=[gift.pk], range=own, by=by).shown_number

    said = at_once(*[work] * 8, expected=Refused)
    assert [number for number in said if not isinstance(number, Refused)] == ["0000000001"]
    assert given(range) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_goes_on_and_issues_nothing_twice(monkeypatch):
    by, range = make_user(Role.FINANCE), make_range()
    gifts = [make_gift().pk for _each in _count(6)]
    job = services.order_many(gift_ids=gifts, range=range, by=by)
    whole = jobs.Run.report

    def dies(run, *, done=None, **more):
        if done == 3:
            raise KeyboardInterrupt  # as a kill: nothing after it runs
        whole(run, done=done, **more)

    monkeypatch.setattr(jobs.Run, "report", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job_id=job.pk)
    monkeypatch.setattr(jobs.Run, "report", whole)
    Job.objects.filter(pk=job.pk).update(lease_until="2020-01-01T00:00:00Z")
    assert jobs.sweep() == [job.pk]
    assert jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.counts) == ("done", {"issued": 6, "rejected": 0})
    assert given(range) == [1, 2, 3, 4, 5, 6]
    assert list(queries.due()) == []


def _count(number):
    return list(islice(count(), number))
