from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@require_safe
@never_cache
def healthz(request):
    """Whether the database and Redis answer: 200 when both do, 503 without the database.

    Redis alone being away is no reason to take a web process out of service: pages still come.
    """
    return JsonResponse(found := {"database": _database(), "redis": _redis()}, status=200 if found["database"] else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis() -> bool:
    try:
        cache.get("healthz")
    except (RedisError, OSError):
        return False
    return True
