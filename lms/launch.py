"""Starting the platform on one machine: ``python -m lms.launch`` (``--demo`` is ``make demo``).

Reads the environment, sets the demo up where something changed, and hands three parts to the
supervisor: the embedded broker (absent with ``REDIS_URL``), the web server, and the worker with
its scheduler. Django is loaded by the parts only, never here.
"""

from __future__ import annotations

import http.client
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from foundation import env
from lms import preparation
from lms.supervisor import (
    Child,
    Refusal,
    Supervisor,
    end_leftovers,
    hold_lock,
    refuse_taken_port,
    say,
)

ROOT = Path(__file__).resolve().parent.parent
WEB_THREADS = 16
# What the command lines of our parts hold, so that leftovers are told from other programs.
MARKS = ("lms.wsgi", "-A lms ", "valkey-server")
PEOPLE = (
    ("amina@example.org", "learner, half-way through the programme"),
    ("nadia@example.org", "learner who has met every requirement"),
    ("tomas@example.org", "instructor and author of one course"),
    ("edith@example.org", "editor of all content"),
    ("rosa@example.org", "administrator of the programme"),
    ("viktor@example.org", "second administrator"),
    ("omar@example.org", "has an account, is enrolled nowhere"),
    ("admin@example.org", "superuser"),
)


@dataclass(frozen=True)
class Place:
    """Where one platform runs: its folder, its port, its public address, its broker."""

    data_dir: Path
    host: str
    port: int
    site_url: str
    has_own_broker: bool

    @classmethod
    def from_environment(cls) -> Place:
        """Read the variables of ``.env.example``; nonsense is refused with a sentence."""
        port = env.number("PORT", 8000, minimum=1, maximum=65535)
        return cls(
            data_dir=env.folder("DATA_DIR", ROOT / "var"),
            host=env.text("HOST", "127.0.0.1"),
            port=port,
            site_url=env.text("SITE_URL", f"http://localhost:{port}").rstrip("/"),
            has_own_broker=not env.text("REDIS_URL", ""),
        )

    def is_ready(self) -> bool:
        """Ask the web server whether everything it needs is there."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        link = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            link.request("GET", "/readyz", headers={"Host": urlsplit(self.site_url).netloc})
            return link.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()


def parts(place: Place, *, demo: bool) -> list[list[Child]]:
    """Return the parts in ranks: the broker starts first and ends last."""
    python = sys.executable
    # A demo in a container runs as root on few cores, and need not be told so at every start.
    hush = ["-W", "ignore:You're running the worker with superuser"] if demo else []
    level = "error" if demo else "warning"
    web = [python, "-m", "granian", "lms.wsgi:application", "--interface", "wsgi", "--no-ws"]
    web += ["--host", place.host, "--port", str(place.port), "--http", "1"]
    web += ["--workers", "1", "--blocking-threads", str(WEB_THREADS), "--backpressure", "128"]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", level]
    worker = [python, *hush, "-m", "celery", "-q", "-A", "lms", "worker", "-P", "prefork"]
    worker += ["-c", "1", "-B", "-s", str(place.data_dir / "run" / "beat")]
    worker += ["--loglevel", "warning", "--without-gossip", "--without-mingle"]
    served = [Child("The web server", web), Child("The worker", worker)]
    if not place.has_own_broker:
        return [served]
    return [[Child("The broker", [python, "-m", "foundation.broker"])], served]


def announce(place: Place, *, demo: bool) -> Callable[[], None]:
    """Return what prints the end of a start: the address and, in the demo, the people."""

    def print_block() -> None:
        lines = ["", f"Ready: {place.site_url}/"]
        if demo:
            lines += ["", f"Accounts (password of all: {preparation.PASSWORD})"]
            lines += [f"  {address:<20} {who}" for address, who in PEOPLE]
            lines += ["", f"Mails of the demo: {place.site_url}/dev/mail/"]
        say("\n".join([*lines, "Ctrl-C stops everything; the data stay.", ""]))

    return print_block


def start(arguments: list[str]) -> int:
    """Start the platform and stay until it is asked to stop."""
    demo = "--demo" in arguments
    settings = "lms.settings.dev" if demo else "lms.settings.production"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    os.chdir(ROOT)
    place = Place.from_environment()
    os.environ["DATA_DIR"] = str(place.data_dir)
    run = place.data_dir / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    with hold_lock(run):
        had_leftovers = end_leftovers(run / "sessions", MARKS)
        refuse_taken_port(place.host, place.port, patience=5.0 if had_leftovers else 0.0)
        if demo:
            preparation.prepare(ROOT, place.data_dir)
        else:
            preparation.make_seal(ROOT, place.data_dir)
        say("Starting the web server, the worker and its scheduler ...")
        return Supervisor(
            ranks=parts(place, demo=demo),
            is_ready=place.is_ready,
            announce=announce(place, demo=demo),
            record=run / "sessions",
        ).run()


def main() -> int:
    """Run ``start``; a refusal is one sentence, and a stop while setting up leaves nothing."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return start(sys.argv[1:])
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from None
    except KeyboardInterrupt:
        raise Refusal("Stopped before everything was set up; the next start goes on.") from None


if __name__ == "__main__":
    sys.exit(main())
