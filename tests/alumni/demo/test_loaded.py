"""What the demonstration brings, with the parts of all apps: loaded once for all tests here, which change nothing."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse

from alumni.demo.university import COLLEGES
from alumni.models import (
    Alumnus,
    College,
    ContactPoint,
    Degree,
    Employment,
    PersonListEntry,
    SavedSearch,
    School,
)
from alumni.queries.search import search
from alumni.services import demo
from alumni.services.demo import loading
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import DEFINITIONS, Permission, Role
from tests.factories import make_alumnus

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, media):
    """How many people were added."""
    here = {
        "DEBUG": True, "UNIVERSITY_NAME": "山东大学", "UNIVERSITY_NAME_EN": "Shandong University", "MEDIA_ROOT": media,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(loading, "PEOPLE", 300)
        patch.setattr(loading, "CHUNK", 100)
        with transaction.atomic(), override_settings(**here):
            added = demo.load(people=300)
            connection.check_constraints()  # as at the end of a transaction: the search knows them
            yield added
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _for_trying_out(settings, media):
    settings.DEBUG, settings.MEDIA_ROOT = True, media


def test_the_demonstration_is_a_university_with_people_who_are_found(loaded):
    assert loaded == 300
    assert Alumnus.objects.count() == 300
    assert School.objects.get(name="山东医科大学").successor == School.objects.get(name="山东大学")
    assert College.objects.count() == len(COLLEGES)
    assert Degree.objects.count() > 280
    assert Employment.objects.count() > 250
    assert SavedSearch.objects.count() == 4
    assert PersonListEntry.objects.count() > 0
    person = Alumnus.objects.filter(name__startswith="单").first()
    head = User.objects.get(email="head@demo.example")
    assert person.pk in [found.pk for found in search(head, "shan").people]
    assert person.pk in [found.pk for found in search(head, person.name).people]


def test_new_people_come_after_the_demonstration():
    assert make_alumnus().pk == 301


def test_there_is_one_login_for_each_role_an_administrator_and_an_alumna(client):
    assert sorted(login.role for login in demo.LOGINS if login.role) == sorted(Role.values)
    for login in demo.LOGINS:
        assert client.login(username=login.email, password=demo.PASSWORD)
        assert client.get(reverse("admin:index")).status_code == (200 if login.is_staff else 302)
        user = User.objects.get(email=login.email)
        assert user.is_superuser == (login.role is None and login.is_staff)
        mine = DEFINITIONS[login.role].permissions if login.role else Permission.values if login.is_staff else []
        assert [permission for permission in Permission.values if user.may(permission)] == [
            permission for permission in Permission.values if permission in mine
        ]
    officer = User.objects.get(email="college@demo.example")
    today = College.objects.get(name="计算机科学与技术学院")
    assert officer.reach(Permission.ALUMNI_VIEW).college_ids == {today.pk}
    assert 0 < Alumnus.objects.visible_to(officer).count() < 60


def test_logins_prints_an_address_a_password_and_a_sentence_a_line(capsys):
    call_command("logins")

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert [line for line in lines if demo.PASSWORD not in line] == []
    assert all(login.email in line for login, line in zip(demo.LOGINS, lines, strict=True))


def test_the_demonstration_stores_no_e_mail_outside_the_reserved_domain():
    assert ContactPoint.objects.filter(kind="email").count() > 100
    assert ContactPoint.objects.filter(kind="email").exclude(value__endswith=".example").count() == 0
    assert User.objects.exclude(email__endswith=".example").count() == 0


def test_the_alumna_is_somebody_of_the_college_and_claims_and_wishes_wait(client):
    user = User.objects.get(email="alumna@demo.example")
    person = Alumnus.objects.get(user=user)
    assert (person.name, person.verified_at is None, user.is_staff) == (user.name, False, False)
    assert person.degrees.filter(college__name="计算机科学与技术学院").exists()
    client.login(username=user.email, password=demo.PASSWORD)
    assert client.get(reverse("alumni:changes")).status_code == 200
    client.login(username="college@demo.example", password=demo.PASSWORD)
    waiting = [claim.pk for claim in client.get("/admin/alumni/verification/").context["page"].rows]
    assert len(waiting) >= 2
    for pk in waiting:
        assert client.get(f"/admin/alumni/verification/{pk}/").status_code == 200
    changes = [change.pk for change in client.get("/admin/alumni/changerequest/").context["page"].rows]
    assert len(changes) == 3
    for pk in changes:
        assert client.get(f"/admin/alumni/changerequest/{pk}/").status_code == 200
