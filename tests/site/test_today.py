import pytest
from django.urls import reverse

from alumni.models import Alumnus, DuplicateCandidate, Roster
from alumni.queries import today as alumni_today
from alumni_office.accounts.roles import Role
from alumni_office.jobs.models import Job
from alumni_office.ui import today
from tests.factories import make_alumnus, make_college, make_degree, make_user

pytestmark = pytest.mark.django_db


def make_roster(by, state=Roster.State.CHECKED, **fields):
    return Roster.objects.create(
        filename="数学学院.xlsx", file="rosters/x.xlsx", size=1, uploaded_by=by, state=state, **fields
    )


def make_candidate(low, high, **fields):
    return DuplicateCandidate.objects.create(low=low, high=high, score=90, **fields)


def counts(response):
    return {str(item["label"]): item["count"] for item in response.context["waiting"]}


def test_an_empty_database_offers_the_first_roster(client):
    client.force_login(make_user(Role.HEAD))
    response = client.get(reverse("admin:index"))
    assert response.context["first_steps"] == ["admin/alumni/today_first_roster.html"]
    assert f'href="{reverse("admin:alumni_roster_add")}"' in response.content.decode()


def test_who_may_not_import_is_not_told_to(client):
    client.force_login(make_user(Role.EDITOR))
    assert client.get(reverse("admin:index")).context["first_steps"] == []


def test_someone_without_a_role_is_told_who_grants_one(client):
    client.force_login(make_user(None))
    response = client.get(reverse("admin:index"), headers={"accept-language": "en"})
    assert "The head of the office grants roles." in response.content.decode()


def test_today_counts_what_waits(client):
    head = make_user(Role.HEAD)
    first, second, third = (make_alumnus(name) for name in ["王伟", "王炜", "李娜"])
    make_candidate(first, second)
    make_candidate(first, third, state=DuplicateCandidate.State.DIFFERENT, decided_by=head)
    make_roster(head)
    make_roster(head, state=Roster.State.APPLIED)
    Job.objects.create(kind="x", by=head)
    Job.objects.create(kind="x", by=head, state=Job.State.DONE)
    client.force_login(head)

    response = client.get(reverse("admin:index"), headers={"accept-language": "en"})

    assert counts(response) == {
        "Claims to decide": 0,
        "Needs and offers to approve": 0,
        "Answers to needs that wait for a first word": 0,
        "Answers to needs with steps overdue": 0,
        "Needs that nobody answered for a month": 0,
        "Needs and offers that are over soon": 0,
        "Check-in entries to look at": 0,
        "Requests for changes": 0,
        "Requests about personal data": 0,
        "Requests past their deadline": 0,
        "Rosters to finish": 1,
        "Possible duplicates": 1,
        "Reported messages": 0,
        "Stories to read": 0,
        "People of articles to ask": 0,
        "Issues to publish": 0,
        "Mailings to approve": 0,
        "Mailings that wait for a word": 0,
        "Jobs at work": 1,
        "Applications that wait for the office": 0,
        "Changes of council": 0,
        "Councils past their term": 0,
        "Filings of chapters to look at": 0,
        "Class reunions that wait for the college": 0,
        "Reports of interview teams to read": 0,
        "Gifts to post": 0,
        "Uses of funds to post": 0,
        "Events that are over: say that they took place": 0,
        "Plans of events within two months that nobody knows of": 0,
        "Gifts that are due a receipt": 0,
        "Receipts to be taken back, as something of their gifts went back": 0,
        "Thanks that are due": 0,
        "Applications to the entrepreneurs’ club": 0,
        "Members of the club whose term ends": 0,
        "Opportunities of mine that nobody moves on": 0,
        "Instalments of pledges that are overdue": 0,
        "Lines of bank statements to decide": 0,
        "Notices of payments to look at": 0,
    }


def test_today_of_a_college_officer_counts_the_college_only(client):
    mathematics, medicine = make_college("数学学院"), make_college("医学院")
    officer = make_user(Role.COLLEGE_OFFICER, college=mathematics)
    for college in (mathematics, medicine, medicine):
        make_degree(make_alumnus(), college=college)
        make_roster(officer, college=college)
    client.force_login(officer)

    response = client.get(reverse("admin:index"), headers={"accept-language": "en"})

    assert counts(response)["Rosters to finish"] == 1


def test_large_counts_are_capped_and_say_so(client, monkeypatch):
    monkeypatch.setattr(today, "CAP", 2)
    monkeypatch.setattr(today, "waiting", [today.Waiting("Rows", lambda user: Alumnus.objects.all(), "admin:index")])
    for _ in range(3):
        make_alumnus()
    client.force_login(make_user(Role.HEAD))
    response = client.get(reverse("admin:index"))
    assert response.context["waiting"][0]["count"] == today.CAP
    assert f"{today.CAP:,}+" in response.content.decode()


def test_capped_counts_no_further_than_one_beyond():
    for _ in range(5):
        make_alumnus()
    people = Alumnus.objects.all()
    assert today.capped([people, people.none()], 3) == [4, 0]
    assert today.capped([people], 5) == [5]


def test_latest_changes_name_each_person_once_with_the_last_hand(client):
    head = make_user(Role.HEAD, name="王主任")
    first, second = make_alumnus("王伟"), make_alumnus("李娜")
    for person, city in [(first, "济南"), (second, "青岛"), (first, "烟台")]:
        person.city = city
        person.save()

    changes = alumni_today.latest_changes(head)

    assert [change.person for change in changes] == [first, second]


def test_latest_changes_stay_inside_ones_reach():
    college = make_college()
    officer = make_user(Role.COLLEGE_OFFICER, college=college)
    mine, other = make_alumnus("王伟"), make_alumnus("李娜")
    make_degree(mine, college=college)
    for person in (mine, other):
        person.city = "济南"
        person.save()
    assert [change.person for change in alumni_today.latest_changes(officer)] == [mine]


@pytest.mark.parametrize("n", [1, 5])
def test_today_asks_the_same_number_of_queries_however_much_there_is(client, django_assert_num_queries, n):
    head = make_user(Role.HEAD)
    people = [make_alumnus() for _ in range(n + 1)]
    for person in people:
        person.city = "济南"
        person.save()
    for person in people[1:]:
        make_candidate(people[0], person)
    for _ in range(n):
        make_roster(head, state=Roster.State.APPLIED, college=make_college())
        Job.objects.create(kind="x", by=head)
    client.force_login(head)

    client.get(reverse("admin:index"))
    # session, user, grants; first step; waiting; imports; changes: versions, people, degrees
    with django_assert_num_queries(9):
        response = client.get(reverse("admin:index"))

    assert len(response.context["feeds"][0]["rows"]) == n


def test_desk_pages_do_not_build_djangos_list_of_apps(client, monkeypatch):
    from alumni_office.site.admin import OfficeAdminSite

    def refuse(*args, **kwargs):
        raise AssertionError("the list of apps was built")

    monkeypatch.setattr(OfficeAdminSite, "_build_app_dict", refuse)
    client.force_login(make_user(Role.HEAD))
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 200
