"""Lays out a certificate: facts and a design in, sheets of marks out."""

from __future__ import annotations

from certificates.rendering.layout.publication import lay_out

__all__ = ["lay_out"]
