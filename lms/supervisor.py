"""The supervisor: one plain program that keeps web, worker and broker running and ends them all.

``make demo`` runs it; a site of one machine may run it in production. It knows nothing of Django:
each part is a child in a session of its own, restarted with growing waits when it ends, and
whatever a dead part left behind (a scheduler, a pool process) is ended before the restart.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

GRACE_SECONDS = 15.0
TICK_SECONDS = 0.2
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
STEADY_SECONDS = 30.0
# A part that cannot work ends within this time; before, the platform is not called ready.
SETTLING_SECONDS = 3.0
TRIES_BEFORE_GIVING_UP = 6


class Refusal(SystemExit):
    """A sentence for the person who started the platform; the program ends with it."""


@dataclass
class Child:
    """One part of the platform: its command, its process, and how often it ended at once."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches it through us only."""
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.started = time.monotonic()

    def tend(self) -> None:
        """Restart the process if it ended, after a wait that grows while it keeps ending."""
        if self.process is None:
            if time.monotonic() >= self.not_before:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        steady = time.monotonic() - self.started >= STEADY_SECONDS
        self.failures = 1 if steady else self.failures + 1
        wait = min(FIRST_WAIT * 2 ** (self.failures - 1), LONGEST_WAIT)
        say(f"{self.name} ended ({ending(code)}); starting it again in {wait:g} s.")
        self.sweep()
        self.process, self.not_before = None, time.monotonic() + wait

    def ask_to_end(self) -> None:
        """Forward the wish to stop to the part itself, which ends its own helpers."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def sweep(self) -> None:
        """Kill whatever is left of the part's session."""
        if self.process is not None:
            end_group(self.process.pid)
            self.process.wait()


@dataclass
class Supervisor:
    """All parts of the platform on one DATA_DIR.

    The parts start in order and stop in reverse order, in ranks: those of the first rank (the
    broker) outlive the others, so that a worker can hand back what it has not finished.
    """

    ranks: Sequence[Sequence[Child]]
    is_ready: Callable[[], bool]
    announce: Callable[[], None]
    record: Path
    stops: list[int] = field(default_factory=list)
    recorded: str = ""

    def run(self) -> int:
        """Keep every part running until a signal asks to stop; return the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _frame: self.stops.append(number))
        try:
            return self._keep_running()
        finally:
            self._stop()
            self.record.unlink(missing_ok=True)

    def _keep_running(self) -> int:
        announced = False
        while not self.stops:
            for child in self._children():
                child.tend()
                if not announced and child.failures >= TRIES_BEFORE_GIVING_UP:
                    say(
                        f"{child.name} ended {child.failures} times before the platform was ready."
                    )
                    return 1
            self._write_record()
            if not announced and self._is_settled() and self.is_ready():
                self.announce()
                announced = True
            time.sleep(TICK_SECONDS)
        return 0

    def _stop(self) -> None:
        """Ask each rank to end, wait for the grace period (a second signal cuts it), then kill."""
        for rank in reversed(self.ranks):
            for child in rank:
                child.ask_to_end()
            deadline = time.monotonic() + GRACE_SECONDS
            while self._alive(rank) and time.monotonic() < deadline and len(self.stops) < 2:
                time.sleep(TICK_SECONDS / 2)
            for child in rank:
                child.sweep()

    def _children(self) -> list[Child]:
        return [child for rank in self.ranks for child in rank]

    def _alive(self, rank: Sequence[Child]) -> bool:
        return any(child.process and child.process.poll() is None for child in rank)

    def _is_settled(self) -> bool:
        latest = time.monotonic() - SETTLING_SECONDS
        return all(child.process and child.started <= latest for child in self._children())

    def _write_record(self) -> None:
        """Note the sessions, so that a start after our own violent death can end what is left."""
        pids = [str(child.process.pid) for child in self._children() if child.process]
        if (text := "\n".join(pids)) != self.recorded:
            self.record.write_text(text)
            self.recorded = text


def say(sentence: str) -> None:
    """Print one line at once."""
    print(sentence, flush=True)


def ending(code: int) -> str:
    """Say in words how a process ended."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def end_group(leader: int) -> None:
    """Kill a process group; one that is gone, or is no longer ours, is left alone."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def hold_lock(folder: Path) -> IO[str]:
    """Take the lock of a DATA_DIR for as long as the returned file is open, or refuse."""
    lock = (folder / "supervisor.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        raise Refusal(
            f"The platform already runs on {folder.parent} (process {lock.read().strip()}). "
            "Stop it first, or set DATA_DIR to another folder."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def end_leftovers(record: Path, marks: Sequence[str]) -> bool:
    """End the sessions of an earlier run that died without ending them; tell if there were any."""
    if not record.exists():
        return False
    noted = set(record.read_text().split())
    left = {
        group
        for group, command in processes()
        if group in noted and any(mark in command for mark in marks)
    }
    for group in left:
        end_group(int(group))
    record.unlink()
    return bool(left)


def processes() -> Iterator[tuple[str, str]]:
    """Yield the group and the command line of every process; small systems have no ps."""
    if Path("/proc/self/stat").exists():
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                group = (entry / "stat").read_text().rpartition(")")[2].split()[2]
                yield group, (entry / "cmdline").read_text().replace("\0", " ")
        return
    command = ["ps", "-A", "-o", "pgid=,args="]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        group, _, words = line.strip().partition(" ")
        yield group, words


def refuse_taken_port(host: str, port: int, *, patience: float = 0.0) -> None:
    """Refuse a port that answers already: two servers would silently share its requests.

    A process that was just killed may hold its port for a moment, hence the patience in seconds.
    """
    deadline = time.monotonic() + patience
    while (reason := _why_taken(host, port)) is not None:
        if time.monotonic() >= deadline:
            raise Refusal(f"Port {port} cannot be used ({reason}). Set PORT to another number.")
        time.sleep(TICK_SECONDS)


def _why_taken(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror
    return None
