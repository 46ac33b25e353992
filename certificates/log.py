"""The register as a Merkle log (RFC 6962): one digest for all of it, short proofs for parts.

A leaf is the digest of an event, so that nothing of a person is in the log. Whoever keeps an
older head can have it proved that the register was only added to since (ADR 0019).
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.cache import cache

from certificates.credentials.did import method_id
from certificates.credentials.keys import open_key
from certificates.models import AwardEvent
from certificates.register import canonical
from certificates.sealing import SealUnavailable

logger = logging.getLogger(__name__)

CACHED_SECONDS = 3600


def leaf_hash(leaf: bytes) -> bytes:
    """Return the digest of a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the digest of two digests below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over the digests of all leaves; of none it is the digest of nothing."""
    level = list(hashes)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def inclusion_path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the digests that lead from a leaf (counted from 0) to the root."""
    if len(hashes) == 1:
        return []
    split = _largest_power_below(len(hashes))
    if index < split:
        return [*inclusion_path(hashes[:split], index), root_of(hashes[split:])]
    return [*inclusion_path(hashes[split:], index - split), root_of(hashes[:split])]


def consistency_path(hashes: Sequence[bytes], size: int, *, is_whole: bool = True) -> list[bytes]:
    """Return the digests that show that the first leaves (so many) are the start of all."""
    if size == len(hashes):
        return [] if is_whole else [root_of(hashes)]
    split = _largest_power_below(len(hashes))
    if size <= split:
        return [
            *consistency_path(hashes[:split], size, is_whole=is_whole),
            root_of(hashes[split:]),
        ]
    inner = consistency_path(hashes[split:], size - split, is_whole=False)
    return [*inner, root_of(hashes[:split])]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof, as a partner does (RFC 9162, 2.1.3.2)."""
    if index >= size:
        return False
    at, last, digest = index, size - 1, leaf_hash(leaf)
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            digest = node_hash(step, digest)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        at, last = at >> 1, last >> 1
    return last == 0 and digest == root


def is_consistent(
    older: tuple[int, bytes], newer: tuple[int, bytes], path: Sequence[bytes]
) -> bool:
    """Check a consistency proof between two heads (size, root) (RFC 9162, 2.1.4.2)."""
    if older[0] == newer[0] or older[0] == 0:
        return not path and (older[0] == 0 or older[1] == newer[1])
    if older[0] > newer[0]:
        return False
    steps = [older[1], *path] if older[0] & (older[0] - 1) == 0 else list(path)
    return bool(steps) and _walk(older, newer, steps)


def _walk(older: tuple[int, bytes], newer: tuple[int, bytes], steps: list[bytes]) -> bool:
    at, last = older[0] - 1, newer[0] - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and (first, second) == (older[1], newer[1])


def _largest_power_below(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def leaves(start: int, count: int) -> list[str]:
    """Return the digests (hex) of so many events from a number on (1 query)."""
    rows = AwardEvent.objects.order_by("number").filter(number__gte=start)
    return list(rows.values_list("sha256", flat=True)[:count])


def hashes_of(size: int) -> list[bytes]:
    """Return the leaf digests of the first events (1 query)."""
    return [leaf_hash(bytes.fromhex(digest)) for digest in leaves(1, size)]


def tree_head(now: datetime) -> dict[str, Any]:
    """Return the head of the log as it is published, signed with the key of the credentials.

    Without a key that can be used the head says that nobody signed it.
    """
    size = size_now()
    digest = AwardEvent.objects.order_by("-number").values_list("sha256", flat=True).first()
    kept = f"certificates:root:{size}:{digest}"
    root = cache.get(kept)
    if root is None:
        root = root_of(hashes_of(size)).hex()
        cache.set(kept, root, CACHED_SECONDS)
    head = {"root_hash": root, "timestamp": now.isoformat(), "tree_size": size}
    try:
        key = open_key(now)
    except SealUnavailable:
        logger.exception("the head of the register is not signed")
        return {**head, "key": None, "signature": None}
    signed = {**head, "key": method_id(key.public.multikey)}
    signature = base64.b64encode(key.private.sign(canonical(signed))).decode()
    return {**signed, "signature": signature}


def size_now() -> int:
    """Return how many events the register holds (1 query)."""
    return AwardEvent.objects.count()


def inclusion(number: int, size: int) -> dict[str, Any]:
    """Return the proof that an event is among the first so many (1 query)."""
    digests = leaves(1, size)
    hashes = [leaf_hash(bytes.fromhex(digest)) for digest in digests]
    return {
        "number": number,
        "tree_size": size,
        "leaf": digests[number - 1],
        "path": [step.hex() for step in inclusion_path(hashes, number - 1)],
        "root_hash": root_of(hashes).hex(),
    }


def consistency(first: int, second: int) -> dict[str, Any]:
    """Return the proof that the register of one size only grew to the other (1 query)."""
    hashes = hashes_of(second)
    path = consistency_path(hashes, first) if first else []
    return {
        "first": first,
        "second": second,
        "path": [step.hex() for step in path],
        "first_root_hash": root_of(hashes[:first]).hex(),
        "second_root_hash": root_of(hashes).hex(),
    }
