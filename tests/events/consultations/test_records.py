"""Questions follow a record that is merged; an erasure takes what was said with the name and leaves the figures."""

import pytest

from alumni.services.copying.collecting import collect
from alumni.services.erasing import erase_person
from alumni.services.merging import merge_alumni, undo_merge
from alumni_office.accounts.roles import Role
from events.models import Asked, Ballot, ConsultationAnswer
from events.queries.consultations import results
from tests.factories import answer_asking, make_asking, make_readers, make_user

pytestmark = pytest.mark.django_db


def test_a_merge_moves_what_was_asked_and_gives_it_back():
    keep, drop, *others = make_readers(6)
    by = make_user()
    both = make_asking(promise="named", people=[keep, drop])
    one = make_asking(people=[drop, *others])
    answer_asking(Asked.objects.get(consultation=both, alumnus=drop), text="我的话")

    merge = merge_alumni(keep=keep, drop=drop, by=by)

    assert Asked.objects.filter(consultation=one, alumnus=keep).count() == 1
    kept = Asked.objects.get(consultation=both, alumnus=keep)
    assert (kept.is_answered, kept.answers.count(), results.numbers(both).answered) == (True, 2, 1)
    undo_merge(merge=merge, by=by)
    assert Asked.objects.filter(consultation=one, alumnus=drop).count() == 1
    back = Asked.objects.get(consultation=both, alumnus=drop)
    assert (back.is_answered, back.answers.count(), results.numbers(both).answered) == (True, 2, 1)


def test_an_erasure_takes_the_words_with_the_name_and_leaves_the_figures(django_capture_on_commit_callbacks):
    people = make_readers(6)
    named, anonymous = make_asking(promise="named", people=people), make_asking(people=people)
    for asking in (named, anonymous):
        answer_asking(Asked.objects.get(consultation=asking, alumnus=people[0]), text="我的话")

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person_id=people[0].pk, by=make_user(Role.HEAD))

    assert ConsultationAnswer.objects.count() == 0
    assert Ballot.objects.count() == 2
    for asking in (named, anonymous):
        assert (results.numbers(asking).asked, results.numbers(asking).answered) == (6, 1)
        assert asking.asked.filter(alumnus=None).count() == 1


def test_a_copy_of_ones_data_holds_what_was_said_with_the_name_and_nothing_that_was_said_without():
    people = make_readers(6)
    named, anonymous = make_asking(promise="named", people=people), make_asking(people=people)
    answer_asking(Asked.objects.get(consultation=named, alumnus=people[0]), text="实名的话")
    answer_asking(Asked.objects.get(consultation=anonymous, alumnus=people[0]), text="匿名的话")

    copy = str(collect(people[0]))

    assert "实名的话" in copy
    assert "匿名的话" not in copy
