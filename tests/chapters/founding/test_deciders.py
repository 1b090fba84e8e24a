"""Two people at one application at the same moment."""

import pytest

from alumni_office.mail.models import Message
from chapters.models import Application, Chapter, Document, LetterCounter
from chapters.services import founding
from tests.factories import make_user
from tests.waiting import at_once

from .steps import complete, neighbour, submitted

pytestmark = pytest.mark.django_db(transaction=True)


def ends_at_once(*acts):
    """What each of the acts came to, begun at the same moment."""
    ends = at_once(*acts, expected=founding.Refused)
    return sorted(type(end).__name__ if isinstance(end, founding.Refused) else "done" for end in ends)


def test_of_two_deciders_the_second_gets_a_sentence():
    application, one, other = submitted(), make_user(), make_user()
    before = Message.objects.count()
    version = application.version
    done = ends_at_once(
        lambda: founding.commission(application=application, version=version, by=one),
        lambda: founding.refuse(application=application, version=version, answer="人数太少", by=other),
        lambda: founding.commission(application=application, version=version, by=other),
    )
    assert done == ["AlreadyMoved", "AlreadyMoved", "done"]
    state = Application.objects.get().state
    assert Message.objects.count() == before + 1
    assert Document.objects.filter(kind="letter").count() == (state == "commissioned")
    assert Chapter.objects.get().recognition == {"commissioned": "preparing", "refused": "lead"}[state]


def test_letters_commissioned_at_once_have_numbers_in_a_row():
    places = [("青岛", "青岛山大校友会"), ("威海", "威海山大校友会"), ("烟台", "烟台山大校友会")]
    sent = [submitted(neighbour(f"申请{city}"), city=city, name=name) for city, name in places]
    by = make_user()
    acts = [lambda each=each: founding.commission(application=each, version=each.version, by=by) for each in sent]
    assert ends_at_once(*acts) == ["done"] * 3
    numbers = sorted(Application.objects.values_list("letter_no", flat=True))
    assert [number.partition("〕")[2] for number in numbers] == ["1号", "2号", "3号"]
    assert LetterCounter.objects.get().last == 3


def test_of_two_applications_for_a_place_sent_at_once_one_is_taken():
    one, other = complete(neighbour("甲")), complete(neighbour("乙"), name="青岛市山大校友会")
    done = ends_at_once(
        lambda: founding.submit(application=one, by=None), lambda: founding.submit(application=other, by=None)
    )
    assert done == ["PlaceTaken", "done"]
    assert Chapter.objects.count() == 1
