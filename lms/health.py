"""Two questions a supervisor asks: is the process alive, and is everything it needs there?"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable

from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from foundation.access import public

logger = logging.getLogger(__name__)


@public
def alive(request: HttpRequest) -> JsonResponse:
    """Say that this process answers; it touches nothing else."""
    return JsonResponse({"status": "ok"})


@public
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether database, migrations, broker and storage are right; 503 where one is not."""
    parts = {name: _works(check) for name, check in CHECKS.items()}
    is_ready = all(parts.values())
    answer = {"status": "ok" if is_ready else "not ready", "parts": parts}
    return JsonResponse(answer, status=200 if is_ready else 503)


def _works(check: Callable[[], bool]) -> bool:
    """Run one check; whatever goes wrong in it means no (the reason is for the log)."""
    try:
        return check()
    except Exception:
        logger.exception("a part is not ready")
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _broker() -> bool:
    with current_app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, timeout=2)
        return bool(link.connected)


def _storage() -> bool:
    place = storages["private"]
    name = place.save(f"ready/{uuid.uuid4()}", ContentFile(b"ready"))
    place.delete(name)
    return True


CHECKS = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "storage": _storage,
}
