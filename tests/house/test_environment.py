"""Every variable that is read is described in .env.example, and none that is not."""

from __future__ import annotations

import re

from tests.house import source

READ = re.compile(r"\benv\.(?:text|flag|number|words|folder|database|email)\(\s*\"([A-Z_]+)\"")
# Set by our own programs for the parts they start, never by an operator.
OWN = {"CELERY_BROKER_URL", "BENCH_COUNT"}


def test_the_variables_that_are_read_are_described() -> None:
    read = {name for path in source.python_files() for name in READ.findall(path.read_text())}
    example = (source.ROOT / ".env.example").read_text()
    described = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert read - OWN == described - {"DJANGO_SETTINGS_MODULE"}
