"""A platform of the journeys' own: seeded once a run, copied and served for each test process."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lms.preparation import Notes

ROOT = Path(__file__).resolve().parents[2]
PREPARE = (
    "import sys; from pathlib import Path; from lms.preparation import prepare; "
    "prepare(Path.cwd(), Path(sys.argv[1]))"
)
CAST = "from tests.journeys.cast import main; main()"
# What the surroundings of the test run may set and the platform of the journeys must not see.
FOREIGN = (
    *("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"),
    *("STORAGE_URL", "EMAIL_URL", "SITE_URL"),
)
READY_WITHIN = 60.0


@dataclass
class House:
    """The running platform, and who has logged in there already (cookies by account)."""

    url: str
    data_dir: Path
    cookies: dict[str, list] = field(default_factory=dict)


def seed(shared: Path) -> Path:
    """Return a filled DATA_DIR; the first process that asks fills it, the others wait."""
    folder = shared / "journeys-demo"
    with (shared / "journeys-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "seeded").exists():
            folder.mkdir(exist_ok=True)
            (folder / "run").mkdir(mode=0o700, exist_ok=True)
            run("-c", PREPARE, str(folder), surroundings=around(folder))
            quiet = around(folder) | {"CELERY_BROKER_URL": "memory://"}
            run("manage.py", "shell", "-v", "0", "-c", CAST, surroundings=quiet)
            (folder / "seeded").touch()
    return folder


@contextmanager
def served(seeded: Path, data_dir: Path) -> Iterator[House]:
    """Serve a copy of a filled DATA_DIR with web, broker and worker, and end them all."""
    shutil.copytree(seeded, data_dir)
    address = f"sqlite:///{data_dir / 'db.sqlite3'}"
    notes = Notes(data_dir / "run" / "prepared.json")
    notes.set("seeded", hashlib.sha256(address.encode()).hexdigest())
    port = free_port()
    with (data_dir / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "lms.launch", "--demo"],
            cwd=ROOT,
            env=around(data_dir) | {"PORT": str(port), "VERIFICATIONS_A_MINUTE": "1000"},
            stdout=log,
            stderr=log,
        )
        try:
            house = House(f"http://localhost:{port}", data_dir)
            wait_until_ready(house, process)
            yield house
        finally:
            process.terminate()
            process.wait(timeout=60)


def around(data_dir: Path) -> dict[str, str]:
    """Return the environment of the demo on that folder."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "lms.settings.dev"}


def run(*arguments: str, surroundings: dict[str, str]) -> None:
    """Run a program of ours to its end, and show what it said if it failed."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=surroundings, capture_output=True, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()[-4000:]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_until_ready(house: House, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{house.url}/readyz", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError((house.data_dir / "log").read_text()[-4000:])
