"""Naming delegates and their credentials."""

from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.saving.refusals import Refused
from chapters.models import Delegate
from chapters.services import congress as services
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_congress,
    make_contact,
    make_degree,
    make_delegate,
    make_delegation,
    make_member,
    make_seen_member,
    make_user,
)
from tests.waiting import at_once


@pytest.fixture
def congress(db):
    return make_congress()


@pytest.fixture
def row(congress):
    return make_delegation(congress, seats=2, chapter=make_chapter())


def member_of(row, name="李敏", **fields):
    return make_seen_member(row.chapter, alumnus=make_alumnus(name, **fields)).alumnus


def name(row, person):
    return services.name_delegate(delegation=row, person=person, by=make_user())


def refused(act, **arguments):
    with pytest.raises(Refused) as caught:
        act(by=make_user(), **arguments)
    return caught.value.sentence


def test_whoever_is_named_gets_a_mail(row):
    person = member_of(row)
    make_contact(person, kind="email", value="li@example.com")
    delegate, message = name(row, person)
    assert (delegate.state, delegate.delegation, delegate.congress) == ("named", row, row.congress)
    assert (message.to, message.person_id, message.purpose) == ("li@example.com", person.pk, "chapters.congress")
    assert row.chapter.name in message.text
    assert "第五次校友代表大会" in message.text


def test_a_mail_goes_to_the_account_of_who_has_one_and_in_their_language(row):
    person = make_member("李敏", user={"email": "me@example.com", "language": "en"})
    make_contact(person, kind="email", value="old@example.com")
    make_seen_member(row.chapter, alumnus=person)
    message = name(row, person)[1]
    assert (message.to, message.subject) == ("me@example.com", "You are named as a delegate")


def test_without_an_address_somebody_is_named_all_the_same(row):
    assert name(row, member_of(row))[1] is None
    assert mail.outbox == []


def test_not_more_than_the_seats_by_the_service_and_by_the_database(row):
    for number in range(2):
        name(row, member_of(row, f"李{number}"))
    third = member_of(row, "王三")
    with pytest.raises(Refused):
        name(row, third)
    with pytest.raises(IntegrityError, match="all seats of the delegation"), transaction.atomic():
        make_delegate(row, third)
    assert Delegate.objects.count() == 2


def test_each_person_once_in_a_congress(congress, row):
    person = member_of(row)
    name(row, person)
    other = make_delegation(congress, college=make_college())
    make_degree(person, college=other.college)
    with pytest.raises(Refused) as caught:
        name(other, person)
    assert person.name in caught.value.sentence
    with pytest.raises(IntegrityError, match="delegate_once"), transaction.atomic():
        make_delegate(other, person)


def test_who_does_not_belong_to_the_body_is_refused(congress, row):
    with pytest.raises(Refused):
        name(row, make_alumnus())
    with pytest.raises(Refused):
        name(make_delegation(congress, college=make_college()), make_alumnus())


@pytest.mark.parametrize(
    "fields", [{"life": "deceased"}, {"restricted_at": timezone.now()}, {"archived_at": timezone.now()}],
    ids=["deceased", "restricted", "archived"],
)  # fmt: skip
def test_records_that_are_not_used_are_neither_named_nor_confirmed(row, fields):
    with pytest.raises(Refused):
        name(row, member_of(row, **fields))
    delegate = make_delegate(row, make_alumnus(**fields))
    refused(services.confirm_credentials, delegate=delegate)
    delegate.refresh_from_db()
    assert delegate.state == "named"


def test_a_seat_is_free_again_after_a_withdrawal(row):
    first, _message = name(row, member_of(row))
    name(row, member_of(row, "王五"))
    services.withdraw_delegate(delegate=first, by=make_user())
    name(row, member_of(row, "赵六"))
    states = Delegate.objects.order_by("pk").values_list("alumnus__name", "state")
    assert list(states) == [("李敏", "withdrawn"), ("王五", "named"), ("赵六", "named")]
    refused(services.withdraw_delegate, delegate=first)


