"""A PostgreSQL for the measurements: the one of DATABASE_URL, or a scratch cluster of our own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database() -> Iterator[str]:
    """Yield the URL of an empty database that may be filled and thrown away."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    binaries = find_server()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    data = folder / "data"
    owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if owner:
        shutil.chown(folder, "postgres")
    port = free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    setup: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "lms",
        "--auth=trust",
        "--encoding=UTF8",
    ]
    control: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w"]
    try:
        _run([*owner, *setup], folder)
        _run([*owner, *control, "-l", folder / "log", "-o", options, "start"], folder)
        yield f"postgres://lms@127.0.0.1:{port}/postgres"
    finally:
        _run([*owner, *control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    """Run a program of PostgreSQL where its owner may be; it prints its own complaints."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)


def find_server() -> Path:
    """Return the folder of initdb and pg_ctl, or say what to install."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    for found in sorted(versions, key=lambda path: int(path.parts[-3]), reverse=True):
        return found.parent
    if (found_on_path := shutil.which("pg_ctl")) is not None:
        return Path(found_on_path).resolve().parent
    raise SystemExit("PostgreSQL was not found: install it, or set DATABASE_URL to a scratch one.")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
