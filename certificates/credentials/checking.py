"""The check of a credential that somebody gives: which award it is about, and who signed it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from certificates.codes import ALPHABET, LENGTH
from certificates.credentials.baking import LONGEST, PNG, from_png, from_svg
from certificates.credentials.jwt import read_token
from certificates.credentials.proofs import is_proven

_NAME: Final = re.compile(rf"https?://[^\s]+/credentials/([{ALPHABET}]{{{LENGTH}}})\.json")
_MARK: Final = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class Finding:
    """A credential that bears the name of one of ours; proven if one of our keys signed it."""

    code: str
    is_proven: bool


def credential_in(data: bytes) -> Finding | None:
    """Return what a file says as a credential: JSON, token, or baked into a PNG or SVG.

    Nothing where it holds none, or one that does not even pretend to be ours. Nothing is fetched,
    and only keys of our own count, whatever the credential says about its issuer.
    """
    try:
        text = _text_in(data)
        if len(text) > LONGEST:
            return None
        said, proven = _read(text)
    except (ValueError, RecursionError):
        return None
    found = _NAME.fullmatch(said["id"]) if isinstance(said.get("id"), str) else None
    return Finding(found[1], proven) if found else None


def _text_in(data: bytes) -> bytes:
    """Return the credential in a file; raises ValueError where there is none."""
    if data.startswith(PNG):
        return from_png(data).strip()
    data = data.removeprefix(_MARK).strip()
    if data.startswith(b"<"):
        return from_svg(data).strip()
    if data.startswith((b"{", b"eyJ")):
        return data
    raise ValueError("no credential")


def _read(text: bytes) -> tuple[dict[str, Any], bool]:
    if text.startswith(b"eyJ"):
        return read_token(text.decode("ascii"))
    said = json.loads(text.decode(), object_pairs_hook=_each_once, parse_constant=_no_constant)
    if not isinstance(said, dict):
        raise ValueError("no credential")  # noqa: TRY004 (whoever calls asks for one error)
    return said, is_proven(said)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a word that is said twice: programs differ in which of the two they believe."""
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a word is said twice")
    return said


def _no_constant(name: str) -> Any:
    raise ValueError(name)
