"""Renders certificates: text and pictures in, the bytes of a PDF file out.

Owns: shaping of every script, the layout of the sheets, the rosette, the PDF.
Does not own: awards, their facts, translation, storage.
May import: foundation. It opens no file and no socket that the facts name, and takes text, never
markup.
"""

from __future__ import annotations

from certificates.rendering.design import Design, Orientation, Paper
from certificates.rendering.errors import LayoutOverflow, NameRefused, PictureRefused
from certificates.rendering.facts import (
    Block,
    CertificateFacts,
    Kind,
    Organisation,
    Signatory,
    Wording,
)
from certificates.rendering.names import check_name
from certificates.rendering.rendering import render
from certificates.rendering.rosette import rosette, rosette_svg

__all__ = [
    "Block",
    "CertificateFacts",
    "Design",
    "Kind",
    "LayoutOverflow",
    "NameRefused",
    "Organisation",
    "Orientation",
    "Paper",
    "PictureRefused",
    "Signatory",
    "Wording",
    "check_name",
    "render",
    "rosette",
    "rosette_svg",
]
