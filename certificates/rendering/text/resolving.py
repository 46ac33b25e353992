"""Levels of the characters of one run sequence: rules W1 to W7, N0 to N2, I1 and I2 of UAX #9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from certificates.rendering.text.brackets import canonical, closer_of, is_closer
from certificates.rendering.text.embeddings import ISOLATES

_MOST_BRACKETS: Final = 63
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_RIGHT: Final = frozenset({"R", "AL", "AN", "EN"})


@dataclass(frozen=True, slots=True)
class Sequence:
    """An isolating run sequence: its character positions, level and outer directions (X10)."""

    positions: list[int]
    level: int
    before: str
    after: str


def letter_of(level: int) -> str:
    """The direction of a level."""
    return "R" if level % 2 else "L"


class Resolver:
    """Rules W1 to W7, N0 to N2, I1 and I2 for one isolating run sequence."""

    def __init__(self, text: str, classes: list[str], sequence: Sequence) -> None:
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
                classes[i] = "ON" if previous in ISOLATES or previous == "PDI" else previous
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
        embedding = letter_of(self.sequence.level)
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
                fill = here if here == before else letter_of(self.sequence.level)
                self.classes[start:i] = [fill] * (i - start)
                start = None
            before = here
