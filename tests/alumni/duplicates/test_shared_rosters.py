import json

import pytest
from django.core.management import call_command

from alumni.models import Alumnus, DuplicateCandidate, DuplicateCheck
from alumni.services import duplicates
from tests.alumni.duplicates import shared_rosters

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return shared_rosters.load()


def proposed(people):
    rows = {person.pk: row for row, person in people.items()}
    return {
        frozenset((rows[low], rows[high]))
        for low, high in DuplicateCandidate.objects.filter(state="open").values_list("low", "high")
    }


def test_the_repeated_people_of_the_shared_rosters_are_proposed_and_hardly_anyone_else(people):
    duplicates.bring_up_to_date()

    truth = shared_rosters.same_people()
    found = proposed(people)
    assert len(truth) == 45
    assert truth - found == set()
    assert len(found - truth) <= 1


def test_nobody_is_merged_without_a_person(people):
    duplicates.bring_up_to_date()

    assert not Alumnus.objects.exclude(merged_into=None).exists()


def test_the_namesakes_of_one_class_are_not_proposed(people):
    duplicates.bring_up_to_date()

    (group,) = shared_rosters.TRUTH["different_people"]
    assert len(group) == 2
    assert frozenset(map(tuple, group)) not in proposed(people)
    one, other = (people[tuple(row)] for row in group)
    assert duplicates.candidates_of(person=one.pk) == []
    assert duplicates.candidates_of(person=other.pk) == []


def test_the_queue_is_empty_after_the_scan_and_a_second_scan_changes_nothing(people):
    duplicates.bring_up_to_date()
    before = list(DuplicateCandidate.objects.order_by("pk").values())

    assert not DuplicateCheck.objects.exists()
    assert duplicates.bring_up_to_date() == 0
    assert list(DuplicateCandidate.objects.order_by("pk").values()) == before


def test_the_command_prints_each_pair_with_its_score_and_rows(people, capsys):
    call_command("duplicates", "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {
        frozenset((row["file"], row["sheet"], row["row"]) for person in line["people"] for row in person["rows"])
        for line in lines
    }
    assert shared_rosters.same_people() <= found
    scores = [line["score"] for line in lines]
    assert scores == sorted(scores, reverse=True)
    assert lines[0].keys() == {"score", "reasons", "differences", "people"}
    assert [person.keys() for person in lines[0]["people"]] == [{"id", "name", "rows"}] * 2
    assert all(line["reasons"] for line in lines)


def test_the_command_prints_no_more_pairs_than_asked_for(people, capsys):
    call_command("duplicates", "--json", "--limit", "3")

    assert len(capsys.readouterr().out.splitlines()) == 3
