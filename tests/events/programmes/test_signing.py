"""A shift is never taken by more than it wants, and nobody stands in two places at once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from alumni_office.saving.refusals import Refused
from events.models import Assignment, Shift
from events.services import programmes as services
from tests.factories import make_assignment, make_programme, make_shift, make_volunteer
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def sign(shift, volunteer, **more):
    return services.sign_up(shift=shift, volunteer=volunteer, by=volunteer.user, **more)


def refused(act):
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.sentence


def taken(shift):
    return Shift.objects.values_list("taken", flat=True).get(pk=shift.pk)


def test_the_database_counts_who_signs_up_and_who_withdraws(shift, volunteer):
    sign(shift, volunteer)
    assert taken(shift) == 1
    services.withdraw(shift=shift, volunteer=volunteer, by=volunteer.user)
    assert taken(shift) == 0
    sign(shift, volunteer)
    assert (taken(shift), Assignment.objects.count()) == (1, 1)


def test_a_second_press_takes_the_place_once(shift, volunteer):
    assert sign(shift, volunteer) == sign(shift, volunteer)
    assert taken(shift) == 1


def test_a_full_shift_says_so(shift):
    for _each in range(2):
        sign(shift, make_volunteer())
    assert refused(lambda: sign(shift, make_volunteer())) == "All places of this shift are taken."


def test_the_database_refuses_one_too_many(shift):
    for _each in range(2):
        make_assignment(shift)
    with pytest.raises(IntegrityError, match="shift_not_taken_twice"), transaction.atomic():
        make_assignment(shift)
    assert taken(shift) == 2


def test_two_shifts_at_one_time_are_refused_and_one_after_the_other_is_not(shift, volunteer):
    sign(shift, volunteer)
    meanwhile = make_shift(shift.programme, "签到", starts_at=shift.starts_at + timedelta(hours=3))
    assert refused(lambda: sign(meanwhile, volunteer)) == "There is another shift at this time: 引导."
    sign(make_shift(shift.programme, "送别", starts_at=shift.ends_at), volunteer)
    with pytest.raises(IntegrityError, match="assignment_one_at_a_time"), transaction.atomic():
        make_assignment(meanwhile, volunteer)


@pytest.mark.parametrize("state", ["draft", "closed", "done"])
def test_volunteers_sign_up_while_the_programme_is_open(state, volunteer):
    shift = make_shift(make_programme(state=state))
    assert refused(lambda: sign(shift, volunteer)) == "This programme takes no sign-up now."


def test_the_desk_signs_up_after_the_close_and_after_the_beginning(volunteer):
    shift = make_shift(make_programme(state="closed"), starts_at=timezone.now() - timedelta(hours=1))
    assert sign(shift, volunteer, at_desk=True).state == "signed_up"


def test_a_shift_that_has_begun_is_neither_taken_nor_given_back(volunteer):
    shift = make_shift(starts_at=timezone.now() - timedelta(minutes=1))
    assert refused(lambda: sign(shift, volunteer)) == "The shift has begun or is over."
    make_assignment(shift, volunteer)
    assert (
        refused(lambda: services.withdraw(shift=shift, volunteer=volunteer, by=volunteer.user))
        == "The shift has begun. Tell the coordinator if you cannot come."
    )


def test_only_members_of_the_academic_year_take_part(shift):
    stranger = make_volunteer(years=[1999])
    assert refused(lambda: sign(shift, stranger)) == (
        "Only members of the association in the academic year of the shift take part."
    )


def test_hours_that_somebody_signed_up_for_stay(shift, volunteer, coordinator):
    sign(shift, volunteer)
    fields = {
        name: getattr(shift, name)
        for name in ("role", "role_en", "place", "where", "where_en", "starts_at", "ends_at", "wanted")
    }
    later = fields | {"ends_at": shift.ends_at + timedelta(hours=1)}
    assert "signed up for these hours" in refused(
        lambda: services.save_shift(shift=shift, version=1, by=coordinator, **later)
    )
    sign(shift, make_volunteer())
    assert refused(lambda: services.save_shift(shift=shift, version=1, by=coordinator, **fields | {"wanted": 1})) == (
        "2 volunteers have signed up: there cannot be fewer."
    )
    with pytest.raises(IntegrityError, match="signed up for these hours"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(starts_at=shift.starts_at - timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_for_four_places_give_four_and_twenty_six_answers():
    shift = make_shift(wanted=4)
    people = [make_volunteer() for _each in range(30)]
    answers = at_once(*[partial(sign, shift, each) for each in people], threads=15, expected=Refused)
    assert (sum(isinstance(answer, Refused) for answer in answers), taken(shift)) == (26, 4)


@pytest.mark.django_db(transaction=True)
def test_one_volunteer_at_two_shifts_of_one_time_at_once_gets_one():
    shifts = [make_shift() for _each in range(6)]
    volunteer = make_volunteer()
    answers = at_once(*[partial(sign, shift, volunteer) for shift in shifts], expected=Refused)
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
