"""Codes of awards: 130 random bits in letters that people can read out to each other."""

from __future__ import annotations

import re
import secrets

#: Crockford's Base32: no I, L, O or U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
#: So much is shown of what was typed in place of a code.
LONGEST_SHOWN = 60
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SHAPE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """Return a new code; a collision is out of reach, and the database would refuse it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_code(typed: str) -> str:
    """Return the code as kept, however it was typed: any case, with spaces or hyphens.

    The result is empty where the text cannot be a code.
    """
    if len(typed) > 4 * LENGTH:
        return ""
    code = re.sub(r"[\s\-–—.]+", "", typed).upper().translate(_LOOKALIKES)
    return code if _SHAPE.fullmatch(code) else ""


def grouped(code: str) -> str:
    """Return the code in groups for reading: ``7K3MA-9XQ2B-…``."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def codes_listed(text: str) -> list[str]:
    """Return the codes of a pasted list, each once: one a line, or parted by commas.

    Addresses of public pages will do as well; what cannot be a code is kept as it was typed.
    """
    parts = [part.strip() for part in re.split(r"[\n\t,;]+", text)]
    found = (re.search(r"/verify/([^/?#\s]+)", part) for part in parts)
    typed = [match[1] if match else part for match, part in zip(found, parts, strict=True)]
    return list(dict.fromkeys(clean_code(word) or word[:LONGEST_SHOWN] for word in typed if word))


def codes_in(data: bytes) -> set[str]:
    """Return what looks like codes inside a file (see ``verification``), each as kept."""
    found = re.findall(
        rb"(?:/verify/|code:)([0-9A-HJKMNP-TV-Z]{%d})" % LENGTH, data, re.IGNORECASE
    )
    return {code.decode("ascii").upper() for code in found}
