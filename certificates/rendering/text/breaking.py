"""Where a text may be broken into lines, and paragraphs of a given width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from fontTools.unicodedata import script as script_of

from certificates.rendering.text.bidi import strong_directions
from certificates.rendering.text.catalogue import Style
from certificates.rendering.text.itemise import clusters_of
from certificates.rendering.text.languages import is_right_to_left
from certificates.rendering.text.lines import Line, set_label, set_line
from certificates.rendering.text.refusals import printable

# Scripts that break between any two characters, and those that write words without spaces: they
# break between clusters only when a word is wider than the line.
_FREE: Final = frozenset({"Hani", "Hira", "Kana", "Bopo", "Yiii"})
_SPACELESS: Final = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Java", "Bali", "Hang"})
_NEVER_FIRST: Final = frozenset(
    "、。，．：；！？」』）】〉》〕］｝ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ・་"
)
_NEVER_LAST: Final = frozenset("「『（【〈《〔［｛")


@lru_cache(maxsize=512)
def pieces_of(text: str, tight: bool = False) -> tuple[str, ...]:
    """The text cut at every place where a line may end; joined, the pieces are the text again.

    ``tight`` also cuts words of the scripts that write without spaces.
    """
    pieces = [""]
    splitting = _FREE | _SPACELESS if tight else _FREE
    previous = ""
    for start, end in clusters_of(text):
        cluster = text[start:end]
        if previous and _may_break(previous, cluster, splitting):
            pieces.append("")
        pieces[-1] += cluster
        previous = cluster
    return tuple(pieces)


def wrap(text: str, style: Style, language: str, width: float) -> list[Line] | None:
    """The lines of a paragraph, ``width`` in thousandths of the em; None if a word is too wide."""
    normal = printable(text)
    base = base_of(normal, language)
    for tight in (False, True):
        lines = _greedy(pieces_of(normal, tight), style, language, base, width)
        if lines is not None:
            return lines
    return None


def halve(text: str, style: Style, language: str) -> list[Line] | None:
    """The text in two lines of the most even width, or None if it cannot be broken."""
    normal = printable(text)
    base = base_of(normal, language)
    best: list[Line] | None = None
    for tight in (False, True):
        pieces = pieces_of(normal, tight)
        for cut in range(1, len(pieces)):
            halves = ("".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip())
            if not all(halves):
                continue
            lines = [set_line(half, style, language, base) for half in halves]
            if best is None or _widest(lines) < _widest(best):
                best = lines
        if best:
            return best
    return best


def base_of(text: str, language: str) -> int:
    """The direction of a paragraph: its own if it has but one, else its language's."""
    strong = strong_directions(text)
    return next(iter(strong)) if len(strong) == 1 else int(is_right_to_left(language))


def _may_break(previous: str, cluster: str, splitting: frozenset[str]) -> bool:
    if previous[-1] == "\u200b":
        return True
    if previous[0].isspace():
        return previous[0] != "\u00a0" and not cluster[0].isspace()
    if cluster[0] in _NEVER_FIRST or previous[0] in _NEVER_LAST or cluster[0].isspace():
        return False
    before = previous[0] in _NEVER_FIRST or script_of(previous[0]) in splitting
    after = cluster[0] in _NEVER_LAST or script_of(cluster[0]) in splitting
    return before and after


def _greedy(
    pieces: Sequence[str], style: Style, language: str, base: int, width: float
) -> list[Line] | None:
    lines: list[Line] = []
    current = ""
    for piece in pieces:
        tried = current + piece
        if set_label(tried.strip(), style, language, base).advance <= width:
            current = tried
            continue
        if not current.strip():
            return None
        lines.append(set_label(current.strip(), style, language, base))
        current = piece
        if set_label(piece.strip(), style, language, base).advance > width:
            return None
    lines.append(set_label(current.strip(), style, language, base))
    return lines


def _widest(lines: list[Line]) -> float:
    return max(line.advance for line in lines)
