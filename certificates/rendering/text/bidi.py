"""Levels and visual order of mixed-direction text: the Unicode Bidirectional Algorithm (UAX #9).

Complete for one paragraph: embeddings, overrides, isolates, bracket pairs. The rule each function
carries out is named in its docstring, so that it can be read beside the standard.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from certificates.rendering.text.brackets import canonical, closer_of, is_closer

_DEEPEST: Final = 125
_MOST_BRACKETS: Final = 63
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_REMOVED: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_EMBEDDINGS: Final = {"LRE": None, "RLE": None, "LRO": "L", "RLO": "R"}
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_RIGHT: Final = frozenset({"R", "AL", "AN", "EN"})


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
    levels = _explicit_levels(resolved, base)
    kept = [i for i, cls in enumerate(classes) if cls not in _REMOVED]
    for sequence in _sequences(classes, levels, kept, base):
        _Resolver(text, resolved, sequence).run(levels)
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
    return _first_strong(classes) or 0


def strong_directions(text: str) -> frozenset[int]:
    """Which directions, 0 and 1, the strong characters of a text have."""
    found = {_class_of(character) for character in text}
    left = {0} if "L" in found else set()
    right = {1} if found & {"R", "AL"} else set()
    return frozenset(left | right)


def _class_of(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _needs_rules(classes: list[str]) -> bool:
    return any(cls in {"R", "AL", "AN"} or cls in _REMOVED or cls in _ISOLATES for cls in classes)


def _first_strong(classes: list[str]) -> int | None:
    depth = 0
    for cls in classes:
        if cls in _ISOLATES:
            depth += 1
        elif cls == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and cls in {"L", "R", "AL"}:
            return 0 if cls == "L" else 1
    return None


def _matching_isolates(classes: list[str]) -> dict[int, int]:
    """Each isolate initiator's matching PDI (BD9)."""
    open_at: list[int] = []
    found: dict[int, int] = {}
    for position, cls in enumerate(classes):
        if cls in _ISOLATES:
            open_at.append(position)
        elif cls == "PDI" and open_at:
            found[open_at.pop()] = position
    return found


