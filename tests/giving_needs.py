"""Makers of departments, needs, answers and offers."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni_office.accounts.roles import Role
from donations.models import Department, Need, StandingOffer
from donations.services import cases, needs
from tests.factories import make_member, make_user, numbers


def make_department(name="", **fields):
    return Department.objects.create(name=name or f"学工部{next(numbers)}", **{"key": uuid.uuid4()} | fields)


def make_need(title="济南暑期实习", *, state="published", by=None, approver=None, **fields):
    """Published unless `state` is draft or submitted, by two people of the office."""
    by = by or make_user(Role.STAFF)
    fields = {
        "kind": "internship", "text": "七八月，每位学生不少于四周。", "audience": "all",
        "expires_on": timezone.localdate() + timedelta(days=60), "key": uuid.uuid4(),
    } | fields  # fmt: skip
    department = fields.pop("department", None) or make_department(contact=by)
    need = Need.objects.create(title=title, department=department, created_by=by, **fields)
    if state != "draft":
        needs.submit(need_id=need.pk, by=by)
    if state == "published":
        needs.approve(need_id=need.pk, by=approver or make_user(Role.HEAD))
    need.refresh_from_db()
    return need


def make_case(need=None, person=None, *, state="answered", by=None, text="我们每年可以接收五名学生。", **fields):
    """An answer, moved on as far as `state`."""
    by = by or make_user(Role.STAFF)
    person = person or make_member()
    case = cases.answer(
        key=uuid.uuid4(), need_id=(need or make_need()).pk, person=person, text=text,
        organisation=fields.pop("organisation", None),
    )  # fmt: skip
    for step in ["talking", "agreed", "carried_out", "told_back"][: STATES.index(state)]:
        move_on(case, step, by)
    case.refresh_from_db()
    return case


STATES = ["answered", "talking", "agreed", "carried_out", "told_back"]


def move_on(case, state, by, **outcome):
    if state == "talking":
        cases.take_up(case_id=case.pk, by=by)
    elif state == "agreed":
        cases.agree(case_id=case.pk, by=by)
    elif state == "carried_out":
        cases.carry_out(case_id=case.pk, key=uuid.uuid4(), by=by, **outcome_fields(**outcome))
    else:
        cases.tell_back(case_id=case.pk, told="八名学生在您那里实习，收获很大。", by=by)


def outcome_fields(**fields):
    return {
        "kind": "internships", "number": 8, "amount_cny": None, "happened_on": timezone.localdate(),
        "said_to": "李老师", "text": "",
    } | fields  # fmt: skip


def make_offer(person=None, **fields):
    fields = {"kind": "internship", "text": "每年夏天五个实习名额", "key": uuid.uuid4()} | fields
    return StandingOffer.objects.create(alumnus=person or make_member(), **fields)
