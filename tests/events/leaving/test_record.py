"""Leave-taking and letters through the life of a record."""

import pytest
from django.utils import timezone

from alumni.hooks import owners
from alumni.services.claims.deciding import revoke_verification
from events.models import FutureLetter, Leaver
from tests.factories import make_future_letter, make_leaver, make_leaving, make_member, make_user

pytestmark = pytest.mark.django_db


def owner():
    return owners["events.leaving"]


def test_a_merge_moves_letter_and_leave_taking_and_gives_them_back(leaver):
    letter = make_future_letter(leaver)
    keep = make_member()
    journal = owner().reassign(keep, leaver.alumnus)
    assert (FutureLetter.objects.get().alumnus, Leaver.objects.get().alumnus) == (keep, keep)
    assert owner().undo(keep, leaver.alumnus, journal) == 0
    letter.refresh_from_db()
    assert (letter.alumnus, Leaver.objects.get().alumnus) == (leaver.alumnus, leaver.alumnus)


def test_where_both_take_leave_each_row_stays_and_the_letter_follows_the_person(leaving, leaver):
    make_future_letter(leaver)
    kept = make_leaver(leaving, make_member())
    journal = owner().reassign(kept.alumnus, leaver.alumnus)
    assert (journal["leavers"], FutureLetter.objects.get().alumnus) == ([], kept.alumnus)
    assert Leaver.objects.filter(alumnus=leaver.alumnus).exists()


def test_an_erasure_takes_the_letter_and_everything_else(leaver):
    other = make_future_letter()
    make_future_letter(leaver)
    owner().erase(leaver.alumnus)
    assert (list(FutureLetter.objects.all()), list(Leaver.objects.all())) == ([other], [other.leaver])


def test_the_copy_says_that_there_is_a_letter_and_not_what_it_says(leaver):
    letter = make_future_letter(leaver, "秘密")
    assert owner().export(leaver.alumnus) == {
        "leave_takings": [{"year": 2026, "checked": False, "offered_as_liaison": False}],
        "letters_to_oneself": [{"due_on": letter.due_on.isoformat(), "state": "waiting"}],
    }


def test_what_an_account_wrote_that_was_not_the_person_goes_with_it():
    person = make_member()
    leaver = make_leaver(
        make_leaving(), person, checked_at=timezone.now(), checked_by=person.user, offered_at=timezone.now()
    )  # fmt: skip
    make_future_letter(leaver, written_by=person.user)
    revoke_verification(person_id=person.pk, reason="认错了人", by=make_user())
    leaver.refresh_from_db()
    assert (leaver.checked_at, leaver.offered_at, FutureLetter.objects.count()) == (None, None, 0)
