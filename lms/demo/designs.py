"""The demo's certificate design: four invented organisations and four invented signatories."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from certificates.models import CertificateDesign, Picture
from courses.models import Programme
from lms.demo.cohorts import uid_for
from lms.demo.paths import CONTENT


def design_parts() -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the design's fields as kept, and its pictures by their digest; no database."""
    organisations = _read("organisations.yaml")
    names = {row["slug"]: row["name"] for row in organisations}
    pictures: dict[str, bytes] = {}

    def picture(folder: str, name: str) -> str:
        content = Path(CONTENT / folder / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        pictures[digest] = content
        return digest

    fields = {
        "languages": ["en", "fr", "es", "ar"],
        "page": "a4-landscape",
        "organisations": [
            {"names": row["name"], "picture": picture("logos", row["logo"])}
            for row in organisations
        ],
        "signatories": [
            {
                "name": row["name"],
                "roles": row["role"],
                "organisations": names[row["organisation"]],
                "picture": picture("signatures", row["signature"]),
            }
            for row in _read("signatories.yaml")
        ],
    }
    return fields, pictures


def load_design(programme: Programme) -> CertificateDesign:
    """Make the first version of the programme's design, if there is none."""
    fields, pictures = design_parts()
    for content in pictures.values():
        Picture.keep(content, "image/svg+xml")
    uid = uid_for("design", programme.code, "1")
    design, _ = CertificateDesign.objects.get_or_create(
        programme=programme, number=1, defaults={"uid": uid, **fields}
    )
    return design


def _read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((CONTENT / name).read_text(encoding="utf-8")))
