"""Where kept pages lie: Redis, by one client for the process; the cache framework makes a new one for each question."""

import json
import time
from dataclasses import dataclass

import redis
from django.conf import settings
from redis.exceptions import RedisError

LEAVE_ALONE = 10  # seconds in which a Redis that failed is not asked again


@dataclass(frozen=True)
class KeptPage:
    headers: dict[str, str]
    body: bytes
    compressed: bytes

    def to_bytes(self) -> bytes:
        """One line that says what follows, the body, the body compressed."""
        return json.dumps([self.headers, len(self.body)]).encode() + b"\n" + self.body + self.compressed

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeptPage":
        line, _, rest = data.partition(b"\n")
        headers, length = json.loads(line)
        return cls(headers, rest[:length], rest[length:])


class PageStore:
    """Forgetful: while Redis is away nothing is found and nothing is kept."""

    def __init__(self):
        cache = settings.CACHES["default"]
        self.client = redis.Redis.from_url(cache["LOCATION"], **cache["OPTIONS"])
        self.prefix = f"{cache['KEY_PREFIX']}:page:"
        self.asked_again_at = 0.0

    def get(self, key: str) -> KeptPage | None:
        data = self._ask("get", self.prefix + key)
        return KeptPage.from_bytes(data) if data else None

    def set(self, key: str, page: KeptPage) -> None:
        self._ask("set", self.prefix + key, page.to_bytes(), ex=settings.PAGE_CACHE_SECONDS)

    def _ask(self, verb: str, *arguments, **options):
        if time.monotonic() < self.asked_again_at:
            return None
        try:
            return getattr(self.client, verb)(*arguments, **options)
        except (RedisError, OSError):
            self.asked_again_at = time.monotonic() + LEAVE_ALONE
            return None
