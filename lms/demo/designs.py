"""The demo's certificate design: four invented organisations and four invented signatories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from certificates.models import CertificateDesign, Picture
from courses.models import Programme
from lms.demo.cohorts import uid_for
from lms.demo.paths import CONTENT


def load_design(programme: Programme) -> CertificateDesign:
    """Make the first version of the programme's design, if there is none."""
    organisations = _read("organisations.yaml")
    names = {row["slug"]: row["name"] for row in organisations}
    design, _ = CertificateDesign.objects.get_or_create(
        programme=programme,
        number=1,
        defaults={
            "uid": uid_for("design", programme.code, "1"),
            "languages": ["en", "fr", "es", "ar"],
            "organisations": [
                {"names": row["name"], "picture": _picture("logos", row["logo"])}
                for row in organisations
            ],
            "signatories": [
                {
                    "name": row["name"],
                    "roles": row["role"],
                    "organisations": names[row["organisation"]],
                    "picture": _picture("signatures", row["signature"]),
                }
                for row in _read("signatories.yaml")
            ],
        },
    )
    return design


def _read(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((CONTENT / name).read_text(encoding="utf-8")))


def _picture(folder: str, name: str) -> str:
    content = Path(CONTENT / folder / name).read_bytes()
    return Picture.keep(content, "image/svg+xml").sha256
