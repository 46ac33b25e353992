"""The supervisor with real processes: restarts, no orphans, one platform a folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms import supervisor

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# A part that has a helper of its own, as the worker has its scheduler; both note their numbers.
PART = """
import os, signal, subprocess, sys, time
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
def end(*_):
    helper.terminate()
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "a") as notes:
    notes.write(f"{os.getpid()} {helper.pid}\\n")
while True:
    time.sleep(0.05)
"""
PROGRAM = """
import sys
from pathlib import Path
from lms import supervisor
folder = Path(sys.argv[1])
with supervisor.hold_lock(folder):
    supervisor.end_leftovers(folder / "sessions", [str(folder)])
    child = supervisor.Child("The part", [sys.executable, sys.argv[2], str(folder / "notes")])
    first = supervisor.Child("The first", [sys.executable, sys.argv[2], str(folder / "first")])
    ready = lambda: (folder / "notes").exists()
    say = lambda: supervisor.say("ready")
    sys.exit(supervisor.Supervisor([[first], [child]], ready, say, folder / "sessions").run())
"""


class Platform:
    """A supervisor of two small parts in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "part.py").write_text(textwrap.dedent(PART))
        (folder / "program.py").write_text(textwrap.dedent(PROGRAM))
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "program.py", str(self.folder), str(self.folder / "part.py")]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def starts(self, name: str = "notes") -> list[list[int]]:
        path = self.folder / name
        lines = path.read_text().splitlines() if path.exists() else []
        return [[int(number) for number in line.split()] for line in lines]

    def pids(self) -> list[int]:
        return [pid for name in ("notes", "first") for start in self.starts(name) for pid in start]


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    platform = Platform(tmp_path)
    wait_until(lambda: platform.starts("notes") and platform.starts("first"))
    yield platform
    if platform.process.poll() is None:
        platform.process.terminate()
        platform.process.wait(20)
    for pid in filter(alive, platform.pids()):
        os.kill(pid, signal.SIGKILL)


def wait_until(condition: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_stop_leaves_no_process(platform: Platform, number: signal.Signals) -> None:
    platform.process.send_signal(number)

    assert platform.process.wait(20) == 0
    assert not [pid for pid in platform.pids() if alive(pid)]


def test_a_killed_part_is_started_again_without_its_orphan(platform: Platform) -> None:
    part, helper = platform.starts()[0]

    os.kill(part, signal.SIGKILL)

    wait_until(lambda: len(platform.starts()) == 2)
    assert not alive(helper)
    assert all(alive(pid) for pid in platform.starts()[1])
    assert len(platform.starts("first")) == 1


def test_a_second_start_on_the_same_folder_is_refused_in_a_sentence(platform: Platform) -> None:
    second = platform.start()

    said, _ = second.communicate(timeout=20)
    assert second.returncode == 1
    assert f"already runs on {platform.folder.parent}" in said
    assert f"process {platform.process.pid}" in said
    assert len(platform.starts()) == 1


def test_what_a_killed_supervisor_left_is_ended_by_the_next_start(platform: Platform) -> None:
    left = platform.pids()
    platform.process.kill()
    platform.process.wait()
    assert all(alive(pid) for pid in left)

    platform.process = platform.start()

    wait_until(lambda: len(platform.starts()) == 2)
    assert not [pid for pid in left if alive(pid)]


def test_a_part_that_ignores_the_wish_to_stop_is_killed_at_the_second_signal(
    tmp_path: Path,
) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(99)"
    child = supervisor.Child("The stubborn", [sys.executable, "-c", stubborn])
    child.start()
    time.sleep(0.5)
    keeper = supervisor.Supervisor([[child]], lambda: False, lambda: None, tmp_path / "sessions")
    keeper.stops = [signal.SIGINT, signal.SIGINT]

    begun = time.monotonic()
    keeper._stop()

    assert time.monotonic() - begun < 3
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_waits_grow_while_a_part_keeps_ending(capsys: pytest.CaptureFixture[str]) -> None:
    child = supervisor.Child("The broken", [sys.executable, "-c", "raise SystemExit(3)"])
    waits = []
    for _ in range(4):
        child.not_before = 0
        child.tend()
        assert child.process is not None
        child.process.wait()
        child.tend()
        waits.append(round(child.not_before - time.monotonic(), 1))

    assert waits == [0.5, 1.0, 2.0, 4.0]
    assert "The broken ended (exit status 3); starting it again in 4 s." in capsys.readouterr().out


def test_a_part_that_never_works_ends_the_start_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(supervisor, "TICK_SECONDS", 0.05)
    monkeypatch.setattr(supervisor.signal, "signal", lambda *_: None)
    child = supervisor.Child("The broken", [sys.executable, "-c", "raise SystemExit(3)"])
    keeper = supervisor.Supervisor([[child]], lambda: False, lambda: None, tmp_path / "sessions")

    assert keeper.run() == 1
    assert "The broken ended 6 times before the platform was ready." in capsys.readouterr().out


def test_a_port_that_answers_already_is_refused(busy_port: int) -> None:
    with pytest.raises(supervisor.Refusal, match=f"Port {busy_port} cannot be used"):
        supervisor.refuse_taken_port("127.0.0.1", busy_port)


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as server:
        yield server.getsockname()[1]
