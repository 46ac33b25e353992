"""The web workers under measurement, and the CPU time they used."""

from __future__ import annotations

import http.client
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
THREADS = 4
STARTING_SECONDS = 60


@contextmanager
def broker(environment: dict[str, str]) -> Iterator[None]:
    """Run the embedded broker, so that queueing costs what it costs."""
    command = [sys.executable, "-m", "foundation.broker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def server(environment: dict[str, str], port: int) -> Iterator[list[int]]:
    """Run the web server and yield the numbers of its worker processes."""
    command = [sys.executable, "-m", "granian", "lms.wsgi:application", "--interface", "wsgi"]
    command += ["--no-ws", "--http", "1", "--port", str(port), "--log-level", "warning"]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_for(process, port)
        yield workers_of(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until every worker had the time to answer, or say that the server did not start."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if len(workers_of(process.pid)) >= WORKERS and answers(port):
            return
        time.sleep(0.2)
    raise SystemExit("The web server did not start; the reason stands above.")


def answers(port: int) -> bool:
    """Tell whether the server answers at all."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request("GET", "/healthz", headers={"Host": "localhost"})
        return link.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def workers_of(parent: int) -> list[int]:
    """Return the child processes that serve (the one that only tracks resources is left out)."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in listing.splitlines()]
    return [
        int(row[0])
        for row in rows
        if len(row) == 3 and int(row[1]) == parent and "resource_tracker" not in row[2]
    ]


def cpu_seconds(pids: Sequence[int]) -> float:
    """Return the CPU time, user and system, that processes have used so far."""
    if platform.system() == "Linux":
        # The CPU clock of another process, in nanoseconds: see clock_getcpuclockid(3).
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)
    listing = subprocess.run(
        ["ps", "-o", "time=", "-p", ",".join(map(str, pids))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return sum(in_seconds(stamp) for stamp in listing.split())


def in_seconds(stamp: str) -> float:
    """Read a time of ps, such as 1:02.34 or 01:02:03."""
    total = 0.0
    for part in re.split(":", stamp):
        total = total * 60 + float(part)
    return total
