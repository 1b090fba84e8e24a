"""manage.py find: the search from a shell."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Role
from tests.alumni.search import reference
from tests.factories import (
    make_alumnus,
    make_college,
    make_contact,
    make_degree,
    make_employment,
    make_school,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    # Not one of the sixteenth from which large counts are taken.
    wei = make_alumnus("王伟", pk=1_000_001, latin_name="Wang Wei", city="济南")
    make_degree(wei, school=make_school(), college=make_college(), major="软件", level="bachelor", enrolment_year=1998,
                graduation_year=2002)  # fmt: skip
    make_employment(wei, "浪潮集团", job_title="工程师")
    make_contact(wei, value="+8613800000001")
    return wei, make_alumnus("李强")


def run(*arguments, language="zh-hans", **options):
    out, err = io.StringIO(), io.StringIO()
    with translation.override(language):
        call_command("find", *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_json_says_everything_of_each_person_on_a_line_of_its_own(people):
    out, err = run("王", "98级", "--json")
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "pk": people[0].pk, "name": "王伟", "latin_name": "Wang Wei",
            "degrees": [{"school": "山东大学", "college": "数学学院", "major": "软件", "level": "bachelor", "enrolled": 1998,
                         "graduated": 2002}],
            "employer": "浪潮集团", "job_title": "工程师", "place": "济南",
        }
    ]  # fmt: skip
    assert json.loads(err) == {"count": 1, "exact": True, "shown": 1}


def test_words_come_as_one_argument_or_as_many(people):
    assert run("王 98级", "--json") == run("王", "98级", "--json")
    assert run("王", "97级", "--json") == ("", '{"count": 0, "exact": true, "shown": 0}\n')


def test_without_words_everybody_is_found(people):
    out, _err = run("--json")
    assert [json.loads(line)["name"] for line in out.splitlines()] == ["李强", "王伟"]


@pytest.mark.parametrize(
    ("language", "head", "line", "below"),
    [
        (
            "zh-hans",
            ["编号", "姓名", "就读", "工作", "所在地"],
            "王伟  数学学院 软件 本科 1998–2002  浪潮集团 工程师  济南",
            "2 人，显示 1",
        ),
        (
            "en",
            ["Number", "Name", "Studied", "Works", "Place"],
            "王伟  数学学院 软件 Bachelor 1998–2002  浪潮集团 工程师  济南",
            "2 people, 1 shown",
        ),
    ],
)
def test_without_json_there_is_a_table(people, language, head, line, below):
    out, err = run("--limit", "2", language=language)
    assert out.splitlines()[0].split() == head
    assert " ".join(out.splitlines()[2].split()) == f"{people[0].pk} " + " ".join(line.split())
    _out, err = run("--limit", "1", language=language)
    assert err.strip() == below


def test_the_limit_cuts_the_people_and_not_the_count(people):
    for _ in range(4):
        make_alumnus("王强")
    out, err = run("王", "--json", "--limit", "3")
    assert len(out.splitlines()) == 3
    assert json.loads(err) == {"count": 5, "exact": True, "shown": 3}


def test_more_than_a_page_is_printed_in_the_order_of_the_search(monkeypatch):
    monkeypatch.setattr("alumni.management.commands.find.PAGE", 2)
    pks = [make_alumnus("王伟").pk for _ in range(7)]
    out, err = run("王", "--json", "--limit", "5")
    assert [json.loads(line)["pk"] for line in out.splitlines()] == pks[:5]
    assert json.loads(err) == {"count": 7, "exact": True, "shown": 5}


def test_a_count_from_a_sample_is_said_to_be_one(people):
    with reference.constants(**reference.WALK):
        _out, err = run("王", "--json")
        assert json.loads(err) == {"count": 1, "exact": False, "shown": 1}
        assert run("王", language="en")[1].strip() == "about 1 person"


def test_as_a_user_it_finds_what_that_user_may_see(people):
    editor, officer = make_user(Role.EDITOR), make_user(Role.COLLEGE_OFFICER, college=make_college())
    assert run("13800000001", "--json")[0] != ""
    assert run("13800000001", "--as", officer.email.upper(), "--json")[0] != ""
    assert run("13800000001", "--as", editor.email, "--json")[0] == ""
    assert run("李强", "--as", officer.email, "--json")[0] == ""
    assert run("李强", "--as", editor.email, "--json")[0] != ""


def test_who_may_not_look_gets_a_sentence(people):
    nobody, gone = make_user(role=None), make_user(is_active=False)
    for arguments, said in (
        (["--as", nobody.email], "This user may not look up alumni."),
        (["--as", gone.email], f"There is no user {gone.email}."),
        (["--as", "x@example.com"], "There is no user x@example.com."),
        (["--limit", "0"], "Give a number of people of at least 1."),
    ):
        with pytest.raises(CommandError, match=said):
            run("王", *arguments, language="en")


def test_it_leaves_no_user_behind(people):
    run("王")
    assert not User.objects.exists()
