"""``make check``: every check that needs no running site, two at a time, one line each.

Prints the output of what failed. Django's own checks run in a scratch DATA_DIR, so that nothing
of a demo is touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": "x7Qm2LrT9vNc4Wb8Zs1Kd6Hf3Jp5Gy0AeUiOoBtRnMlCkXjVhQwE",
    "SITE_URL": "https://learn.example.org",
    "ALLOWED_HOSTS": "learn.example.org",
    "BEHIND_PROXY": "yes",
}
TESTING = {"DJANGO_SETTINGS_MODULE": "lms.settings.test"}


@dataclass(frozen=True)
class Check:
    """One check: what it is about, its command, what it needs from the environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def tool(name: str, *arguments: str) -> list[str]:
    """Return the command of a tool installed beside this Python."""
    return [str(Path(sys.executable).parent / name), *arguments]


def manage(*arguments: str) -> list[str]:
    """Return a command of manage.py."""
    return [sys.executable, "manage.py", *arguments]


CHECKS = [
    Check("Types", tool("mypy")),
    Check("House rules", [sys.executable, "-m", "pytest", "-q", "tests/house"]),
    Check("Deployment", manage("check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("Migrations", manage("makemigrations", "--check", "--dry-run"), TESTING),
    Check("Layers", tool("lint-imports", "--no-logo")),
    Check("Form of the code", tool("ruff", "format", "--check", "--quiet", ".")),
    Check("Lint", tool("ruff", "check", "--quiet", ".")),
    Check("Form of the templates", tool("djhtml", "--check", "--tabwidth", "2", *TEMPLATES)),
    Check("Spelling", tool("codespell")),
    Check("Translations", [sys.executable, "-m", "tools.translations"]),
]


def run(check: Check, data_dir: str) -> tuple[Check, bool, str, float]:
    """Run one check and return whether it passed, what it said, and how long it took."""
    begun = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": data_dir, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, done.returncode == 0, done.stdout, time.monotonic() - begun


def main() -> int:
    """Run every check; the exit status says whether all passed."""
    begun, failed = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as data_dir, ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(run, check, data_dir) for check in CHECKS]:
            check, passed, said, seconds = future.result()
            print(f"{'ok  ' if passed else 'FAIL'} {check.name} ({seconds:.0f} s)", flush=True)
            if not passed:
                failed += 1
                print(said.rstrip() + "\n", flush=True)
    print(f"{len(CHECKS) - failed} passed, {failed} failed in {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
