"""The one door to the renderer."""

from __future__ import annotations

from certificates.rendering.design import Design
from certificates.rendering.facts import CertificateFacts
from certificates.rendering.layout import lay_out
from certificates.rendering.pdf import write


def render(facts: CertificateFacts, design: Design | None = None) -> bytes:
    """The PDF file of a certificate. The same facts and design give the same bytes.

    Raises NameRefused for a letter that cannot be printed, LayoutOverflow for a text that has no
    room, PictureRefused for a logo or signature that cannot be read.
    """
    return write(lay_out(facts, design or Design()))
