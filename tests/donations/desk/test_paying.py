"""A gift is entered for a pledge: which instalments it pays, and what is said where the amounts differ."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Gift, PledgePayment
from donations.services import batches, gifts, pledges
from donations.services.refusals import Refused
from tests.factories import make_college, make_user
from tests.giving import make_campaign, make_donor, make_fund, make_gift
from tests.giving_desk import make_batch
from tests.giving_money import promise

pytestmark = pytest.mark.django_db
ADD = reverse("admin:donations_gift_add")


def sent(**fields):
    return {
        "kind": "money", "amount": "100.00", "currency": "CNY", "received_on": timezone.localdate().isoformat(),
        "method": "transfer", "key": str(uuid.uuid4()),
    } | fields  # fmt: skip


def enter(client, donor, **fields):
    return client.post(f"{ADD}?donor={donor.pk}", sent(**fields))


def paid(pledge):
    return [str(row.paid) for row in pledge.instalments.all()]


def post(gift):
    gifts.post_gift(gift_id=gift.pk, by=make_user(Role.FINANCE))


def page_of(client, gift):
    return client.get(reverse("admin:donations_gift_change", args=[gift.pk])).content.decode()


def test_a_gift_for_a_pledge_pays_the_oldest_instalments_once_it_is_posted(at_desk):
    campaign, college = make_campaign(), make_college()
    pledge = promise(campaign=campaign, college=college)
    client = at_desk()
    assert enter(client, pledge.donor, pledge=pledge.pk, amount="150.00").status_code == 302
    gift = Gift.objects.get()
    assert list(gift.allocations.values_list("fund", "amount_cny")) == [(pledge.fund_id, Decimal("150.00"))]
    assert (gift.campaign, gift.college) == (campaign, college)
    assert paid(pledge) == ["0.00", "0.00", "0.00"]
    post(gift)
    assert paid(pledge) == ["100.00", "50.00", "0.00"]
    pledge.refresh_from_db()
    assert pledge.paid == Decimal("150.00")


def test_the_instalments_that_are_ticked_are_paid_in_place_of_the_oldest(at_desk):
    pledge = promise()
    last = pledge.instalments.last()
    assert enter(at_desk(), pledge.donor, instalments=[last.pk]).status_code == 302
    post(Gift.objects.get())
    assert paid(pledge) == ["0.00", "0.00", "100.00"]


def test_the_same_form_twice_is_one_gift_that_pays_once(at_desk):
    pledge, client, form = promise(), at_desk(), sent()
    for _again in range(2):
        path = f"{ADD}?donor={pledge.donor_id}"
        assert client.post(path, form | {"pledge": pledge.pk}).status_code == 302
    assert [row.amount_cny for row in PledgePayment.objects.all()] == [Decimal("100.00")]
    post(Gift.objects.get())
    assert paid(pledge) == ["100.00", "0.00", "0.00"]


def test_where_the_amounts_differ_it_is_said_and_can_be_posted_all_the_same(at_desk):
    pledge, client = promise(), at_desk()
    enter(client, pledge.donor, pledge=pledge.pk, amount="350.00")
    more = Gift.objects.get()
    assert "¥50.00 of it pays no instalment." in page_of(client, more)
    gifts.drop_gift(gift_id=more.pk, by=make_user(Role.FINANCE))
    enter(client, pledge.donor, pledge=pledge.pk, amount="60.00")
    less = Gift.objects.get(state="entered")
    due = pledge.instalments.first().due_on
    assert f"Of the instalment of {due:%Y-%m-%d} ¥40.00 stays owed." in page_of(client, less)
    post(less)
    assert "stays owed" not in page_of(client, less)
    enter(client, pledge.donor, pledge=pledge.pk, amount="40.00")
    assert "The amounts are not the same" not in page_of(client, Gift.objects.get(state="entered"))


def test_parts_for_other_funds_are_no_difference(at_desk):
    pledge, other = promise(), make_fund("另一个")
    enter(at_desk(), pledge.donor, pledge=pledge.pk, amount="130.00", fund_1=other.pk, part_1="30.00",
          fund_2=pledge.fund_id)  # fmt: skip
    gift = Gift.objects.get()
    assert gift.pledge_payments.get().amount_cny == Decimal("100.00")
    assert "The amounts are not the same" not in page_of(at_desk(), gift)


@pytest.mark.parametrize(
    "wrong", ["another donor", "their instalments", "another fund", "another pledge", "cancelled", "closed fund"]
)
def test_what_does_not_belong_together_is_said_and_nothing_entered(at_desk, wrong):
    donor, by = make_donor(), make_user(Role.FINANCE)
    pledge, second = promise(donor), promise(donor)
    fields = {"pledge": pledge.pk}
    if wrong == "another donor":
        fields["pledge"] = promise(make_donor(name="别人")).pk
    elif wrong == "their instalments":
        fields = {"fund_1": pledge.fund_id, "instalments": [promise(make_donor(name="别人")).instalments.first().pk]}
    elif wrong == "another fund":
        fields["fund_1"] = make_fund("别的").pk
    elif wrong == "another pledge":
        fields["instalments"] = [second.instalments.first().pk]
    elif wrong == "cancelled":
        pledges.cancel_pledge(pledge_id=pledge.pk, version=pledge.version, reason="捐赠人来信", by=by)
    else:
        type(pledge.fund).objects.filter(pk=pledge.fund_id).update(closed_on=timezone.localdate())
    response = enter(at_desk(), donor, **fields)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert Gift.objects.count() == 0


def test_instalments_that_another_gift_waits_for_are_refused_and_nothing_entered(at_desk):
    pledge, client = promise(), at_desk()
    first = pledge.instalments.first()
    enter(client, pledge.donor, instalments=[first.pk])
    response = enter(client, pledge.donor, instalments=[first.pk])
    assert "The instalments that are ticked are paid already" in response.content.decode()
    assert Gift.objects.count() == 1
    with pytest.raises(Refused):
        pledges.match_payment(
            gift_id=make_gift(pledge.donor, "5.00", pledge.fund).pk, pledge_id=pledge.pk, instalments=[first.pk],
            by=make_user(Role.FINANCE),
        )  # fmt: skip


def test_the_form_offers_what_the_donor_and_those_merged_into_it_owe(at_desk):
    donor, client = make_donor(), at_desk()
    assert b'name="pledge"' not in client.get(f"{ADD}?donor={donor.pk}").content
    assert enter(client, donor).status_code == 422  # without a pledge a fund is needed
    mine, merged = promise(donor), promise(make_donor(name="并入者", merged_into=donor))
    form = client.get(f"{ADD}?donor={donor.pk}&pledge={mine.pk}").context["form"]
    assert set(form.fields["pledge"].queryset) == {mine, merged}
    assert form.fields["instalments"].queryset.count() == 6
    assert [str(form[name].value()) for name in ("pledge", "fund_1", "amount")] == [
        str(mine.pk), str(mine.fund_id), "100.00",
    ]  # fmt: skip
    theirs = promise(make_donor(name="别人"))
    assert client.get(f"{ADD}?donor={donor.pk}&pledge={theirs.pk}").status_code == 404
    assert enter(client, donor, pledge="").status_code == 422
    page = client.get(reverse("admin:donations_pledge_change", args=[merged.pk])).content.decode()
    assert f"{ADD}?donor={donor.pk}&amp;pledge={merged.pk}" in page


def test_a_payment_in_a_batch_says_at_once_what_differs_and_pays_with_the_batch(at_desk):
    batch, pledge, client = make_batch(1, "60.00"), promise(), at_desk()
    response = client.post(
        f"{ADD}?donor={pledge.donor_id}&batch={batch.pk}", sent(pledge=pledge.pk, amount="60.00"), follow=True
    )
    assert "¥40.00 stays owed." in response.content.decode()
    batches.post_batch(batch_id=batch.pk, by=make_user(Role.HEAD))
    assert paid(pledge)[0] == "60.00"
