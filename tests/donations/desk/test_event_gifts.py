"""What is counted of an event in the ledger: gifts of people who came, in the year after it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.queries import event_gifts
from donations.services import donors
from events import hooks
from tests.factories import make_alumnus, make_check_in, make_check_list, make_event, make_registration, make_user
from tests.giving import make_donor, make_gift, make_refund

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def came():
    """An event of half a year ago, and the donor that somebody who came to it is."""
    event, person = make_event(days=-180, state="closed"), make_alumnus("王伟")
    make_check_in(make_check_list(event), make_registration(event, person))
    return event, make_donor(person)


def test_a_gift_of_the_year_after_it_is_counted_and_opened(client, came):
    event, donor = came
    gift = make_gift(donor, received_on=day(-30))
    assert event_gifts.counted([event.pk]) == {event.pk: 1}
    assert event_gifts.COUNTED in hooks.outcomes
    client.force_login(make_user(Role.STAFF))
    assert list(client.get(event_gifts.COUNTED.url(event.pk)).context["listed"].rows) == [gift]


@pytest.mark.parametrize(("role", "leads"), [(Role.STAFF, True), (Role.VOLUNTEER_COORDINATOR, False)])
def test_the_number_leads_to_its_rows_for_who_may_see_them(client, came, role, leads):
    event, donor = came
    make_gift(donor, received_on=day(-30))
    client.force_login(make_user(role))
    page = client.get(reverse("admin:events_event_effect", args=[event.pk])).content.decode()
    address = event_gifts.COUNTED.url(event.pk)
    assert (f'href="{address}"' in page, str(event_gifts.COUNTED.definition) in page) == (leads, True)
    assert client.get(address).status_code == (200 if leads else 403)


def test_what_is_before_it_later_than_a_year_not_posted_or_taken_back_counts_nothing(came):
    event, donor = came
    make_gift(donor, received_on=day(-600))
    make_gift(donor, received_on=day(-30), posted=False)
    make_refund(make_gift(donor, received_on=day(-30)))
    assert event_gifts.counted([event.pk]) == {}
    long_ago = make_event(days=-400, state="closed")
    make_check_in(make_check_list(long_ago), make_registration(long_ago, donor.alumnus))
    make_gift(donor, received_on=day(-30))
    assert event_gifts.counted([event.pk, long_ago.pk]) == {event.pk: 1}


def test_a_gift_that_was_refunded_in_part_is_one(came):
    event, donor = came
    make_refund(make_gift(donor, "100.00", received_on=day(-30)), "40.00")
    assert event_gifts.counted([event.pk]) == {event.pk: 1}


def test_gifts_under_a_donor_that_became_theirs_count(came):
    event, donor = came
    other = make_donor(name="王伟")
    make_gift(other, received_on=day(-30))
    assert event_gifts.counted([event.pk]) == {}
    donors.merge(kept_id=donor.pk, dropped_id=other.pk, by=make_user(Role.HEAD))
    assert event_gifts.counted([event.pk]) == {event.pk: 1}


def test_who_did_not_come_counts_nothing(came):
    event, _donor = came
    other = make_alumnus("李敏")
    make_registration(event, other)
    make_gift(make_donor(other), received_on=day(-30))
    assert event_gifts.counted([event.pk]) == {}


@pytest.mark.parametrize("number", [1, 5])
def test_the_rows_cost_the_same_for_one_and_for_many(client, came, number, django_assert_num_queries):
    event, donor = came
    for _each in range(number):
        make_gift(donor, received_on=day(-30))
    client.force_login(make_user(Role.STAFF))
    address = reverse("admin:donations_gift_event", args=[event.pk])
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