@dataclass(slots=True)
class _Explicit:
    """The stack of directional statuses and the counters of rules X1 to X8."""

    stack: list[tuple[int, str | None, bool]]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def next_level(self, right: bool) -> int:
        """The least greater level of the wanted direction."""
        level = self.stack[-1][0]
        return level + 1 + ((level + 1) % 2 != int(right))

    def push(self, right: bool, override: str | None, isolate: bool) -> None:
        """Enter an embedding, override or isolate, or count it as overflow (X2 to X5c)."""
        level = self.next_level(right)
        if level <= _DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += isolate
            self.stack.append((level, override, isolate))
        elif isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """Leave the innermost isolate (X6a)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """Leave the innermost embedding or override (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _explicit_levels(classes: list[str], base: int) -> list[int]:
    """Levels after rules X1 to X8; classes under an override are changed in place."""
    levels = [base] * len(classes)
    original = list(classes)
    matching = _matching_isolates(original)
    state = _Explicit([(base, None, False)])
    for i, cls in enumerate(original):
        if cls == "PDI":
            state.close_isolate()
        if cls in _EMBEDDINGS:
            state.push(cls[0] == "R", _EMBEDDINGS[cls], isolate=False)
        elif cls == "PDF":
            state.close_embedding()
        elif cls != "B":
            levels[i] = _apply_override(classes, i, state)
        if cls in _ISOLATES:
            inside = original[i + 1 : matching.get(i, len(original))]
            right = cls == "RLI" or (cls == "FSI" and _first_strong(inside) == 1)
            state.push(right, None, isolate=True)
    return levels


def _apply_override(classes: list[str], position: int, state: _Explicit) -> int:
    level, override, _ = state.stack[-1]
    if override and classes[position] != "BN":
        classes[position] = override
    return level


@dataclass(frozen=True, slots=True)
class _Sequence:
    """An isolating run sequence: its character positions, level and outer directions (X10)."""

    positions: list[int]
    level: int
    before: str
    after: str


def _sequences(
    classes: list[str], levels: list[int], kept: list[int], base: int
) -> list[_Sequence]:
    """The isolating run sequences of a paragraph (BD13, X10)."""
    runs: list[list[int]] = []
    for position in kept:
        if runs and levels[runs[-1][-1]] == levels[position]:
            runs[-1].append(position)
        else:
            runs.append([position])
    matching = _matching_isolates(classes)
    closers = {end: start for start, end in matching.items()}
    starting_at = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in closers:
            continue
        chain = list(run)
        while classes[chain[-1]] in _ISOLATES and chain[-1] in matching:
            chain += starting_at[matching[chain[-1]]]
        sequences.append(_outer_directions(classes, levels, kept, chain, base))
    return sequences


def _outer_directions(
    classes: list[str], levels: list[int], kept: list[int], chain: list[int], base: int
) -> _Sequence:
    level = levels[chain[0]]
    first, last = kept.index(chain[0]), kept.index(chain[-1])
    before = levels[kept[first - 1]] if first else base
    opened = classes[chain[-1]] in _ISOLATES
    after = base if opened or last + 1 == len(kept) else levels[kept[last + 1]]
    return _Sequence(chain, level, _letter(max(level, before)), _letter(max(level, after)))


def _letter(level: int) -> str:
    return "R" if level % 2 else "L"


class _Resolver:
    """Rules W1 to W7, N0 to N2, I1 and I2 for one isolating run sequence."""

    def __init__(self, text: str, classes: list[str], sequence: _Sequence) -> None:
        """Take the text, its classes and the sequence to resolve."""
        self.sequence = sequence
        self.characters = [text[i] for i in sequence.positions]
        self.classes = [classes[i] for i in sequence.positions]
        self.original = list(self.classes)

    def run(self, levels: list[int]) -> None:
        """Resolve the sequence and write its levels."""
        self._weak_marks_and_numbers()
        self._weak_separators()
        self._brackets()
        self._neutrals()
        level = self.sequence.level
        for position, cls in zip(self.sequence.positions, self.classes, strict=True):
            if level % 2:
                levels[position] = level + (cls != "R")
            else:
                levels[position] = level + {"L": 0, "R": 1}.get(cls, 2)

    def _weak_marks_and_numbers(self) -> None:
        """W1 to W3: marks take their base's class, numbers after Arabic letters are Arabic."""
        previous = self.sequence.before
        strong = self.sequence.before
        classes = self.classes
        for i, cls in enumerate(classes):
            if cls == "NSM":
                classes[i] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
            previous = classes[i]
            if previous in {"L", "R", "AL"}:
                strong = previous
            elif previous == "EN" and strong == "AL":
                classes[i] = "AN"
        self.classes = ["R" if cls == "AL" else cls for cls in classes]

    def _weak_separators(self) -> None:
        """W4 to W7: separators and terminators join their numbers, numbers after L are L."""
        classes = self.classes
        for i in range(1, len(classes) - 1):
            left, right = classes[i - 1], classes[i + 1]
            both = left == right and left in {"EN", "AN"}
            if both and (classes[i] == "CS" or (classes[i] == "ES" and left == "EN")):
                classes[i] = left
        self._terminators()
        strong = self.sequence.before
        for i, cls in enumerate(classes):
            if cls in {"ES", "ET", "CS"}:
                classes[i] = "ON"
            elif cls in {"L", "R"}:
                strong = cls
            elif cls == "EN" and strong == "L":
                classes[i] = "L"

    def _terminators(self) -> None:
        """W5: a row of terminators beside a European number becomes part of it."""
        classes = self.classes
        start = None
        for i in range(len(classes) + 1):
            cls = classes[i] if i < len(classes) else ""
            if cls == "ET":
                start = i if start is None else start
                continue
            if start is not None:
                if cls == "EN" or (start and classes[start - 1] == "EN"):
                    classes[start:i] = ["EN"] * (i - start)
                start = None

    def _bracket_pairs(self) -> list[tuple[int, int]]:
        """The bracket pairs of the sequence in order of their opening (BD16)."""
        stack: list[tuple[str, int]] = []
        pairs: list[tuple[int, int]] = []
        for i, character in enumerate(self.characters):
            if self.classes[i] != "ON":
                continue
            closer = closer_of(character)
            if closer is not None:
                if len(stack) == _MOST_BRACKETS:
                    return []
                stack.append((closer, i))
            elif is_closer(character):
                for depth in range(len(stack) - 1, -1, -1):
                    if stack[depth][0] == canonical(character):
                        pairs.append((stack[depth][1], i))
                        del stack[depth:]
                        break
        return sorted(pairs)

    def _brackets(self) -> None:
        """N0: a pair of brackets takes the direction of what it holds."""
        embedding = _letter(self.sequence.level)
        for opening, closing in self._bracket_pairs():
            inside = {self._strong(i) for i in range(opening + 1, closing)} - {None}
            if not inside:
                continue
            direction = embedding
            if embedding not in inside:
                context = self.sequence.before
                for i in range(opening - 1, -1, -1):
                    if self._strong(i):
                        context = self._strong(i) or context
                        break
                if context != embedding:
                    direction = context
            for i in (opening, closing):
                self._set_bracket(i, direction)

    def _set_bracket(self, position: int, direction: str) -> None:
        self.classes[position] = direction
        for i in range(position + 1, len(self.classes)):
            if self.original[i] != "NSM":
                break
            self.classes[i] = direction

    def _strong(self, position: int) -> str | None:
        cls = self.classes[position]
        if cls == "L":
            return "L"
        return "R" if cls in _RIGHT else None

    def _neutrals(self) -> None:
        """N1 and N2: neutrals between equal directions take it, others the embedding's."""
        start = None
        before = self.sequence.before
        for i in range(len(self.classes) + 1):
            at_end = i == len(self.classes)
            if not at_end and self.classes[i] in _NEUTRAL:
                start = i if start is None else start
                continue
            here = self.sequence.after if at_end else self._strong(i) or "L"
            if start is not None:
                fill = here if here == before else _letter(self.sequence.level)
                self.classes[start:i] = [fill] * (i - start)
                start = None
            before = here


def _fill_removed(classes: list[str], levels: list[int], base: int) -> None:
    """Characters that rule X9 removes take the level of what stands before them."""
    for i, cls in enumerate(classes):
        if cls in _REMOVED:
            levels[i] = levels[i - 1] if i else base


def _reset_whitespace(classes: list[str], levels: list[int], base: int) -> None:
    """L1: separators and the white space before them or at the end take the paragraph's level."""
    resettable = _ISOLATES | _REMOVED | {"WS", "PDI"}
    trailing = True
    for i in range(len(classes) - 1, -1, -1):
        if classes[i] in {"S", "B"}:
            levels[i] = base
            trailing = True
        elif trailing and classes[i] in resettable:
            levels[i] = base
        else:
            trailing = False
