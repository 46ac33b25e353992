"""Compiling translations without gettext: ``python -m lms.catalogues`` writes stale .mo files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def sources(root: Path) -> Iterator[Path]:
    """Yield the translation files of the project itself."""
    for pattern in ("locale/*/LC_MESSAGES/*.po", "*/locale/*/LC_MESSAGES/*.po"):
        yield from sorted(root.glob(pattern))


def stale(root: Path) -> list[Path]:
    """Return the translation files that are newer than what was compiled from them."""
    return [source for source in sources(root) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_stale(root: Path) -> int:
    """Compile what is stale and return how many files that were."""
    found = stale(root)
    if found:
        import polib  # noqa: PLC0415 (only a start after a change pays for it)

        for source in found:
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    return len(found)


if __name__ == "__main__":
    compile_stale(ROOT)
