import uuid

import pytest
from django.urls import reverse

from alumni.models import Alumnus, ChangeRequest, Degree
from alumni.services import change_requests as services
from alumni_office.mail.models import Message
from tests.factories import make_alumnus, make_college, make_degree, make_user

from .people import make_applicant, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def person():
    return make_record()


@pytest.fixture
def member(person):
    user = make_applicant(language="en")
    Alumnus.objects.filter(pk=person.pk).update(user=user)
    return user


def names(person, user=None, **wanted):
    return services.ask_for_change(
        person=person, kind="names", wanted=wanted or {"name": "王小明"}, statement="", key=uuid.uuid4(), by=user
    )


def act(client, what, change, **data):
    url = reverse(f"admin:alumni_changerequest_{what}", args=[change.pk])
    return client.post(url, data)


def seen(client, change):
    page = client.get(reverse("admin:alumni_changerequest_change", args=[change.pk]))
    return page.context["seen"]


def test_a_member_asks_for_what_differs_only_and_a_double_click_is_one_request(client, person, member):
    client.force_login(member)
    url = reverse("alumni:change-names")
    key = client.get(url).context["form"]["key"].value()
    for _ in range(2):
        client.post(url, {"name": "王小明", "latin_name": "", "former_names": "", "key": key, "statement": "户口本"})

    change = ChangeRequest.objects.get()
    assert (change.values, change.base) == ({"name": "王小明"}, {"name": "王晓明"})
    assert (change.alumnus, change.asked_by, change.statement) == (person, member, "户口本")
    assert Alumnus.objects.get(pk=person.pk).name == "王晓明"
    assert "王小明" in client.get(reverse("alumni:changes")).content.decode()


def test_nothing_different_is_no_request(client, person, member):
    client.force_login(member)
    client.post(reverse("alumni:change-names"), {"name": "王晓明", "key": uuid.uuid4()})

    assert ChangeRequest.objects.count() == 0


def test_a_degree_of_somebody_else_cannot_be_asked_about(client, member):
    client.force_login(member)
    other = make_degree(make_alumnus("李静"))

    assert client.get(reverse("alumni:change-degree", args=[other.pk])).status_code == 404


def test_a_member_withdraws_only_own_requests(client, person, member):
    change = names(person, member)
    others = names(make_alumnus("李静"), make_applicant())
    client.force_login(member)

    client.post(reverse("alumni:change-withdraw", args=[change.pk]))
    assert client.post(reverse("alumni:change-withdraw", args=[others.pk])).status_code == 404
    assert sorted(ChangeRequest.objects.values_list("state", flat=True)) == ["open", "withdrawn"]


def test_ten_requests_may_wait(person):
    for number in range(10):
        names(person, latin_name=f"Name {number}")
    with pytest.raises(services.TooManyRequests):
        names(person, latin_name="Another")


def test_an_accepted_change_is_the_alumnus_word_and_the_officers_witness(client, person, member):
    staff = make_user()
    client.force_login(staff)
    change = names(person, member, name="王小明", former_names=["王晓明"])

    act(client, "accept", change, seen=seen(client, change))

    person.refresh_from_db()
    change.refresh_from_db()
    assert (person.name, person.former_names) == ("王小明", ["王晓明"])
    told = person.field_sources["name"]
    assert (told["source"], told["by"], change.state, change.decided_by) == ("alumnus", staff.pk, "accepted", staff)
    assert Message.objects.get().to == member.email


def test_an_accepted_degree_is_changed_or_added(client, person):
    staff = make_user()
    client.force_login(staff)
    degree, college = person.degrees.get(), make_college("化学学院")
    ask = {"person": person, "kind": "degree", "statement": "", "by": None}
    change = services.ask_for_change(degree=degree, wanted={"graduation_year": 1999}, key=uuid.uuid4(), **ask)
    new = services.ask_for_change(wanted={"college": college.pk, "level": "master"}, key=uuid.uuid4(), **ask)
    for each in (change, new):
        act(client, "accept", each, seen=seen(client, each))

    fields = ("graduation_year", "college__name", "level", "source", "entered_by")
    assert list(Degree.objects.order_by("pk").values_list(*fields)) == [
        (1999, "数学学院", "", "alumnus", staff.pk), (None, "化学学院", "master", "alumnus", staff.pk)
    ]  # fmt: skip


