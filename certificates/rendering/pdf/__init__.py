"""Writes finished sheets as a PDF file: the only place that knows ReportLab and the PDF format."""

from __future__ import annotations

from certificates.rendering.pdf.writer import write

__all__ = ["write"]
