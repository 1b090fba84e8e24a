"""What all tests lean on: nothing is waited for without an end, and a test that committed leaves what it found."""

import threading
import time

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction

from alumni_office.accounts.models import User
from alumni_office.mail.models import Installation
from tests.emptying import empty_database
from tests.factories import make_user
from tests.waiting import at_once, beside, wait_until, within


def test_what_does_not_come_is_named():
    with pytest.raises(AssertionError, match="in 0 seconds it was not so: the sun is up"):
        wait_until(lambda: False, "the sun is up", 0)
    with pytest.raises(AssertionError, match="it was not so: a line comes"):
        within(threading.Event().wait, "a line comes", 0.05)


def test_what_comes_is_returned_and_what_is_raised_is_raised():
    answers = iter(["", "", "here"])
    assert wait_until(lambda: next(answers), "it comes", pause=0) == "here"
    assert within(lambda: 7, "seven") == 7
    with pytest.raises(ZeroDivisionError):
        within(lambda: 1 / 0, "no number")


@pytest.mark.django_db(transaction=True)
def test_all_have_begun_before_one_goes_on_and_each_answer_stands_in_its_place():
    together = threading.Barrier(3, timeout=60)

    def act(number):
        together.wait()
        if number == 1:
            raise KeyError(number)
        return number

    ends = at_once(*[lambda number=number: act(number) for number in range(3)], expected=KeyError)
    assert (ends[0], type(ends[1]), ends[2]) == (0, KeyError, 2)
    with pytest.raises(ZeroDivisionError):
        at_once(lambda: 1 / 0, lambda: 1)


@pytest.mark.django_db(transaction=True)
def test_few_threads_share_many_acts():
    names = at_once(*[lambda: threading.current_thread().name] * 7, threads=2)
    assert (len(names), len(set(names))) == (7, 2)


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_waited_for_longer_than_a_page_does():
    user = make_user()
    held = threading.Event()

    def hold():
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            held.set()
            time.sleep(2.5)  # the role waits for two seconds

    def wait():
        assert held.wait(60)
        return User.objects.filter(pk=user.pk).update(name="王老师")

    assert at_once(hold, wait) == [None, 1]


def test_what_went_wrong_beside_is_said_at_the_end():
    with pytest.raises(ZeroDivisionError), beside(lambda: 1 / 0):
        pass


@pytest.mark.django_db(transaction=True)
def test_after_a_test_that_committed_only_what_the_migrations_made_is_there():
    make_user()
    Installation.objects.update(epoch=7, fingerprint="another server")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM alumni_term")
        terms = cursor.fetchone()
    permissions = Permission.objects.count()
    empty_database(None)
    assert Installation.objects.values_list("epoch", "fingerprint").get() == (1, "")
    assert User.objects.count() == 0
    assert Permission.objects.count() == permissions > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM alumni_term")
        assert cursor.fetchone() == terms
