"""Levels and visual order of mixed-direction text: the Unicode Bidirectional Algorithm (UAX #9).

Complete for one paragraph: embeddings, overrides, isolates, bracket pairs. The rule each function
carries out is named in its docstring, so that it can be read beside the standard.
"""

from __future__ import annotations

import unicodedata

from certificates.rendering.text.embeddings import (
    ISOLATES,
    REMOVED,
    explicit_levels,
    first_strong,
    matching_isolates,
)
from certificates.rendering.text.resolving import Resolver, Sequence, letter_of


def levels_of(text: str, base: int | None = None) -> list[int]:
    """The embedding level of each character; odd is right-to-left.

    ``base`` is the paragraph's level, or None to take it from the first strong character.
    """
    classes = [_class_of(character) for character in text]
    if base is None:
        base = paragraph_level(classes)
    if base == 0 and not _needs_rules(classes):
        return [0] * len(text)
    resolved = list(classes)
    levels = explicit_levels(resolved, base)
    kept = [i for i, cls in enumerate(classes) if cls not in REMOVED]
    for sequence in _sequences(classes, levels, kept, base):
        Resolver(text, resolved, sequence).run(levels)
    _fill_removed(classes, levels, base)
    _reset_whitespace(classes, levels, base)
    return levels


def visual_order(levels: list[int]) -> list[int]:
    """The indices of a line from left to right (rule L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    odd = [level for level in levels if level % 2]
    for level in range(max(levels), min(odd, default=max(levels) + 1) - 1, -1):
        start = None
        for position in range(len(levels) + 1):
            inside = position < len(levels) and levels[position] >= level
            if inside and start is None:
                start = position
            elif not inside and start is not None:
                order[start:position] = reversed(order[start:position])
                start = None
    return order


def paragraph_level(classes: list[str]) -> int:
    """The level that the first strong character outside isolates sets (rules P2 and P3)."""
    return first_strong(classes) or 0


def strong_directions(text: str) -> frozenset[int]:
    """Which directions, 0 and 1, the strong characters of a text have."""
    found = {_class_of(character) for character in text}
    left = {0} if "L" in found else set()
    right = {1} if found & {"R", "AL"} else set()
    return frozenset(left | right)


def _class_of(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _needs_rules(classes: list[str]) -> bool:
    return any(cls in {"R", "AL", "AN"} or cls in REMOVED or cls in ISOLATES for cls in classes)


def _sequences(
    classes: list[str], levels: list[int], kept: list[int], base: int
) -> list[Sequence]:
    """The isolating run sequences of a paragraph (BD13, X10)."""
    runs: list[list[int]] = []
    for position in kept:
        if runs and levels[runs[-1][-1]] == levels[position]:
            runs[-1].append(position)
        else:
            runs.append([position])
    matching = matching_isolates(classes)
    closers = {end: start for start, end in matching.items()}
    starting_at = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in closers:
            continue
        chain = list(run)
        while classes[chain[-1]] in ISOLATES and chain[-1] in matching:
            chain += starting_at[matching[chain[-1]]]
        sequences.append(_outer_directions(classes, levels, kept, chain, base))
    return sequences


def _outer_directions(
    classes: list[str], levels: list[int], kept: list[int], chain: list[int], base: int
) -> Sequence:
    level = levels[chain[0]]
    first, last = kept.index(chain[0]), kept.index(chain[-1])
    before = levels[kept[first - 1]] if first else base
    opened = classes[chain[-1]] in ISOLATES
    after = base if opened or last + 1 == len(kept) else levels[kept[last + 1]]
    return Sequence(chain, level, letter_of(max(level, before)), letter_of(max(level, after)))


def _fill_removed(classes: list[str], levels: list[int], base: int) -> None:
    """Characters that rule X9 removes take the level of what stands before them."""
    for i, cls in enumerate(classes):
        if cls in REMOVED:
            levels[i] = levels[i - 1] if i else base


def _reset_whitespace(classes: list[str], levels: list[int], base: int) -> None:
    """L1: separators and the white space before them or at the end take the paragraph's level."""
    resettable = ISOLATES | REMOVED | {"WS", "PDI"}
    trailing = True
    for i in range(len(classes) - 1, -1, -1):
        if classes[i] in {"S", "B"}:
            levels[i] = base
            trailing = True
        elif trailing and classes[i] in resettable:
            levels[i] = base
        else:
            trailing = False
