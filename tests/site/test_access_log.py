import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from tests.factories import make_alumnus, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:history_accessrecord_changelist")


@pytest.fixture
def auditor(client):
    user = make_user(Role.AUDITOR, name="赵审计")
    client.force_login(user)
    return user


def shown(response):
    return [record.pk for record in response.context["cl"].result_list]


@pytest.mark.parametrize("role", [Role.STAFF, Role.FINANCE, Role.EDITOR, Role.VOLUNTEER_COORDINATOR])
def test_the_log_is_for_those_who_check(client, role):
    client.force_login(make_user(role))
    assert client.get(LIST).status_code == 403


def test_the_log_shows_the_latest_first_with_a_link_to_the_person(client, auditor):
    person = make_alumnus()
    first = record_access(action="view", target="alumni.alumnus", target_id=person.pk, by=auditor)
    second = record_access(action="export", target="alumni.alumnus", by=auditor, count=120, reason="校庆邀请")
    response = client.get(LIST)
    assert shown(response) == [second.pk, first.pk]
    assert f'href="{reverse("admin:alumni_alumnus_detail", args=[person.pk])}"' in response.content.decode()


def test_the_log_is_searched_by_colleague_reason_and_number(client, auditor):
    other = make_user(Role.STAFF, name="李晓梅", email="li@example.edu.cn")  # no number of its own that holds a 17
    mine = record_access(action="view", target="alumni.alumnus", target_id=17, by=auditor)
    theirs = record_access(action="export", target="alumni.alumnus", by=other, reason="校庆邀请")
    assert shown(client.get(LIST, {"q": "李晓梅"})) == [theirs.pk]
    assert shown(client.get(LIST, {"q": "校庆"})) == [theirs.pk]
    assert shown(client.get(LIST, {"q": "17"})) == [mine.pk]
    assert shown(client.get(LIST, {"action__exact": "view"})) == [mine.pk]


@pytest.mark.parametrize("n", [1, 5])
def test_the_log_asks_the_same_number_of_queries(client, auditor, django_assert_num_queries, n):
    for number in range(n):
        record_access(action="view", target="alumni.alumnus", target_id=number + 1, by=auditor)
    with django_assert_num_queries(5):  # session, user, grants, count, rows
        client.get(LIST)


def test_nothing_in_the_log_can_be_changed_not_even_by_a_superuser(client):
    boss = make_user(None, is_superuser=True)
    client.force_login(boss)
    record = record_access(action="view", target="alumni.alumnus", target_id=1, by=boss)
    change = reverse("admin:history_accessrecord_change", args=[record.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"reason": "nothing"}).status_code == 403
    assert client.post(reverse("admin:history_accessrecord_delete", args=[record.pk])).status_code == 403
    with pytest.raises(InternalError), transaction.atomic():
        AccessRecord.objects.update(reason="nothing")
    assert AccessRecord.objects.get().reason == ""


def test_one_line_of_the_log_speaks_plainly_and_leads_nowhere_shut(client, auditor):
    client.cookies["django_language"] = "en"
    record = record_access(action="view", target="alumni.alumnus", target_id=17, by=auditor)
    page = client.get(reverse("admin:history_accessrecord_change", args=[record.pk])).content.decode()
    assert "<h1>Looked at · alumnus 17</h1>" in page
    assert "alumni.alumnus" not in page
    assert reverse("admin:accounts_user_change", args=[auditor.pk]) not in page
