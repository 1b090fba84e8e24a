"""How often somebody did something lately, counted in the store that all processes share."""

import sys

from django.core.cache import cache
from redis.exceptions import RedisError


def counted(key: str, *, seconds: int, number: int = 1) -> int:
    """Count `number` more under `key` and return the sum since the window of `seconds` began. With the store away
    it is more than any limit: what cannot be counted is not allowed."""
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key, number)
    except ValueError:  # it ran out between the two
        cache.set(key, number, seconds)
        return number
    except RedisError:
        return sys.maxsize
