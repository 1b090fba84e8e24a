"""What people ask about their data: once, with a deadline, decided by the office, answered by mail."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.models import Alumnus, DataRequest
from alumni.queries import rights as queries
from alumni.queries.selection import Selection
from alumni.services import rights
from alumni.services.rights.calendar import due_after, working_days_between
from alumni_office.accounts.roles import Permission, Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_contact, make_degree, make_user

pytestmark = pytest.mark.django_db
LIST, DETAIL = "admin:alumni_datarequest_changelist", "admin:alumni_datarequest_change"


@pytest.fixture(autouse=True)
def _surroundings(settings, tmp_path):
    settings.ERASURE_LOG = tmp_path / "erasures.jsonl"
    cache.clear()


@pytest.fixture
def member(client):
    user = make_user(role=None, is_staff=False, name="王伟", email="wang@example.com", language="en")
    make_alumnus("王伟", user=user)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


@pytest.fixture
def officer(db):
    return make_user(name="李老师")


@pytest.fixture
def desk(client, officer):
    def sign_in():
        client.force_login(officer)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def asked(member, kind="restriction", **fields):
    values = {
        "kind": kind, "alumnus": member.alumnus, "user": member, "key": uuid.uuid4(),
        "due_on": timezone.localdate() + timedelta(days=21),
    }  # fmt: skip
    return DataRequest.objects.create(**values | fields)


# Deadlines


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 11, 26), 1, date(2026, 11, 27)),  # Thursday to Friday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday to Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday to Monday
        (date(2026, 11, 26), 15, date(2026, 12, 17)),
        (date(2026, 12, 24), 15, date(2027, 1, 14)),  # holidays are not known here
    ],
)
def test_working_days_leave_out_weekends(start, days, expected):
    assert due_after(start, days) == expected
    assert working_days_between(start, expected) == days
    assert working_days_between(expected, start) == -days


@pytest.mark.parametrize(
    ("days", "state"), [(9, "good"), (4, "good"), (3, "warn"), (1, "warn"), (0, "bad"), (-1, "bad")]
)
def test_deadlines_have_a_colour_and_words(member, days, state):
    request = asked(member, due_on=timezone.localdate() + timedelta(days=days))
    told = queries.deadline(request)
    assert (told.state, bool(told.text)) == (state, True)


# The alumnus


def test_a_request_is_made_once_with_its_deadline_and_a_mail(client, member, django_capture_on_commit_callbacks):
    form = {"statement": "please", "key": str(uuid.uuid4())}
    url = reverse("alumni:me-rights-ask", args=["restriction"])
    for _ in range(2):
        assert client.post(url, form).url == reverse("alumni:me-rights")
    client.post(url, {**form, "key": str(uuid.uuid4())})  # another tab
    request = DataRequest.objects.get()
    assert (request.kind, request.alumnus, request.user, request.state) == (
        "restriction",
        member.alumnus,
        member,
        "open",
    )
    assert request.due_on == due_after(timezone.localdate(), 15)
    message = Message.objects.get()
    assert (message.to, message.purpose, message.person_id) == (member.email, "alumni.rights", member.alumnus.pk)
    assert "Restriction" in message.text
    page = client.get(reverse("alumni:me-rights")).content.decode()
    assert "please" in page
    assert request.due_on.isoformat() in page


def test_a_deletion_wants_the_own_name_typed(client, member):
    url = reverse("alumni:me-rights-ask", args=["deletion"])
    for typed in ("", "王", "李娜"):
        response = client.post(url, {"typed": typed, "key": str(uuid.uuid4())})
        assert response.status_code == 422
    assert not DataRequest.objects.exists()
    client.post(url, {"typed": "王伟 ", "key": str(uuid.uuid4())})
    assert DataRequest.objects.get().kind == "deletion"


def test_a_correction_needs_words_and_other_kinds_do_not_exist(client, member):
    assert (
        client.post(reverse("alumni:me-rights-ask", args=["correction"]), {"key": str(uuid.uuid4())}).status_code == 422
    )
    for kind in ("copy", "nonsense"):
        assert client.get(reverse("alumni:me-rights-ask", args=[kind])).status_code == 404


def test_withdrawing_is_for_the_own_open_requests_only(client, member):
    request, other = asked(member), make_user(role=None, is_staff=False)
    make_alumnus("李娜", user=other)
    others = asked(other)
    assert client.post(reverse("alumni:me-rights-withdraw", args=[others.pk])).status_code == 404
    client.post(reverse("alumni:me-rights-withdraw", args=[request.pk]))
    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert client.get(reverse("alumni:me-rights-withdraw", args=[request.pk])).status_code == 405


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("json", b"{")])
def test_a_copy_is_one_click_and_one_line_in_the_log(client, member, kind, start):
    url = reverse("alumni:me-rights-copy", args=[kind])
    assert client.get(url).status_code == 405
    response = client.post(url)
    assert response.content.startswith(start)
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment; filename=")
    row = AccessRecord.objects.get()
    assert (row.action, row.target_id, row.by, row.criteria) == ("download", member.alumnus.pk, member, {"copy": kind})
    assert client.post(reverse("alumni:me-rights-copy", args=["xml"])).status_code == 404


@pytest.mark.parametrize("name", ["me-rights", "me-rights-ask"])
def test_these_pages_are_for_those_who_signed_in(client, name):
    args = ["deletion"] if name.endswith("ask") else []
    response = client.get(reverse(f"alumni:{name}", args=args))
    assert response.status_code == 302
    assert "login" in response.url


def test_the_page_of_rights_takes_a_constant_number_of_queries(client, member, django_assert_num_queries):
    asked(member)
    client.get(reverse("alumni:me-rights"))
    with django_assert_num_queries(4):  # session, user, record, requests
        client.get(reverse("alumni:me-rights"))
    for _ in range(4):
        asked(member, state="withdrawn")
    with django_assert_num_queries(4):
        client.get(reverse("alumni:me-rights"))


def test_the_person_allows_the_use_again_at_once(client, member):
    person = member.alumnus
    Alumnus.objects.filter(pk=person.pk).update(restricted_at=timezone.now())
    assert reverse("alumni:me-rights-lift") in client.get(reverse("alumni:me-rights")).content.decode()
    assert client.get(reverse("alumni:me-rights-lift")).status_code == 405
    client.post(reverse("alumni:me-rights-lift"))
    person.refresh_from_db()
    assert person.restricted_at is None


# Relatives


def relative(**changes):
    return {"name": "王小明", "email": "son@example.com", "about": "王伟, 数学学院 1998", "kind": "deletion",
            "statement": "我父亲去世了", "key": str(uuid.uuid4()), **changes}  # fmt: skip


def test_relatives_ask_without_an_account_and_get_the_same_answer_always(client, member):
    client.logout()
    answers = set()
    for about in ("王伟, 数学学院 1998", "nobody at all"):
        response = client.post(reverse("alumni:relatives"), relative(about=about))
        answers.add((response.status_code, response.url))
    assert answers == {(302, reverse("alumni:relatives-sent"))}
    assert list(DataRequest.objects.values_list("alumnus", "is_from_relative", "state")) == [(None, True, "open")] * 2
    assert not Message.objects.exists()
    assert client.get(reverse("alumni:relatives-sent")).status_code == 200


def test_relatives_cannot_ask_without_end_or_twice(client):
    form = relative()
    for _ in range(2):
        client.post(reverse("alumni:relatives"), form)
    assert DataRequest.objects.count() == 1
    codes = [client.post(reverse("alumni:relatives"), relative()).status_code for _ in range(5)]
    assert codes == [302, 302, 302, 429, 429]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": "x"}, {"about": ""}, {"statement": ""}, {"kind": "all"}])
def test_a_form_of_a_relative_that_lacks_something_says_so(client, wrong):
    assert client.post(reverse("alumni:relatives"), relative(**wrong)).status_code == 422
    assert not DataRequest.objects.exists()


# The desk


def test_the_office_decides_and_colleges_do_not(client, member):
    request = asked(member)
    for role, expected in ((Role.HEAD, 200), (Role.STAFF, 200), (Role.FINANCE, 403), (Role.AUDITOR, 403)):
        client.force_login(make_user(role))
        assert client.get(reverse(LIST)).status_code == expected
        assert client.get(reverse(DETAIL, args=[request.pk])).status_code == expected
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=make_college()))
    assert client.post(reverse(DETAIL, args=[request.pk]), {"verb": "do"}).status_code == 403
    request.refresh_from_db()
    assert request.state == "open"


def test_the_most_urgent_stands_first_and_late_ones_are_counted(desk, member):
    late = asked(member, due_on=timezone.localdate() - timedelta(days=2))
    asked(member, kind="correction")
    page = desk().get(reverse(LIST))
    assert page.context["page"][0].pk == late.pk
    assert page.context["overdue"] == 1
    assert b"2 days late" in page.content
    first = desk().get(reverse("admin:index"))
    waiting = {str(item["label"]): item["count"] for item in first.context["waiting"]}
    assert (waiting["Requests about personal data"], waiting["Requests past their deadline"]) == (2, 1)


def test_a_refusal_needs_its_reason_and_goes_out_by_mail(desk, member, officer):
    request = asked(member)
    url = reverse(DETAIL, args=[request.pk])
    assert desk().post(url, {"verb": "refuse", "answer": "  "}).status_code == 422
    desk().post(url, {"verb": "refuse", "answer": "The university must keep it."})
    request.refresh_from_db()
    assert (request.state, request.answer, request.decided_by) == ("refused", "The university must keep it.", officer)
    message = Message.objects.get()
    assert "The university must keep it." in message.text
    assert "court" in message.text
    assert message.person_id == member.alumnus.pk


def test_a_decision_is_made_once(desk, member, officer):
    request = asked(member)
    rights.withdraw(request=request, by=member)
    desk().post(reverse(DETAIL, args=[request.pk]), {"verb": "do"})
    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert member.alumnus.restricted_at is None
    with pytest.raises(rights.NotNow):
        rights.refuse(request=request, answer="x", by=officer)


def test_restriction_leaves_the_person_out_of_exports_and_can_be_lifted(desk, member, officer):
    make_alumnus("李娜")
    person = member.alumnus
    everyone = Selection(everyone=True)
    assert everyone.people(officer, Permission.ALUMNI_EXPORT).count() == 2
    desk().post(reverse(DETAIL, args=[asked(member).pk]), {"verb": "do"})
    person.refresh_from_db()
    assert person.restricted_at
    for selection in (everyone, Selection(ids=(person.pk,))):
        assert person not in selection.people(officer, Permission.ALUMNI_EXPORT)
        assert person in selection.people(officer, Permission.ALUMNI_VIEW)
    page = desk().get(reverse("admin:alumni_alumnus_detail", args=[person.pk])).content.decode()
    assert "Not to be used" in page
    desk().post(reverse("admin:alumni_restriction_lift", args=[person.pk]))
    person.refresh_from_db()
    assert person.restricted_at is None
    assert person.versions.count() == 2  # both changes are in the history


def test_a_deletion_says_numbers_wants_a_word_and_deletes(desk, member, django_capture_on_commit_callbacks):
    person = member.alumnus
    make_contact(person)
    make_degree(person, graduation_year=2002)
    request = asked(member, kind="deletion")
    url = reverse(DETAIL, args=[request.pk])
    page = desk().get(url)
    assert ("contacts", 1) in page.context["numbers"]
    for typed in ("", "yes"):
        assert desk().post(url, {"verb": "do", "typed": typed}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        desk().post(url, {"verb": "do", "typed": "delete"})
    assert Job.objects.get().state == Job.State.DONE
    assert not Alumnus.objects.exists()
    request.refresh_from_db()
    assert (request.state, request.alumnus, request.user, request.answer) == ("done", None, None, "")
    assert [(m.purpose, m.state, m.to, m.text) for m in Message.objects.all()] in (
        [("alumni.rights", "sent", "", "")],
        [("alumni.rights", "due", "wang@example.com", Message.objects.get().text)],
    )


def test_whom_a_relative_means_is_found_by_the_office(desk, member):
    rights.ask_as_relative(
        kind="restriction", name="王小明", email="son@example.com", about="王伟", statement="x", key=uuid.uuid4()
    )
    request = DataRequest.objects.get()
    url = reverse(DETAIL, args=[request.pk])
    desk().post(url, {"verb": "do"})
    request.refresh_from_db()
    assert request.state == "open"
    with_found = desk().get(url, {"q": "王伟"})
    assert [person.pk for person in with_found.context["found"]] == [member.alumnus.pk]
    desk().post(reverse("admin:alumni_datarequest_person", args=[request.pk]), {"person": member.alumnus.pk})
    desk().post(url, {"verb": "do", "answer": "Done."})
    request.refresh_from_db()
    assert (request.state, Message.objects.get().to) == ("done", "son@example.com")
    assert Alumnus.objects.get(pk=member.alumnus.pk).restricted_at


def test_the_office_makes_the_copy_for_a_relative(desk, member, officer):
    request = asked(member, kind="copy", is_from_relative=True, relative_name="王小明", user=None)
    response = desk().post(reverse("admin:alumni_datarequest_copy", args=[request.pk]))
    assert response.content.startswith(b"%PDF")
    assert AccessRecord.objects.get().by == officer


def test_other_requests_are_no_key_to_a_copy(desk, member):
    from_relative = {"is_from_relative": True, "relative_name": "王"}
    for kind, relative in (("correction", {}), ("copy", {}), ("deletion", from_relative)):
        request = asked(member, kind=kind, **relative)
        assert desk().post(reverse("admin:alumni_datarequest_copy", args=[request.pk])).status_code == 404


def test_the_queue_asks_the_same_number_of_queries_however_long_it_is(desk, member, django_assert_num_queries):
    client = desk()
    asked(member)
    client.get(reverse(LIST))
    with django_assert_num_queries(6):  # session, user, grants, count, overdue, requests
        client.get(reverse(LIST))
    for _ in range(4):
        asked(member, kind="correction")
    with django_assert_num_queries(6):
        client.get(reverse(LIST))
