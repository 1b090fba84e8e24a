import uuid

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from donations.models import Organisation, OrganisationPerson
from donations.queries import organisations as queries
from tests.factories import make_alumnus, make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_organisation, make_organisation_person

pytestmark = pytest.mark.django_db
ADD = reverse("admin:donations_organisation_add")
CODE = "91110000600037341L"


def sent(**fields):
    return {"kind": "company", "name": "浪潮集团有限公司", "key": str(uuid.uuid4())} | fields


@pytest.mark.parametrize(
    ("code", "kept"),
    [(CODE, CODE), (CODE.lower(), CODE), (f" {CODE[:9]} {CODE[9:]} ", CODE), (CODE[:-1] + "M", None), ("123", None)],
)
def test_a_credit_code_is_kept_only_where_its_last_character_is_right(at_desk, code, kept):
    response = at_desk().post(ADD, sent(credit_code=code))
    assert list(Organisation.objects.values_list("credit_code", flat=True)) == ([kept] if kept else [])
    if not kept:
        assert "This is no unified social credit code" in response.content.decode()


def test_a_code_is_taken_once_and_a_name_again_only_on_purpose(at_desk):
    client = at_desk()
    assert client.post(ADD, sent(credit_code=CODE)).status_code == 302
    again = client.post(ADD, sent(name="浪潮 集团有限公司"))
    assert "On record already: 浪潮集团有限公司" in again.content.decode()
    assert client.post(ADD, sent(name="浪潮 集团有限公司", same_anyway="on")).status_code == 302
    code = client.post(ADD, sent(name="另一家", credit_code=CODE))
    assert "An organisation with this credit code is on record already." in code.content.decode()
    assert Organisation.objects.count() == 2


def test_organisations_of_nearly_one_name_are_proposed_but_no_branch():
    head = make_organisation("浪潮集团有限公司")
    twin = make_organisation("浪潮集团")
    make_organisation("浪潮集团股份有限公司", branch_of=head)
    make_organisation("海尔集团")
    assert (head.pk, twin.pk) in [(pair.low.pk, pair.high.pk) for pair in queries.pairs()]
    assert head.pk not in [pair.high.pk for pair in queries.pairs()]


def test_people_are_added_ended_and_seen_by_who_may_see_them(at_desk):
    company, person = make_organisation(), make_alumnus("王伟")
    client = at_desk(Role.STAFF)
    path = reverse("admin:donations_organisation_person", args=[company.pk])
    assert [row.pk for row in client.get(f"{path}?name=王伟").context["people"]] == [person.pk]
    assert client.post(f"{path}?person={person.pk}", {"part": "legal", "title": "董事长"}).status_code == 302
    assert client.post(f"{path}?person={person.pk}", {"part": "legal"}).status_code == 422
    row = OrganisationPerson.objects.get()
    client.post(reverse("admin:donations_organisation_person_end", args=[company.pk, row.pk]))
    row.refresh_from_db()
    assert row.until_on is not None
    officer = make_user(Role.COLLEGE_OFFICER, college=make_college())
    page = at_desk(officer).get(reverse("admin:donations_organisation_change", args=[company.pk]))
    assert "王伟" not in page.content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_five(at_desk, django_assert_num_queries, number):
    for n in range(number):
        make_organisation_person(make_organisation(f"公司{n}"), make_alumnus())
    client = at_desk()
    with django_assert_num_queries(5):  # session, user, grants, count, page
        response = client.get(reverse("admin:donations_organisation_changelist"))
    assert [row.number for row in response.context["listed"]] == [1] * number


def test_the_offices_note_is_read_by_who_reaches_everyone_and_by_a_college_it_gave_to(at_desk):
    """As a person's notes are: by who has it within reach."""
    ours = make_college("数学学院")
    organisation = make_organisation("浪潮集团有限公司", note="董事长不喜欢电话")
    page = reverse("admin:donations_organisation_change", args=[organisation.pk])

    def reads(user) -> bool:
        return "董事长不喜欢电话" in at_desk(user).get(page).content.decode()

    officer, other = (make_user(Role.COLLEGE_OFFICER, college=place) for place in (ours, make_college("文学院")))
    assert [reads(make_user(role)) for role in (Role.HEAD, Role.STAFF, Role.FINANCE, Role.AUDITOR)] == [True] * 4
    assert (reads(officer), reads(other)) == (False, False)
    make_gift(make_donor(organisation), fund=make_fund(college=ours))
    assert (reads(officer), reads(other)) == (True, False)
