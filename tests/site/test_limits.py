"""Counting how often."""

import sys

from django.core.cache import cache
from redis.exceptions import ConnectionError

from alumni_office.ui.limits import counted


def test_each_call_counts_in_its_own_window():
    assert [counted("test:a", seconds=60), counted("test:a", seconds=60, number=5), counted("test:b", seconds=60)] == [
        1, 6, 1,
    ]  # fmt: skip


def test_with_the_store_away_it_is_more_than_any_limit(monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)
    assert counted("test:c", seconds=60) == sys.maxsize
