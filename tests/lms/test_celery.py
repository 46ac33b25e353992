"""The Celery app: every scheduled task exists, and every task keeps the rules (R9)."""

from __future__ import annotations

import pytest
from django.conf import settings

from lms.celery import app

app.loader.import_default_modules()
OURS = sorted(name for name in app.tasks if not name.startswith("celery."))


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE)
def test_a_scheduled_task_exists(entry: str) -> None:
    assert settings.CELERY_BEAT_SCHEDULE[entry]["task"] in app.tasks


@pytest.mark.parametrize("name", OURS)
def test_a_task_is_late_to_acknowledge_and_limited_in_time(name: str) -> None:
    task = app.tasks[name]

    assert task.acks_late
    assert task.time_limit or app.conf.task_time_limit
    assert (task.time_limit or app.conf.task_time_limit) < 600, "above the visibility timeout"


def test_messages_are_json_only() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
