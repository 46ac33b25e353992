"""The Celery application: one worker with its beat, on the embedded or the operator's broker.

The schedule stands in the settings (``CELERY_BEAT_SCHEDULE``). Tasks take ids only, are
idempotent and find their work in due rows (R9); ``foundation.doorbell.ring`` queues them.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.conf import settings

from foundation import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Without this, only the thread that imports us would know the app; the web server has sixteen.
app.set_default()


@worker_init.connect
def put_back_what_a_dead_worker_held(sender: Any, **_: Any) -> None:
    """Queue again what the last embedded worker held when it was killed."""
    if settings.REDIS_URL or not sender.app.conf.broker_url.startswith("redis+socket://"):
        return
    with sender.app.connection_for_read() as connection:
        broker.put_back(connection)
