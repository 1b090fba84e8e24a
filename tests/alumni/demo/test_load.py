import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from alumni.models import (
    Alumnus,
    SearchDoc,
)
from alumni.services import demo
from alumni.services.demo import fill, loading
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission, Role
from tests.factories import make_alumnus, make_user


@pytest.fixture(autouse=True)
def _small(settings, monkeypatch):
    settings.DEBUG = True
    settings.UNIVERSITY_NAME, settings.UNIVERSITY_NAME_EN = "山东大学", "Shandong University"
    monkeypatch.setattr(loading, "PEOPLE", 300)
    monkeypatch.setattr(loading, "CHUNK", 100)


def everything():
    with connection.cursor() as cursor:
        for table in (*loading.COLUMNS, "alumni_school", "alumni_college", "alumni_succession"):
            cursor.execute(
                f"SELECT (to_jsonb(t) - 'entered_at' - 'updated_at' - 'at')::text FROM {table} t ORDER BY id"
            )
            yield table, [json.loads(row) for (row,) in cursor.fetchall()]


def searchable():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS alumni_search IMMEDIATE")
        cursor.execute("SELECT person_id, rank, key, seniority FROM alumni_searchkey ORDER BY 1, 2, 3")
        keys = cursor.fetchall()
        cursor.execute("SELECT person_id, sort_name, terms FROM alumni_searchdoc ORDER BY 1")
        return keys, cursor.fetchall()


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_a_load_that_broke_off_goes_on_and_ends_like_one_that_did_not():
    class PowerCut(Exception):
        pass

    def break_off(stage, done, total):
        if done == 400:
            raise PowerCut

    with pytest.raises(PowerCut):
        demo.load(people=650, report=break_off)
    assert Alumnus.objects.count() == 400
    assert demo.load(people=650, beside=True) == 250
    continued, found = dict(everything()), searchable()

    call_command("flush", interactive=False, verbosity=0)
    demo.load(people=650)

    assert dict(everything()) == continued
    assert searchable()[0] == found[0]
    assert [person["id"] for person in continued["alumni_alumnus"]] == list(range(1, 651))


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_a_bulk_load_writes_the_same_search_rows_as_the_triggers_even_when_it_broke_off(monkeypatch):
    monkeypatch.setattr(loading, "demonstrations", [])  # they come when the search rows are there
    demo.load(people=600)
    one_by_one = searchable()
    indexes = set(search_indexes())
    call_command("flush", interactive=False, verbosity=0)
    monkeypatch.setattr(loading, "BULK", 200)
    monkeypatch.setattr(fill, "BATCH", 100)

    def break_off(stage, done, total):
        if stage == "search" and done > 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.load(people=600, report=break_off)
    assert set(search_indexes()) < indexes
    demo.load(people=600, beside=True)

    assert searchable() == one_by_one
    assert set(search_indexes()) == indexes
    assert not fill.is_needed()
    assert SearchDoc.objects.count() == 600


def search_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [list(fill.TABLES)])
        return [definition for (definition,) in cursor.fetchall()]


@pytest.mark.django_db
def test_people_who_are_there_already_stay_alone_unless_asked_for():
    make_alumnus()

    with pytest.raises(CommandError):
        call_command("demo")
    assert Alumnus.objects.count() == 1

    call_command("demo", "--force")
    assert Alumnus.objects.count() == 301
    with pytest.raises(CommandError):
        call_command("demo")
    assert demo.load(people=300, beside=True) == 0


@pytest.mark.django_db
def test_without_debug_the_demonstration_is_refused_and_its_logins_are_shut(settings, client):
    settings.DEBUG = False

    with pytest.raises(CommandError):
        call_command("demo")
    assert Alumnus.objects.count() == 0

    call_command("demo", "--i-know")
    assert Alumnus.objects.count() == 300
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert not client.login(username="head@demo.example", password=demo.PASSWORD)


@pytest.mark.django_db
def test_logins_says_how_to_get_some_and_never_prints_the_password_without_debug(capsys, settings):
    call_command("logins")
    assert "manage.py demo" in capsys.readouterr().out

    demo.load(people=300)
    settings.DEBUG = False
    call_command("logins")
    assert demo.PASSWORD not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_login_that_someone_changed_is_left_alone():
    make_user(email="head@demo.example", role=Role.AUDITOR, name="真人")
    demo.load(people=300)

    head = User.objects.get(email="head@demo.example")
    assert (head.name, head.check_password(demo.PASSWORD)) == ("真人", False)
    assert not head.may(Permission.ALUMNI_EDIT)
