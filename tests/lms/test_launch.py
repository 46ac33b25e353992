"""The whole platform as `make demo` runs it: real web server, worker, scheduler and broker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms import launch
from lms.supervisor import Refusal

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """The platform on a folder and a port of its own."""

    def __init__(self, data_dir: Path, port: int, log: Path) -> None:
        self.data_dir, self.port, self.log = data_dir, port, log

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "lms.launch"],
                cwd=ROOT,
                env=environment(self.data_dir, self.port),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def commands(self) -> dict[int, str]:
        """Return our processes by number: those whose command line names this DATA_DIR or port."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_text().split("\0")
            except OSError:
                continue
            if str(self.port) in words or any(str(self.data_dir) in word for word in words):
                found[int(entry.parent.name)] = " ".join(words)
        return found

    def workers(self) -> list[int]:
        """Return the worker, its scheduler and its pool process: three, the eldest first."""
        return sorted(pid for pid, words in self.commands().items() if "celery" in words)

    def answers(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/healthz"
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def wait_until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def environment(data_dir: Path, port: int) -> dict[str, str]:
    ours = {"DJANGO_SETTINGS_MODULE": "lms.settings.dev", "DATA_DIR": str(data_dir)}
    theirs = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    return theirs | ours | {"PORT": str(port)}


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path / "data", free_port(), tmp_path / "log")
    running.start()
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(40)
    for pid in running.commands():
        os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_kills_are_healed_and_a_stop_leaves_nothing(platform: Running) -> None:
    wait_until(lambda: platform.answers() and len(platform.workers()) == 3)
    before = platform.workers()

    os.kill(before[0], signal.SIGKILL)
    wait_until(lambda: len(platform.workers()) == 3 and not set(before) & set(platform.workers()))
    web = [pid for pid, words in platform.commands().items() if "granian" in words]
    for pid in web:
        os.kill(pid, signal.SIGKILL)
    wait_until(platform.answers)
    assert len(platform.workers()) == 3

    second = subprocess.run(
        [sys.executable, "-m", "lms.launch"],
        cwd=ROOT,
        env=environment(platform.data_dir, free_port()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "already runs" in second.stderr

    platform.process.send_signal(signal.SIGINT)
    assert platform.process.wait(40) == 0
    assert platform.commands() == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_start_after_a_violent_end_takes_the_port_over(platform: Running) -> None:
    wait_until(platform.answers)
    platform.process.kill()
    platform.process.wait()
    left = platform.commands()

    platform.start()

    wait_until(lambda: platform.answers() and not left.keys() & platform.commands().keys())
    assert platform.process.poll() is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eight", "PORT must be a whole number"),
        ("PORT", "70000", "PORT must be from 1 to 65535"),
        ("DATA_DIR", "/proc/nowhere", "DATA_DIR: the folder /proc/nowhere cannot be used"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["launch"])
    monkeypatch.setattr(launch.signal, "signal", lambda *_: None)

    with pytest.raises(Refusal, match=sentence):
        launch.main()


def test_an_operators_broker_is_not_started_by_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://cache:6379/0")
    ranks = launch.parts(launch.Place.from_environment(), demo=False)

    assert [[child.name for child in rank] for rank in ranks] == [["The web server", "The worker"]]
