"""One answer a person: with a name it changes until the last day, without one it is final."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni.models import Alumnus
from events.models import Asked, Ballot, Consultation, ConsultationAnswer
from events.services import consultations as services
from tests.factories import answer_asking, make_asking, make_readers
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def test_an_anonymous_answer_is_one_row_a_question_and_says_that_the_person_answered():
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    answer_asking(asked, "五月", "人少一点")
    assert sorted(values for (values,) in Ballot.objects.values_list("values")) == [["五月"], ["人少一点"]]
    assert list(Asked.objects.filter(is_answered=True)) == [asked]


def test_an_anonymous_answer_cannot_be_given_twice():
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    answer_asking(asked)
    with pytest.raises(services.AlreadyAnswered):
        answer_asking(asked, "五月")
    assert [values for (values,) in Ballot.objects.values_list("values")] == [["十月"]]


def test_a_named_answer_is_changed_until_the_last_day():
    consultation = make_asking(promise="named", people=make_readers(1))
    asked = consultation.asked.get()
    answer_asking(asked, "十月", "早上太冷")
    answer_asking(asked, "五月")
    assert [answer.values for answer in asked.answers.all()] == [["五月"]]
    Consultation.objects.update(closes_at=timezone.now(), opened_at=timezone.now() - timedelta(days=1))
    with pytest.raises(services.NotOpen):
        answer_asking(asked, "十月")
    assert [answer.values for answer in asked.answers.all()] == [["五月"]]


def test_nobody_answers_before_it_opens_or_after_it_is_closed():
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    services.close(consultation_id=consultation.pk)
    with pytest.raises(services.NotOpen):
        answer_asking(asked)
    assert (Ballot.objects.count(), Asked.objects.filter(is_answered=True).count()) == (0, 0)


def test_an_answer_to_a_question_of_another_consultation_is_not_kept():
    readers = make_readers(5)
    consultation, other = make_asking(people=readers), make_asking("别的", people=readers)
    first, foreign = consultation.questions.first(), other.questions.first()
    services.answer(asked_id=consultation.asked.first().pk, said={first.pk: ["十月"], foreign.pk: ["五月"]})
    assert list(Ballot.objects.values_list("question", "values")) == [(first.pk, ["十月"])]


@pytest.mark.parametrize(("promise", "model"), [("named", Ballot), ("anonymous", ConsultationAnswer)])
def test_the_database_keeps_the_promise(promise, model):
    consultation = make_asking(promise=promise, people=make_readers(5))
    tied = {"asked": consultation.asked.first()} if model is ConsultationAnswer else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(question=consultation.questions.first(), values=["十月"], **tied)


@pytest.mark.parametrize(
    "change", [{"promise": "named"}, {"title": "另一个"}, {"circle_id": 0}, {"why": "没什么"}, {"text": "改了"}]
)
def test_nothing_of_it_changes_once_it_is_open(change):
    consultation = make_asking(people=make_readers(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(**change)


def test_no_question_comes_goes_or_changes_once_it_is_open():
    consultation = make_asking(people=make_readers(5))
    question = consultation.questions.first()
    for act in (
        lambda: question.delete(),
        lambda: consultation.questions.update(text="改了"),
        lambda: consultation.questions.create(kind="text", text="再问一个"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with pytest.raises(services.Fixed):
        services.remove_question(question=question, by=None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("promise", ["anonymous", "named"])
def test_twenty_answers_at_once_of_one_person_are_one(promise):
    consultation = make_asking(promise=promise, people=make_readers(5))
    asked = consultation.asked.first()
    says = [partial(answer_asking, asked, ["十月", "五月"][number % 2]) for number in range(20)]
    ends = at_once(*says, expected=services.AlreadyAnswered)
    came = ["refused" if end else "taken" for end in ends]
    rows = Ballot.objects.count() if promise == "anonymous" else ConsultationAnswer.objects.count()
    assert (rows, Asked.objects.filter(is_answered=True).count()) == (1, 1)
    assert sorted(came) == (["refused"] * 19 + ["taken"] if promise == "anonymous" else ["taken"] * 20)


@pytest.mark.django_db(transaction=True)
def test_closing_in_the_middle_takes_an_answer_wholly_or_not_at_all():
    consultation = make_asking(people=make_readers(12))
    rows = list(consultation.asked.all())
    says = [partial(answer_asking, asked, text="一句话") for asked in rows]
    close = partial(services.close, consultation_id=consultation.pk)
    ends = at_once(*says, close, expected=services.NotOpen)
    refused = sum(isinstance(end, services.NotOpen) for end in ends)
    answered = Asked.objects.filter(is_answered=True).count()
    assert (answered + refused, Ballot.objects.count()) == (12, 2 * answered)


def test_whoever_was_merged_or_erased_answers_no_more():
    consultation = make_asking(people=make_readers(5))
    asked = consultation.asked.first()
    Asked.objects.filter(pk=asked.pk).update(alumnus=None)
    with pytest.raises(services.NotOpen):
        answer_asking(asked)
    assert Alumnus.objects.count() == 5
