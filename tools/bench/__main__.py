"""Run the measurements (``make bench``)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tools.bench.client import Client, Request
from tools.bench.database import database, free_port
from tools.bench.report import Row, write
from tools.bench.server import ROOT, broker, cpu_seconds, server

LEARNERS = int(os.environ.get("BENCH_LEARNERS", "500"))
BATCHES = int(os.environ.get("BENCH_BATCHES", "15"))
BATCH = 20
WARM_UP = 40

Rows = dict[str, Iterator[Request]]


def manage(environment: Mapping[str, str], *command: str) -> str:
    """Run a command of manage.py and return what it printed."""
    print(f"  {command[0]} ...", flush=True)
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed; the reason stands above.")
    return done.stdout


def prepare(environment: dict[str, str]) -> dict[str, Any]:
    """Fill the database and return the addresses and sign-ins to measure with."""
    quiet = environment | {"CELERY_BROKER_URL": "memory://localhost"}
    manage(quiet, "migrate", "--no-input", "--verbosity", "0")
    manage(quiet, "collectstatic", "--no-input", "--verbosity", "0")
    manage(quiet, "seed_demo")
    manage(quiet, "seed_load", "--learners", str(LEARNERS), "--cohorts", "5")
    facts: dict[str, Any] = json.loads(manage(quiet, "bench_prepare").splitlines()[-1])
    return facts


def rows_of(facts: Mapping[str, Any]) -> Rows:
    """Return an endless supply of requests for each row."""
    learners = facts["learners"]
    token = facts["form_token"]
    completions = [
        Request(path, learner["session"], token, expected=303)
        for learner in learners
        for path in learner["completions"]
    ]
    return {
        "floor": cycle([Request(facts["floor"])]),
        "catalogue": cycle([Request(facts["catalogue"])]),
        "lesson": cycle([Request(facts["lesson"], learner["session"]) for learner in learners]),
        "mark_complete": iter(completions),
        "home": cycle([Request(facts["home"], learner["session"]) for learner in learners]),
    }


def take(requests: Iterator[Request], count: int) -> list[Request]:
    """Take the next requests; a row that runs out was prepared for too few."""
    taken = list(islice(requests, count))
    if len(taken) < count:
        raise SystemExit("There are too few lessons left to complete; raise BENCH_LEARNERS.")
    return taken


def count_queries(environment: dict[str, str], rows: Rows) -> dict[str, int]:
    """Return the most queries a request of each row made, in a pass of its own."""
    port, most = free_port(), {}
    with server(environment | {"BENCH_COUNT": "yes"}, port):
        client = Client(port)
        for name, requests in rows.items():
            client.send(take(requests, WARM_UP))  # Caches are warm in both workers.
            answers = client.send(take(requests, 8))
            most[name] = max(int(headers["X-Queries"]) for headers in answers)
    return most


def measure(environment: dict[str, str], rows: Rows) -> dict[str, list[float]]:
    """Return CPU milliseconds a request by row, the rows measured in turns."""
    samples: dict[str, list[float]] = {name: [] for name in rows}
    port = free_port()
    with server(environment, port) as workers:
        client = Client(port)
        for requests in rows.values():
            client.send(take(requests, WARM_UP))
        for _ in range(BATCHES):
            for name, requests in rows.items():
                batch = take(requests, BATCH)
                before = cpu_seconds(workers)
                client.send(batch)
                samples[name].append((cpu_seconds(workers) - before) / BATCH * 1000)
    return samples


def run(environment: dict[str, str]) -> Sequence[Row]:
    """Prepare, count, measure."""
    print("Preparing ...", flush=True)
    rows = rows_of(prepare(environment))
    with broker(environment):
        print("Counting queries ...", flush=True)
        queries = count_queries(environment, rows)
        print("Measuring ...", flush=True)
        samples = measure(environment, rows)
    n = BATCHES * BATCH
    return [Row.of(name, values, n=n, queries=queries[name]) for name, values in samples.items()]


def main() -> None:
    """Measure in a scratch folder and leave nothing but the result."""
    target = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench.json"
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, database() as url:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.bench",
            "DATABASE_URL": url,
            "DATA_DIR": folder,
            "LOG_LEVEL": "WARNING",
        }
        write(run(environment), target)


if __name__ == "__main__":
    main()
