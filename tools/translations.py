"""Are the translations whole? No text missing, unsure or empty, and no placeholder lost.

Texts in code and templates that the catalogues do not know are found by collecting them anew into
a scratch folder; without gettext on the machine that part is left out, with one line saying so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from lms import catalogues

ROOT = catalogues.ROOT
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong in one translation file."""
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        words = (
            [entry.msgstr, *entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]
        )
        words = words[1:] if entry.msgid_plural else words
        if "fuzzy" in entry.flags:
            yield f"{entry.msgid!r} is unsure"
        elif not all(words):
            yield f"{entry.msgid!r} is missing"
        elif any(lost(entry.msgid, word, entry.msgid_plural) for word in words):
            yield f"{entry.msgid!r} has other placeholders"


def lost(source: str, translated: str, plural: str) -> bool:
    """Tell whether a placeholder was lost or invented (a plural form may drop the number)."""
    wanted, found = (
        set(PLACEHOLDER.findall(plural or source)),
        set(PLACEHOLDER.findall(translated)),
    )
    return not found <= wanted if plural else found != wanted


def languages_of(root: Path) -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted({path.parts[-3] for path in catalogues.sources(root)})


def unknown(folder: Path) -> Iterator[str]:
    """Yield the texts of code and templates that a fresh collection has and a catalogue lacks."""
    if shutil.which("xgettext") is None:
        print("gettext is not installed: new texts were not looked for.")
        return
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "tests"))
        languages = [part for name in languages_of(ROOT) for part in ("-l", name)]
        command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", *languages]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
        for path in catalogues.sources(copy):
            known = {
                (e.msgctxt, e.msgid) for e in polib.pofile(str(folder / path.relative_to(copy)))
            }
            for entry in polib.pofile(str(path)):
                if (entry.msgctxt, entry.msgid) not in known:
                    yield f"{path.relative_to(copy)}: {entry.msgid!r} was never collected"


def main() -> int:
    """Print every fault; the exit status says whether there was none."""
    found = list(catalogues.sources(ROOT))
    wrong = [f"{path.relative_to(ROOT)}: {fault}" for path in found for fault in faults(path)]
    wrong += unknown(ROOT) if found else ["there is no translation at all: run make messages"]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
