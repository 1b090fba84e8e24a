"""Who came, in the search over alumni, on the timeline, in figures and in the demonstration."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alumni import hooks
from alumni.queries import search as queries
from alumni_office.accounts.roles import Role
from events.models import CheckIn
from events.queries import checkins
from events.services.demo.checkins import fill
from tests.factories import (
    make_alumnus,
    make_check_in,
    make_check_list,
    make_college,
    make_degree,
    make_event,
    make_registration,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(gate, event):
    """Who came, who was registered and never came, and who had cancelled."""
    people = [make_alumnus(name) for name in ("王伟", "李敏", "赵六")]
    rows = [make_registration(event, person, seats=2) for person in people[:2]]
    make_registration(event, people[2], state="cancelled")
    make_check_in(gate, rows[0])
    make_check_in(make_check_list(event, "晚宴"), rows[0], seats=1)
    return people


def found(user, **filters):
    return {person.name for person in queries.search(user, "", filters).people}


def test_the_search_finds_who_came_and_who_never_did(three, event):
    user = make_user()
    assert found(user, came_to=[str(event.pk)]) == {"王伟"}
    assert found(user, never_came=[str(event.pk)]) == {"李敏"}
    CheckIn.objects.update(undone_at=timezone.now())
    assert found(user, came_to=[str(event.pk)]) == set()
    assert found(user, never_came=[str(event.pk)]) == {"王伟", "李敏"}


def test_only_events_in_reach_that_have_begun_can_be_asked_for(event, gate):
    ours = make_college("数学学院")
    mine = make_event("学院讲座", college=ours, starts_at=timezone.now() - timedelta(hours=1))
    make_event("将来", days=9, college=ours)
    officer = make_user(Role.COLLEGE_OFFICER, ours)
    assert [value for value, _label in checkins.events_over(officer)] == [str(mine.pk)]
    assert checkins.events_over(make_user(Role.EDITOR)) == []

    person = make_alumnus("王伟")
    make_degree(person, college=ours)
    make_check_in(gate, make_registration(event, person))
    assert found(officer, came_to=[str(event.pk)]) == set()  # an event of the office


def test_the_timeline_says_once_that_somebody_came(three, event):
    user = make_user()
    says = [each.title for each in checkins.happened(user, three[0])]
    assert says == ["到场参加：校友返校日"]
    assert list(checkins.happened(user, three[1])) == []
    assert any(activity.happened is checkins.happened for activity in hooks.activities)


def test_the_figures_of_an_event(three, event):
    assert [row.name for row in checkins.came_to([event])] == ["王伟"]
    assert [row.name for row in checkins.never_came_to([event])] == ["李敏"]
    assert checkins.people_who_came([event]) == 2


def test_arrivals_stand_by_the_hour_of_the_event(event, gate):
    at = timezone.now().replace(minute=10)
    for more in (0, 20, 80):
        make_check_in(gate, make_registration(event, seats=2), at=at - timedelta(minutes=more) + timedelta(minutes=20))
    hours = checkins.by_hour(event)[gate.pk]
    assert [hour.came for hour in hours] == [2, 4]
    assert hours[0].at.tzinfo == event.zone


def test_the_demonstration_checks_in_the_same_people_each_time():
    event = make_event(starts_at=timezone.now() - timedelta(days=40))
    for _each in range(200):
        make_registration(event)
    came = fill(event, 0.8)
    assert 140 <= came <= 180
    assert fill(event, 0.8) == came
    assert CheckIn.objects.count() == event.check_lists.get().came == came
