"""The outside programs that look at what was rendered; without them a test says so and skips."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec

import pytest

_PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "mutool": "mupdf-tools",
    "openssl": "openssl",
    "zbarimg": "zbar-tools",
}


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip without these programs, with the package to install; REQUIRE_TOOLS=1 lets them fail."""
    missing = [name for name in programs if not shutil.which(name)]
    packages = sorted({_PACKAGES[name] for name in missing})
    return pytest.mark.skipif(
        bool(missing) and os.environ.get("REQUIRE_TOOLS") != "1",
        reason=f"{', '.join(missing)} not found; install {' '.join(packages)}",
    )


def needs_module(name: str) -> pytest.MarkDecorator:
    """The same for a Python module."""
    return pytest.mark.skipif(
        find_spec(name) is None and os.environ.get("REQUIRE_TOOLS") != "1",
        reason=f"the Python package {name} is not installed",
    )


def run(*command: str) -> str:
    """The standard output of a program that must succeed."""
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
