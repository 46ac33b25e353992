"""The table a person reads and the JSON a program reads."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# What the issue allows, as a share of the floor.
LIMITS = {"lesson": 1.0, "mark_complete": 0.5, "home": 1.3, "catalogue": 0.5}


@dataclass(frozen=True)
class Row:
    """What one kind of request cost."""

    name: str
    median: float
    p95: float
    unit: str
    n: int
    queries: int

    @classmethod
    def of(cls, name: str, samples: Sequence[float], *, n: int, queries: int) -> Row:
        """Sum up samples of CPU milliseconds a request."""
        ordered = sorted(samples)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        return cls(name, round(statistics.median(ordered), 2), round(p95, 2), "ms", n, queries)


def machine() -> dict[str, object]:
    """Say on what the measurement ran."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def write(rows: Sequence[Row], path: Path) -> None:
    """Print the table and write the JSON file."""
    floor = next(row.median for row in rows if row.name == "floor")
    print(f"\n{'':<16}{'median':>9}{'p95':>9}{'floor x':>9}{'at most':>9}{'n':>7}{'queries':>9}")
    for row in rows:
        share, limit = row.median / floor, LIMITS.get(row.name)
        allowed = f"{limit:.1f}" if limit else "-"
        verdict = "  too slow" if limit and share > limit else ""
        print(
            f"{row.name:<16}{row.median:>9.2f}{row.p95:>9.2f}{share:>9.2f}{allowed:>9}"
            f"{row.n:>7}{row.queries:>9}{verdict}"
        )
    print("CPU milliseconds of the web workers for one request; medians of batches.")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine(), "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(content, indent=2) + "\n")
    print(f"Written to {path}")
