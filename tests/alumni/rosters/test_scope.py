"""A college officer brings in and changes the people of the own college, and learns nothing of others."""

import pytest
from django.urls import reverse

from alumni.models import Alumnus
from alumni.services import rosters
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import Role
from alumni_office.jobs.models import Job
from tests.factories import make_alumnus, make_contact, make_degree, make_user

from .steps import outcomes, roster_file, take_in, upload, work


@pytest.fixture
def maths(university):
    return university["数学学院"]


@pytest.fixture
def maths_officer(maths):
    return make_user(Role.COLLEGE_OFFICER, maths)


@pytest.fixture
def lawyer(university):
    """Of another college."""
    person = make_alumnus("王伟", gender="male", birth_date="1976-05-03")
    make_degree(person, college=university["法学院"], graduation_year=1998)
    make_contact(person, value="+8613800138000")
    return person


def test_a_person_of_another_college_is_neither_changed_nor_shown(lawyer, maths, maths_officer, client, tmp_path):
    said = {"姓名": "王伟", "毕业年份": "2003", "手机": "13800138000", "邮箱": "w@163.com"}

    roster = take_in(upload(roster_file(tmp_path, said), maths_officer, college=maths), maths_officer)

    row = roster.rows.get()
    assert (row.outcome, row.candidates, row.alumnus, row.changes) == ("ambiguous", [], None, [])
    assert [reason["code"] for reason in row.reasons] == ["found_elsewhere"]
    assert Alumnus.objects.get() == lawyer
    with pytest.raises(rosters.NoSuchChoice):
        rosters.decide_row(row=row, decision=0, by=maths_officer)
    with pytest.raises(rosters.NoSuchChoice):
        rosters.decide_row(row=row, decision=lawyer.pk, by=maths_officer)
    client.force_login(maths_officer)
    page = client.get(reverse("admin:alumni_roster_review", args=[roster.pk])).content.decode()
    assert "1976-05-03" not in page
    assert "法学院" not in page


def test_weak_signs_of_a_person_of_another_college_are_not_told(lawyer, maths, maths_officer, tmp_path):
    said = {"姓名": "王伟", "出生日期": "1976-05-03", "毕业年份": "1998"}

    roster = upload(roster_file(tmp_path, said), maths_officer, college=maths)

    assert outcomes(roster) == {2: "created"}


def test_rows_of_another_college_are_rejected(university, maths, maths_officer, tmp_path):
    said = [{"姓名": "李娜", "学院": "法学院"}, {"姓名": "王伟"}]

    roster = take_in(upload(roster_file(tmp_path, *said), maths_officer, college=maths), maths_officer)

    assert outcomes(roster) == {2: "rejected", 3: "created"}
    assert roster.rows.get(number=2).reasons[-1]["code"] == "college_out_of_reach"
    assert Alumnus.objects.get().degrees.get().college == maths


def test_an_officer_uploads_only_for_the_own_college(university, maths_officer, tmp_path):
    path = roster_file(tmp_path, {"姓名": "王伟"})

    for college in (None, university["法学院"]):
        with pytest.raises(rosters.OutOfReach):
            upload(path, maths_officer, college=college)


def test_a_right_that_ended_meanwhile_stops_the_import(maths, maths_officer, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟"}), maths_officer, college=maths)
    job = rosters.start_import(roster=roster, by=maths_officer)
    RoleGrant.objects.filter(user=maths_officer).update(ends_on="2000-01-02", starts_on="2000-01-01")

    job = work(job.pk)

    assert job.state == Job.State.FAILED
    assert Alumnus.objects.count() == 0


@pytest.mark.parametrize("name", ["change", "columns", "review", "result", "rejected", "undo"])
def test_another_colleges_roster_is_not_found(name, university, officer, maths_officer, client, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟"}), officer, college=university["法学院"])
    client.force_login(maths_officer)

    assert client.get(reverse(f"admin:alumni_roster_{name}", args=[roster.pk])).status_code == 404


@pytest.mark.parametrize("name", ["choices", "import", "undo"])
def test_another_colleges_roster_cannot_be_worked_on(name, university, officer, maths_officer, client, tmp_path):
    roster = upload(roster_file(tmp_path, {"姓名": "王伟"}), officer, college=university["法学院"])
    client.force_login(maths_officer)

    assert client.post(reverse(f"admin:alumni_roster_{name}", args=[roster.pk])).status_code == 404
    roster.refresh_from_db()
    assert roster.state == "checked"


def test_who_may_not_import_is_turned_away(university, client):
    client.force_login(make_user(Role.EDITOR))

    for name in ("changelist", "add"):
        assert client.get(reverse(f"admin:alumni_roster_{name}")).status_code == 403
