"""The embedded broker, for real: a Valkey server, Celery workers, kills at bad moments."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery, current_app
from redis import ConnectionError, Redis  # noqa: A004 (the error of a server not yet there)

from foundation import broker, doorbell

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "task_acks_late": True,
    "worker_prefetch_multiplier": 1,
    "task_ignore_result": True,
    "broker_transport_options": broker.TRANSPORT_OPTIONS,
    "broker_connection_retry_on_startup": True,
    "worker_hijack_root_logger": False,
}
WORKER = f"""
import time
from pathlib import Path
from celery import Celery
from celery.signals import worker_init
from foundation import broker

folder = Path(__file__).parent
app = Celery("trial", broker=broker.address("", folder))
app.conf.update({SETTINGS!r})

@worker_init.connect
def put_back(sender, **_):
    with sender.app.connection_for_read() as connection:
        broker.put_back(connection)

@app.task(name="note")
def note(number):
    with (folder / "begun").open("a") as begun:
        begun.write(f"{{number}} ")
    time.sleep(0.05)
    with (folder / "done").open("a") as done:
        done.write(f"{{number}} ")
"""


def serve(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "foundation.broker"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    wait_until(lambda: answers(folder))
    return server


def answers(folder: Path) -> bool:
    try:
        return bool(Redis(unix_socket_path=str(broker.socket_path(folder)), retry=None).ping())
    except ConnectionError:
        return False


def app_of(folder: Path) -> Celery:
    app = Celery("trial", broker=broker.address("", folder), set_as_current=False)
    app.conf.update(SETTINGS)
    return app


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    server = serve(tmp_path)
    yield tmp_path
    server.send_signal(signal.SIGCONT)
    server.terminate()
    server.wait(10)


@pytest.fixture
def hold(folder: Path) -> Iterator[Callable[[int], list[Any]]]:
    """Take messages as a worker does that dies before it acknowledges them."""

    def take(count: int) -> list[Any]:
        connection = app_of(folder).connection_for_read()
        queue = connection.SimpleQueue("celery")
        held = [queue.get(timeout=5) for _ in range(count)]
        connection.default_channel.qos._delivered.clear()
        connection._close = lambda: None
        return held

    return take


def send(folder: Path, *numbers: int) -> None:
    for number in numbers:
        app_of(folder).send_task("note", args=[number])


def waiting(folder: Path) -> list[int]:
    """Return the numbers in the queue, the next one first."""
    with app_of(folder).connection_for_read() as connection:
        raw = connection.default_channel.client.lrange("celery", 0, -1)
    bodies = [b64decode(json.loads(item)["body"]) for item in reversed(raw)]
    return [json.loads(body)[0][0] for body in bodies]


def put_back(folder: Path) -> tuple[int, int]:
    with app_of(folder).connection_for_read() as connection:
        return broker.put_back(connection)


def test_an_operators_server_comes_first(tmp_path: Path) -> None:
    assert broker.address("redis://cache:6379/0", tmp_path) == "redis://cache:6379/0"


def test_a_folder_with_a_long_name_gets_a_short_private_socket(tmp_path: Path) -> None:
    long_folder = tmp_path / ("a" * 120)

    path = broker.socket_path(long_folder)

    assert len(os.fsencode(path)) <= broker.LONGEST_SOCKET_PATH
    assert path == broker.socket_path(long_folder)
    assert path != broker.socket_path(tmp_path / ("b" * 120))


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "broker").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SystemExit, match="belongs to somebody else"):
        broker.server_command(tmp_path)


@pytest.mark.slow
def test_only_the_owner_reaches_the_embedded_server(folder: Path) -> None:
    path = broker.socket_path(folder)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.slow
def test_what_a_dead_worker_held_is_put_back_in_order(folder: Path, hold: Any) -> None:
    send(folder, *range(8))
    hold(5)
    assert waiting(folder) == [5, 6, 7]

    assert put_back(folder) == (5, 0)

    assert waiting(folder) == list(range(8))
    assert put_back(folder) == (0, 0)


@pytest.mark.slow
def test_a_message_that_kills_its_worker_again_and_again_is_parked(
    folder: Path, hold: Any, caplog: pytest.LogCaptureFixture
) -> None:
    send(folder, 1)
    for _ in range(broker.TRIES_BEFORE_PARKING - 1):
        hold(1)
        assert put_back(folder) == (1, 0)
    send(folder, 2)
    hold(1)

    assert put_back(folder) == (0, 1)

    assert waiting(folder) == [2]
    assert "parked: note killed its worker 5 times" in caplog.text


@pytest.mark.slow
def test_the_queue_outlives_a_killed_server(tmp_path: Path) -> None:
    server = serve(tmp_path)
    send(tmp_path, *range(20))
    time.sleep(1.2)  # The server syncs its log once a second.
    server.kill()
    server.wait()

    server = serve(tmp_path)

    assert waiting(tmp_path) == list(range(20))
    server.terminate()
    server.wait(10)


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_keep_the_order(folder: Path) -> None:
    (folder / "trial.py").write_text(WORKER)
    send(folder, *range(60))
    done = folder / "done"
    for _ in range(3):
        worker = start_worker(folder)
        so_far = len(numbers_in(done))
        wait_until(lambda so_far=so_far: len(numbers_in(done)) >= so_far + 10)
        # At this moment a task is in its work, and the message is held.
        begun = len(numbers_in(folder / "begun"))
        wait_until(lambda begun=begun: len(numbers_in(folder / "begun")) > begun)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    worker = start_worker(folder)

    wait_until(lambda: len(set(numbers_in(done))) == 60)
    worker.terminate()
    worker.wait(20)
    assert list(dict.fromkeys(numbers_in(done))) == list(range(60))
    assert len(numbers_in(done)) <= 63


def numbers_in(path: Path) -> list[int]:
    return [int(word) for word in path.read_text().split()] if path.exists() else []


def start_worker(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # This trial needs no Django.
    command = [sys.executable, "-m", "celery", "-q", "-A", "trial", "worker", "-c", "1"]
    return subprocess.Popen(
        [*command, "--loglevel", "error", "--without-gossip", "--without-mingle"],
        cwd=folder,
        env=environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def test_every_thread_rings_at_the_platforms_own_app() -> None:
    apps: list[str] = []
    thread = threading.Thread(target=lambda: apps.append(current_app.main))
    thread.start()
    thread.join(10)

    assert apps == ["lms"]


@pytest.mark.slow
def test_c05_a_broker_that_hangs_or_is_away_costs_a_page_two_seconds_at_most(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = app_of(folder)
    monkeypatch.setattr(doorbell, "current_app", app)
    doorbell.ring("note", 1)
    with app.connection_for_read() as connection:
        server = connection.default_channel.client.info("server")["process_id"]

    os.kill(server, signal.SIGSTOP)
    hanging = seconds_of(lambda: doorbell.ring("note", 2))
    os.kill(server, signal.SIGKILL)
    away = seconds_of(lambda: doorbell.ring("note", 3))

    assert hanging < 2.5
    assert away < 0.5
    assert caplog.text.count("the broker is away") == 2


def seconds_of(action: Callable[[], object]) -> float:
    begun = time.monotonic()
    action()
    return time.monotonic() - begun
