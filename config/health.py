"""`GET /healthz`: whether this process reaches its servers. Called by the supervisor, by Docker and by monitors.

No login and no patient data: each check says only true or false. 200 when all hold, else 503.
"""

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

SERVER_SECONDS = 2
_FAILURES = (DatabaseError, redis.RedisError, OSError)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer {"ok", "checks": {"database", "redis", "migrations"}}."""
    checks = {name: _holds(name, check) for name, check in CHECKS.items()}
    ok = all(checks.values())
    return JsonResponse({"ok": ok, "checks": checks}, status=200 if ok else 503)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except _FAILURES as failure:
        log.warning("health check %s failed: %s", name, type(failure).__name__)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _redis() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=SERVER_SECONDS, socket_connect_timeout=SERVER_SECONDS
    )
    with client:
        return bool(client.ping())


_migrated = False


def _migrations() -> bool:
    """Whether nothing is left to apply; a yes is kept, as this process's code and migrations do not change."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "redis": _redis, "migrations": _migrations}
