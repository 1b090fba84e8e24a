"""Snapshots in the cache: one page counts, the others show what it counted."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

PREFIX = "overview-2"  # another number when a snapshot is made of other things
OLDEST = 60.0  # seconds; nobody is shown older numbers
YOUNG = 40.0  # seconds; from then on the next page counts anew while the others show these
COUNTING = 15  # seconds after which one who began to count is no longer waited for
LOOK = 0.1


class Taken(Protocol):
    @property
    def at(self) -> datetime: ...


Kept = TypeVar("Kept", bound=Taken)


def kept(name: str, take: Callable[[], Kept]) -> Kept:
    key = f"{PREFIX}:{name}"
    try:
        found = _young(key)
        if found is None and cache.add(f"{key}:counting", True, COUNTING):
            return _counted(key, take)
        return found or cache.get(key) or _waited_for(key) or take()
    except RedisError:
        return take()  # without a cache each page counts for itself


def _young(key: str):
    found = cache.get(key)
    return found if found and timezone.now() - found.at < timedelta(seconds=YOUNG) else None


def _counted(key: str, take: Callable[[], Kept]) -> Kept:
    try:
        snapshot = take()
        age = (timezone.now() - snapshot.at).total_seconds()
        cache.set(key, snapshot, OLDEST - age)
        return snapshot
    finally:
        cache.delete(f"{key}:counting")


def _waited_for(key: str):
    """What someone else is counting just now; None when nothing comes of it."""
    for _attempt in range(int(COUNTING / LOOK)):
        time.sleep(LOOK)
        if found := cache.get(key):
            return found
        if not cache.get(f"{key}:counting"):
            return cache.get(key)
    return None