def test_what_changed_since_it_was_asked_is_shown_and_not_overwritten_unseen(client, person):
    client.force_login(make_user())
    change = names(person, latin_name="Wang Xiaoming")
    Alumnus.objects.filter(pk=person.pk).update(latin_name="Xiaoming Wang")
    page = client.get(reverse("admin:alumni_changerequest_change", args=[change.pk]))
    assert page.context["is_stale"]
    old = page.context["seen"]
    Alumnus.objects.filter(pk=person.pk).update(latin_name="X. M. Wang")

    act(client, "accept", change, seen=old)
    assert Alumnus.objects.get(pk=person.pk).latin_name == "X. M. Wang"
    act(client, "accept", change, seen="")
    act(client, "accept", change, seen=seen(client, names(person, name="王小明")))
    assert Alumnus.objects.get(pk=person.pk).latin_name == "X. M. Wang"

    act(client, "accept", change, seen=seen(client, change))
    assert Alumnus.objects.get(pk=person.pk).latin_name == "Wang Xiaoming"


def test_a_request_about_a_deleted_degree_adds_none(client, person):
    client.force_login(make_user())
    change = services.ask_for_change(
        person=person, kind="degree", degree=person.degrees.get(), wanted={"major": "统计"}, statement="",
        key=uuid.uuid4(), by=None,
    )  # fmt: skip
    Degree.objects.all().delete()

    page = client.get(reverse("admin:alumni_changerequest_change", args=[change.pk]))
    act(client, "accept", change, seen=page.context["seen"])

    change.refresh_from_db()
    assert (page.context["is_lost"], change.state, Degree.objects.count()) == (True, "open", 0)


def test_a_refusal_gives_its_reason_by_mail_and_on_the_members_page(client, person, member):
    client.force_login(make_user())
    change = names(person, member)
    assert act(client, "refuse", change, reason="").status_code == 422
    act(client, "refuse", change, reason="Please send the certificate.")
    act(client, "accept", change, seen=seen(client, change))

    change.refresh_from_db()
    assert (change.state, Alumnus.objects.get(pk=person.pk).name) == ("refused", "王晓明")
    assert "Please send the certificate." in Message.objects.get().text
    client.force_login(member)
    assert "Please send the certificate." in client.get(reverse("alumni:changes")).content.decode()


def test_a_hint_is_shown_and_dealt_with_without_a_write(client, person):
    client.force_login(make_user())
    hint = ChangeRequest.objects.create(
        alumnus=person,
        kind="hint",
        values={"city": "深圳"},
        statement="见过他",
        asked_by=make_applicant(),
        key=uuid.uuid4(),
    )
    assert "深圳" in client.get(reverse("admin:alumni_changerequest_change", args=[hint.pk])).content.decode()

    act(client, "accept", hint, seen=seen(client, hint))

    hint.refresh_from_db()
    assert (hint.state, Alumnus.objects.get(pk=person.pk).city) == ("accepted", "")


def test_officers_decide_about_people_in_reach_and_nobody_about_oneself(client, person):
    change = names(person)
    cases = {
        404: make_user("college_officer", make_college("化学学院")), 403: make_user("editor"),
        200: make_user("college_officer", make_college()),
    }  # fmt: skip
    own = make_user("staff", name="自己")
    Alumnus.objects.filter(pk=person.pk).update(user=own)
    for status, user in {**cases, 0: own}.items():
        client.force_login(user)
        assert client.get(reverse("admin:alumni_changerequest_change", args=[change.pk])).status_code == (
            404 if user is own else status
        )
        if status != 200:
            assert act(client, "accept", change, seen="x").status_code in (403, 404)
    rows = client.get(reverse("admin:alumni_changerequest_changelist")).context["page"].rows
    assert rows == []


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_asks_as_often_for_five_as_for_one(client, person, rows, django_assert_num_queries):
    client.force_login(make_user())
    for number in range(rows):
        names(person, latin_name=f"Name {number}")
    url = reverse("admin:alumni_changerequest_changelist")
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)
