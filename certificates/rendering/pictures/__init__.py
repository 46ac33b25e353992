"""Logos and signatures: SVG drawings and PNG pictures, read from bytes and nothing else."""

from __future__ import annotations

from certificates.rendering.pictures.loading import picture_of
from certificates.rendering.pictures.picture import Picture

__all__ = ["Picture", "picture_of"]
