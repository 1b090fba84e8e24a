"""The desk's pages of needs, and the pages of alumni: what is sent, what is refused, what they cost."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.models import Consent
from alumni_office.accounts.hooks import closed_while_looking
from alumni_office.accounts.roles import Role
from donations.models import Department, Need, NeedCase, NeedInvitation, StandingOffer
from tests.factories import make_college, make_contact, make_member, make_user
from tests.giving_needs import make_case, make_department, make_need, make_offer, outcome_fields
from tests.security.words import PNG

pytestmark = pytest.mark.django_db
NEED, CASE = "admin:donations_need", "admin:donations_needcase"


@pytest.fixture
def staff(client):
    user = make_user(Role.STAFF)
    client.force_login(user)
    return user


def said(department, **fields):
    return {
        "department": department.pk, "kind": "internship", "title": "实习", "text": "四周", "audience": "all",
        "expires_on": timezone.localdate() + timedelta(days=30), "key": uuid.uuid4(),
    } | fields  # fmt: skip


def errors(response):
    return response.status_code, set(response.context["form"].errors)


def test_a_need_is_written_changed_submitted_and_approved_by_a_colleague(client, staff):
    department = make_department(contact=staff)
    client.post(reverse(f"{NEED}_add"), said(department))
    need = Need.objects.get()
    page = reverse(f"{NEED}_change", args=[need.pk])
    client.post(reverse(f"{NEED}_edit", args=[need.pk]), said(department, title="暑期实习", version=1))
    client.post(reverse(f"{NEED}_submit", args=[need.pk]))
    client.post(reverse(f"{NEED}_approve", args=[need.pk]))  # one's own
    need.refresh_from_db()
    assert (need.title, need.state, need.submitted_by) == ("暑期实习", "submitted", staff)
    assert "由同事审批" in client.get(page).content.decode()
    client.force_login(make_user(Role.HEAD))
    assert client.get(reverse(f"{NEED}_approve", args=[need.pk])).status_code == 200
    client.post(reverse(f"{NEED}_approve", args=[need.pk]), {"version": need.version})
    assert Need.objects.get().state == "published"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"audience": "trade"}, {"industry"}), ({"audience": "region"}, {"province"}),
        ({"audience": "college"}, {"college"}), ({"audience": "chapter"}, {"chapter"}),
        ({"city": "济南"}, {"province"}), ({"amount": "100"}, {"amount"}),
        ({"kind": "money", "amount": "-1"}, {"amount"}),
        ({"kind": "money", "amount": "1.234"}, {"amount"}), ({"kind": "money", "amount": "0"}, {"amount"}),
        ({"expires_on": "2020-01-01"}, {"expires_on"}), ({"expires_on": "2099-01-01"}, {"expires_on"}),
        ({"quantity": "0"}, {"quantity"}), ({"kind": "gold"}, {"kind"}), ({"title": " "}, {"title"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, staff, fields, wrong):
    response = client.post(reverse(f"{NEED}_add"), said(make_department(), **fields))
    assert errors(response) == (422, wrong)
    assert not Need.objects.exists()


def test_who_saves_after_somebody_else_is_told_what_they_wrote(client, staff):
    need = make_need(state="draft")
    url = reverse(f"{NEED}_edit", args=[need.pk])
    client.post(url, said(need.department, title="先", version=1))
    response = client.post(url, said(need.department, title="后", version=1))
    assert (response.status_code, Need.objects.get().title) == (422, "先")
    assert "先" in response.content.decode()


def test_a_case_goes_its_way_by_the_buttons_of_its_page(client, staff):
    case = make_case()
    url = lambda end, *more: reverse(f"{CASE}_{end}", args=[case.pk, *more])  # noqa: E731
    client.post(url("take_up"))
    client.post(url("step_add"), {"what": "打电话", "due_on": "2020-01-01", "assignee": staff.pk, "key": uuid.uuid4()})
    assert "逾期" in client.get(url("change")).content.decode()
    client.post(url("step_done", case.steps.get().pk))
    client.post(url("agree"))
    assert errors(client.post(url("carry_out"), {"kind": "internships"}))[0] == 422
    client.post(url("carry_out"), outcome_fields(key=uuid.uuid4(), amount_cny="2,000.50"))
    client.post(url("tell_back"), {"told": "八名学生来过了。"})
    case.refresh_from_db()
    assert (case.state, case.steps.get().done_at is not None, str(case.outcomes.get().amount_cny)) == (
        "told_back", True, "2000.50",
    )  # fmt: skip
    assert client.post(url("end"), {"reason": "晚了"}).status_code == 302
    assert NeedCase.objects.get().state == "told_back"


def test_documents_are_looked_at_by_their_bytes_and_given_out_as_files(client, staff):
    case = make_case()
    url = reverse(f"{CASE}_file_add", args=[case.pk])
    wrong = {"title": "意向书", "sent": SimpleUploadedFile("a.pdf", b"<script>"), "key": uuid.uuid4()}
    assert errors(client.post(url, wrong)) == (422, {"sent"})
    client.post(url, {"title": "意向书", "sent": SimpleUploadedFile("a.png", PNG), "key": uuid.uuid4()})
    kept = case.files.get()
    response = client.get(reverse(f"{CASE}_file", args=[case.pk, kept.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content)[:8] == PNG[:8]
    client.post(reverse(f"{CASE}_file_remove", args=[case.pk, kept.pk]))
    assert not case.files.exists()


@pytest.mark.parametrize(
    "address",
    [f"{NEED}_changelist", f"{NEED}_published", f"{CASE}_changelist", f"{CASE}_all",
     "admin:donations_standingoffer_changelist", "admin:donations_department_changelist"],
)  # fmt: skip
def test_a_list_costs_the_same_with_one_row_and_with_five(client, staff, address, django_assert_max_num_queries):
    costs = []
    for count in (1, 4):
        for _each in range(count):
            make_offer()
            make_case()
        with django_assert_max_num_queries(20) as asked:
            client.get(reverse(address))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_page_of_a_need_and_of_a_case_cost_the_same_with_many_answers(client, staff):
    need, costs = make_need(), []
    for count in (1, 4):
        made = [make_case(need) for _each in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse(f"{NEED}_change", args=[need.pk]))
            client.get(reverse(f"{CASE}_change", args=[made[0].pk]))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_office_invites_who_made_an_offer_to_a_need_that_it_meets(client, staff):
    offer, need = make_offer(), make_need()
    make_contact(offer.alumnus, "email", "offer@example.com")
    Consent.objects.create(alumnus=offer.alumnus, purpose="contact", channel="email", given=True, source="alumnus")
    assert str(need) in client.get(reverse("admin:donations_standingoffer_change", args=[offer.pk])).content.decode()
    client.post(reverse(f"{NEED}_invite_offer", args=[need.pk, offer.pk]))
    assert NeedInvitation.objects.get().offer == offer
    client.post(reverse(f"{NEED}_invite_offer", args=[need.pk, offer.pk]))
    assert NeedInvitation.objects.count() == 1


def test_the_contact_of_a_department_is_somebody_who_keeps_its_needs(client, staff):
    college = make_college("数学学院")
    officer, other = make_user(Role.COLLEGE_OFFICER, college), make_user(Role.COLLEGE_OFFICER, make_college("法学院"))
    url = reverse("admin:donations_department_add")
    form = {"name": "数学学院", "college": college.pk, "key": uuid.uuid4()}
    assert errors(client.post(url, form | {"contact": other.pk})) == (422, {"contact"})
    client.post(url, form | {"contact": officer.pk})
    assert Department.objects.get().contact == officer
    assert errors(client.post(url, form | {"key": uuid.uuid4()})) == (422, {"name"})


def test_an_alumnus_answers_once_and_sees_it_among_the_own_answers(client):
    person, need = make_member(), make_need()
    client.force_login(person.user)
    assert str(need) in client.get(reverse("donations:needs")).content.decode()
    url = reverse("donations:need-answer", args=[need.pk])
    assert errors(client.post(url, {"text": "", "key": uuid.uuid4()})) == (422, {"text"})
    response = client.post(url, {"text": "可以", "key": uuid.uuid4()})
    case = NeedCase.objects.get()
    assert response.url == reverse("donations:answer", args=[case.pk])
    assert client.get(url).url == response.url
    client.post(reverse("donations:answer-withdraw", args=[case.pk]))
    case.refresh_from_db()
    assert case.state == "ended"
    assert str(need) in client.get(reverse("donations:my-needs")).content.decode()


def test_an_alumnus_offers_and_ends_the_offer(client):
    person = make_member()
    client.force_login(person.user)
    client.post(reverse("donations:offer-add"), {"kind": "job", "text": "每年十个岗位", "key": uuid.uuid4()})
    offer = StandingOffer.objects.get()
    assert (offer.alumnus, offer.ended_at) == (person, None)
    client.post(reverse("donations:offer-end", args=[offer.pk]))
    assert not StandingOffer.objects.standing().exists()


def test_whoever_looks_as_somebody_else_cannot_answer_for_them(client):
    assert {"donations:need-answer", "donations:offer-add", "admin:donations_need_approve"} <= closed_while_looking


def test_the_panel_of_a_person_shows_what_the_officer_may_see(client, staff):
    person = make_member()
    case = make_case(person=person)
    page = client.get(reverse(f"{CASE}_person", args=[person.pk])).content.decode()
    assert str(case.need) in page
