"""How long a test waits, and what it says when nothing came. A machine may be slow; no test waits for ever."""

import threading
import time
from contextlib import contextmanager

from django.db import connection, connections

PATIENCE = 300  # seconds: what has not come by then never will


def wait_until(true, what, seconds=PATIENCE, *, pause=0.05):
    """Return the first true answer of `true()`. `what` is a sentence, for the failure."""
    until = time.monotonic() + seconds
    while not (answer := true()):
        assert time.monotonic() < until, f"in {seconds} seconds it was not so: {what}"
        time.sleep(pause)
    return answer


def within(call, what, seconds=PATIENCE):
    """What `call()` returns, though it may block, as reading from another process does."""
    answers, failures = [], []

    def run():
        try:
            answers.append(call())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    assert not thread.is_alive(), f"in {seconds} seconds it was not so: {what}"
    for failure in failures:
        raise failure
    return answers[0]


def at_once(*acts, expected=(), threads=None):
    """What each of `acts` returned, or raised of the kinds `expected`. They begin when all threads are there.

    A thread for each, or `threads` that share them. What else one raises fails the test.
    """
    count = threads or len(acts)
    start, results, failures = threading.Barrier(count), [None] * len(acts), []

    def work(first):
        try:
            _be_patient()
            start.wait(PATIENCE)
            for place in range(first, len(acts), count):
                try:
                    results[place] = acts[place]()
                except expected as refusal:
                    results[place] = refusal
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    _join([threading.Thread(target=work, args=[first], daemon=True) for first in range(count)])
    for failure in failures:
        raise failure
    return results


@contextmanager
def beside(act):
    """Do `act` in a thread of its own while the block is done; at the end of the block it is waited for."""
    failures = []

    def work():
        try:
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield thread
    thread.join(PATIENCE)
    assert not thread.is_alive(), f"{act.__name__} did not end in {PATIENCE} seconds"
    for failure in failures:
        raise failure


def _be_patient():
    """Locks are waited for longer than a page does: twenty in a row take their time on a slow machine."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '60s'; SET statement_timeout = '120s'")


def _join(threads):
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0, until - time.monotonic()))
    left = sum(thread.is_alive() for thread in threads)
    assert not left, f"{left} of {len(threads)} threads did not end in {PATIENCE} seconds"
