"""A need from the draft to its end: who submits does not approve, and the database knows which steps there are."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone, translation

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import Need
from donations.queries import needs as queries
from donations.services import needs
from donations.services.refusals import Refused, WrongState
from donations.tasks.needs import sweep_needs
from tests.factories import (
    make_alumnus,
    make_chapter,
    make_college,
    make_degree,
    make_member,
    make_membership,
    make_user,
)
from tests.giving import make_fund
from tests.giving_needs import make_case, make_department, make_need

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def mails(key):
    return list(Message.objects.filter(key__startswith=key).values_list("to", flat=True))


def test_who_submitted_it_cannot_approve_it_and_a_colleague_can():
    head = make_user(Role.HEAD)
    need = make_need(state="submitted", by=head)
    with translation.override("en"), pytest.raises(Refused, match="a colleague has to approve it"):
        needs.approve(need_id=need.pk, by=head)
    assert Need.objects.get(pk=need.pk).state == "submitted"
    needs.approve(need_id=need.pk, by=make_user(Role.STAFF))
    need.refresh_from_db()
    assert (need.state, need.published_at is not None) == ("published", True)
    assert mails("need-published") == [head.email]


def test_the_database_lets_nobody_approve_the_own_need():
    head = make_user(Role.HEAD)
    need = make_need(state="submitted", by=head)
    with pytest.raises(IntegrityError, match="need_approved_by_another"), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(state="published", approved_by=head, published_at=timezone.now())


@pytest.mark.parametrize(
    ("begin", "end"), [("draft", "published"), ("draft", "closed"), ("submitted", "closed"), ("published", "submitted")]
)
def test_the_database_knows_which_steps_there_are(begin, end):
    need = make_need(state=begin)
    with pytest.raises(DatabaseError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(state=end)


def test_what_was_approved_stays_as_it_was_read():
    need = make_need()
    with pytest.raises(IntegrityError, match="need_keeps_its_words"), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(title="别的")


def test_a_fund_belongs_to_a_need_of_money_only():
    make_need(kind="money", fund=make_fund())
    with pytest.raises(IntegrityError, match="need_of_money_has_a_fund"), transaction.atomic():
        make_need(kind="job", fund=make_fund())


def test_sent_back_it_is_a_draft_with_the_reason_and_who_submitted_hears_of_it():
    need = make_need(state="submitted")
    needs.send_back(need_id=need.pk, reason="请写明人数", by=make_user(Role.HEAD))
    need.refresh_from_db()
    assert (need.state, need.returned_reason, need.submitted_by) == ("draft", "请写明人数", None)
    assert mails("need-back") == [need.created_by.email]
    with pytest.raises(WrongState):
        needs.send_back(need_id=need.pk, reason="再来", by=make_user(Role.HEAD))


def test_taken_back_from_publication_it_keeps_its_answers_and_is_approved_anew():
    need = make_need()
    make_case(need)
    needs.take_back(need_id=need.pk, by=need.created_by)
    need.refresh_from_db()
    assert (need.state, need.approved_by, need.cases.count()) == ("draft", None, 1)
    with pytest.raises(Refused):
        needs.discard(need_id=need.pk, by=need.created_by)


def test_the_sweep_tells_of_the_end_once_and_then_ends_it():
    need = make_need(expires_on=TODAY() + timedelta(days=10))
    later = make_need(expires_on=TODAY() + timedelta(days=30))
    sweep_needs()
    sweep_needs()
    assert mails("need-expiring") == [need.department.contact.email]
    Need.objects.filter(pk=need.pk).update(expires_on=TODAY() - timedelta(days=1))
    sweep_needs()
    assert [row.state for row in Need.objects.filter(pk__in=[need.pk, later.pk]).order_by("pk")] == [
        "expired", "published",
    ]  # fmt: skip


def test_renewed_it_is_shown_again_and_only_until_a_later_day_within_a_year():
    need = make_need(expires_on=TODAY() + timedelta(days=1))
    Need.objects.filter(pk=need.pk).update(expires_on=TODAY() - timedelta(days=1))
    needs.expire_those_over()
    for day in (TODAY(), TODAY() + timedelta(days=400)):
        with pytest.raises(Refused):
            needs.renew(need_id=need.pk, expires_on=day, by=need.created_by)
    needs.renew(need_id=need.pk, expires_on=TODAY() + timedelta(days=90), by=need.created_by)
    assert Need.objects.published().get(pk=need.pk).state == "published"
    needs.close(need_id=need.pk, reason="办成了", by=need.created_by)
    with pytest.raises(WrongState):
        needs.renew(need_id=need.pk, expires_on=TODAY() + timedelta(days=91), by=need.created_by)


def test_the_same_form_twice_makes_one_draft():
    by, department, key = make_user(), make_department(), uuid.uuid4()
    said = {"kind": "job", "title": "岗位", "text": "岗位", "expires_on": TODAY(), "department": department}
    first = needs.create(key=key, by=by, **said)
    assert needs.create(key=key, by=by, **said) == first
    assert Need.objects.count() == 1


def circles():
    """(fields of a need, somebody for whom it is, somebody for whom it is not)."""
    old, new = make_college("老数学系"), make_college("数学学院")
    new.precessions.create(predecessor=old, kind="renamed")
    graduate, chapter, member = make_member("甲"), make_chapter(), make_member("乙")
    make_degree(graduate, college=old, graduation_year=1990)
    make_membership(chapter, member)
    other = make_member("丙", province="11", industry="J", city="北京")
    return [
        ({"audience": "all"}, other, None),
        ({"audience": "trade", "industry": "I"}, make_member("丁", industry="I"), other),
        ({"audience": "region", "province": "37"}, make_member("戊", province="37", city="青岛"), other),
        (
            {"audience": "region", "province": "37", "city": "济南"},
            make_member("己", province="37", city="济南市"), other,
        ),
        ({"audience": "region", "province": "81"}, make_member("庚", country="HK"), other),
        ({"audience": "college", "college": new}, graduate, other),
        ({"audience": "chapter", "chapter": chapter}, member, other),
    ]  # fmt: skip


def test_alumni_see_what_is_for_them_and_the_desk_proposes_the_same_people():
    for fields, inside, outside in circles():
        need = make_need(**fields)
        assert need in queries.for_person(inside), fields
        assert inside in inside.__class__.objects.filter(queries.people_for(need)), fields
        if outside:
            assert need not in queries.for_person(outside), fields
            assert outside not in outside.__class__.objects.filter(queries.people_for(need)), fields


@pytest.mark.parametrize("state", ["draft", "submitted", "expired", "closed"])
def test_alumni_see_only_what_is_published_today(state):
    need = make_need(state=state if state in ("draft", "submitted") else "published")
    if state == "expired":
        Need.objects.filter(pk=need.pk).update(expires_on=TODAY() - timedelta(days=1))
    if state == "closed":
        needs.close(need_id=need.pk, reason="办成了", by=need.created_by)
    assert need not in queries.for_person(make_member())


def test_a_college_officer_keeps_the_needs_of_the_own_departments_only():
    college = make_college("数学学院")
    officer = make_user(Role.COLLEGE_OFFICER, college)
    own = make_need(department=make_department(college=college), state="draft")
    other = make_need(state="draft")
    assert set(Need.objects.visible_to(officer)) == {own}
    assert set(Need.objects.visible_to(make_user(Role.STAFF))) == {own, other}
    assert not Need.objects.visible_to(make_user(Role.AUDITOR)).exists()
    with pytest.raises(Refused):
        needs.create(
            key=uuid.uuid4(), by=officer, kind="job", title="岗", text="岗", expires_on=TODAY(),
            department=other.department,
        )  # fmt: skip


def test_what_waits_is_found_by_whom_it_waits_for():
    staff, head = make_user(Role.STAFF), make_user(Role.HEAD)
    waits = make_need(state="submitted", by=staff)
    quiet = make_need(expires_on=TODAY() + timedelta(days=5))
    Need.objects.filter(pk=quiet.pk).update(published_at=timezone.now() - timedelta(days=31))
    answered = make_need()
    Need.objects.filter(pk=answered.pk).update(published_at=timezone.now() - timedelta(days=31))
    make_case(answered)
    assert list(queries.to_approve(head)) == [waits]
    assert not queries.to_approve(staff).exists()
    assert list(queries.quiet(staff)) == [quiet]
    assert list(queries.expiring(staff)) == [quiet]


def test_who_sees_it_is_counted_of_verified_people_who_may_be_asked():
    make_member(industry="I")
    make_member(industry="J")
    make_alumnus("未认证", industry="I")
    need = make_need(audience="trade", industry="I", state="submitted")
    assert queries.readers_of(need) == 1