def test_nobody_is_named_or_withdrawn_once_the_session_is_open(congress, row):
    delegate = make_delegate(row)
    congress.state = "open"
    congress.save()
    with pytest.raises(Refused):
        name(row, member_of(row))
    refused(services.withdraw_delegate, delegate=delegate)


def test_numbers_follow_each_other_and_are_never_given_twice(congress):
    row = make_delegation(congress, seats=5)
    first, second, third = (make_delegate(row) for _number in range(3))
    for delegate in (second, first):
        services.confirm_credentials(delegate=delegate, by=make_user())
    services.withdraw_delegate(delegate=first, by=make_user())
    services.confirm_credentials(delegate=third, by=make_user())
    assert list(Delegate.objects.order_by("pk").values_list("number", flat=True)) == [2, 1, 3]
    refused(services.confirm_credentials, delegate=third)


def test_all_are_confirmed_at_once_but_those_who_cannot_be(congress):
    row = make_delegation(congress, seats=5)
    make_delegate(row, make_member("李敏"))
    make_delegate(row, make_alumnus("王故", life="deceased"))
    make_delegate(row)
    count, messages, sentences = services.confirm_all(congress=congress, by=make_user())
    assert (count, len(messages), len(sentences)) == (2, 1, 1)
    assert "王故" in sentences[0]
    assert "1" in messages[0].text
    assert f"/chapters/congress/{congress.pk}/credential/" in messages[0].text
    assert list(Delegate.objects.order_by("pk").values_list("number", flat=True)) == [1, None, 2]


def test_a_refusal_has_a_reason_frees_the_seat_and_is_told_by_mail(congress):
    row = make_delegation(congress, seats=1)
    delegate = make_delegate(row, make_member("李敏"))
    message = services.refuse_credentials(delegate=delegate, reason="会员资格存疑", by=make_user())
    delegate.refresh_from_db()
    assert (delegate.state, delegate.reason, "会员资格存疑" in message.text) == ("refused", "会员资格存疑", True)
    make_delegate(row)
    with pytest.raises(IntegrityError, match="delegate_refused_with_reason"), transaction.atomic():
        Delegate.objects.filter(pk=delegate.pk).update(reason="")


@pytest.mark.parametrize("field", ["life", "restricted_at", "archived_at", "merged_into"])
def test_who_is_not_written_to_any_more_is_refused_without_a_mail(congress, field):
    value = {"life": "deceased", "merged_into": make_alumnus("另一人")}.get(field, timezone.now())
    delegate = make_delegate(make_delegation(congress), make_member("李敏", **{field: value}))
    assert services.refuse_credentials(delegate=delegate, reason="不在世或已停用", by=make_user()) is None
    delegate.refresh_from_db()
    assert delegate.state == "refused"


def test_a_delegation_of_one_congress_sends_nobody_to_another(row):
    with pytest.raises(IntegrityError, match="another congress"), transaction.atomic():
        Delegate.objects.create(congress=make_congress("另一次"), delegation=row, alumnus=make_alumnus())


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_name_the_last_seat_at_once_name_one():
    row = make_delegation(make_congress(), seats=1, chapter=make_chapter())
    people, by = [member_of(row, name) for name in ("李敏", "王强")], make_user()
    acts = [partial(services.name_delegate, delegation=row, person=person, by=by) for person in people]
    assert sum(isinstance(end, Refused) for end in at_once(*acts, expected=Refused)) == 1
    assert Delegate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_credentials_confirmed_at_once_get_numbers_without_a_gap():
    row = make_delegation(make_congress(), seats=4)
    delegates, by = [make_delegate(row) for _number in range(4)], make_user()
    at_once(*[partial(services.confirm_credentials, delegate=delegate, by=by) for delegate in delegates])
    assert sorted(Delegate.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
