"""``manage.py certificate_sample``: the demo design once for each name of a list."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.errors import DomainError
from lms.demo.samples import sample


class Command(BaseCommand):
    """Writes sample certificates; a name that cannot be printed is named, the rest goes on."""

    help = "Render the demo certificate for each entry of a JSON list of {label, lang, name}."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--names", type=Path, required=True, help="the JSON list")
        parser.add_argument("--out", type=Path, required=True, help="folder for <index>.pdf")
        parser.add_argument("--language", default="en", help="language of the certificate")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        if language not in settings.LANGUAGE_NAMES:
            raise CommandError(f"There is no certificate in {language!r}.")
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        for index, entry in enumerate(_entries(options["names"])):
            try:
                data = sample(entry["name"], entry.get("lang", ""), language)
            except DomainError as refusal:
                answer = {"index": index, "refused": str(refusal)}
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
            else:
                (out / f"{index}.pdf").write_bytes(data)


def _entries(path: Path) -> list[dict[str, str]]:
    """Read the list, or say in a sentence what is wrong with it."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}.") from None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("name"), str) for row in rows
    ):
        raise CommandError(f"{path} must hold a list of objects with a name.")
    return rows
