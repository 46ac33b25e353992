"""Embedding levels that directional characters set: rules X1 to X8 of UAX #9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DEEPEST: Final = 125
ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
REMOVED: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_EMBEDDINGS: Final = {"LRE": None, "RLE": None, "LRO": "L", "RLO": "R"}


def first_strong(classes: list[str]) -> int | None:
    """The direction of the first strong character outside isolates, if there is one."""
    depth = 0
    for cls in classes:
        if cls in ISOLATES:
            depth += 1
        elif cls == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and cls in {"L", "R", "AL"}:
            return 0 if cls == "L" else 1
    return None


def matching_isolates(classes: list[str]) -> dict[int, int]:
    """Each isolate initiator's matching PDI (BD9)."""
    open_at: list[int] = []
    found: dict[int, int] = {}
    for position, cls in enumerate(classes):
        if cls in ISOLATES:
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


def explicit_levels(classes: list[str], base: int) -> list[int]:
    """Levels after rules X1 to X8; classes under an override are changed in place."""
    levels = [base] * len(classes)
    original = list(classes)
    matching = matching_isolates(original)
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
        if cls in ISOLATES:
            inside = original[i + 1 : matching.get(i, len(original))]
            right = cls == "RLI" or (cls == "FSI" and first_strong(inside) == 1)
            state.push(right, None, isolate=True)
    return levels


def _apply_override(classes: list[str], position: int, state: _Explicit) -> int:
    level, override, _ = state.stack[-1]
    if override and classes[position] != "BN":
        classes[position] = override
    return level
