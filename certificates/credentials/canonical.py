"""The canonical form of our credentials (RDFC-1.0), written down directly from their shapes.

General libraries expand a credential by its contexts, build a graph and then search for names of
its nameless nodes. Our nameless nodes each say something different, so the first step of the
algorithm settles all names; where it would not, the credential is refused.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final

from certificates.credentials.shapes import CONTEXTS, Shape, Term

_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ADDRESS: Final = re.compile(r"""[a-z][a-z0-9+.\-]*:[^\x00-\x20<>"{}|^`\\\x7f]+""")
_ESCAPES: Final = {
    **{number: f"\\u{number:04X}" for number in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **{ord(letter): f"\\{name}" for letter, name in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)},
}
_HALF: Final = re.compile("[\ud800-\udfff]")
_LONGEST_TEXT: Final = 100_000
_MOST_IN_A_SET: Final = 8


class NotOurShape(ValueError):
    """Something says a word, or says it in a place or a way, that our credentials never do."""


def canonical_form(credential: dict[str, Any]) -> str:
    """Return the canonical N-Quads of a credential without its proof; raises NotOurShape."""
    contexts = credential.get("@context")
    if not isinstance(contexts, list) or not all(isinstance(text, str) for text in contexts):
        raise NotOurShape("contexts")
    shape = CONTEXTS.get(tuple(contexts))
    if shape is None or "id" not in credential:
        raise NotOurShape("contexts")
    said = {key: value for key, value in credential.items() if key not in {"@context", "proof"}}
    writer = _Writer()
    writer.node(said, shape)
    return in_canonical_order(writer.lines, writer.nameless)


def in_canonical_order(lines: list[str], nameless: int) -> str:
    """Return lines with their nameless nodes (``_:b0`` …) named by RDFC-1.0, and sorted.

    Raises NotOurShape where two nodes say the same, which needs more than the first step.
    """
    digests = {_digest(f"_:b{number}", lines): number for number in range(nameless)}
    if len(digests) != nameless:
        raise NotOurShape("two nameless nodes say the same")
    names = {
        f"_:b{number}": f"_:c14n{place}"
        for place, (_digest_of_it, number) in enumerate(sorted(digests.items()))
    }
    if names:
        lines = [_renamed(line, names) for line in lines]
    return "".join(sorted(set(lines)))


def _digest(node: str, lines: list[str]) -> str:
    """Hash what is said about a node, itself called ``a`` and every other one ``z``."""
    names = {node: "_:a"}
    about = (line for line in lines if node in _nodes(line))
    said = sorted(_renamed(line, names, other="_:z") for line in about)
    return hashlib.sha256("".join(said).encode()).hexdigest()


def _nodes(line: str) -> tuple[str, str]:
    """Return the subject and the object of a line, where they are nameless; texts never are."""
    subject, _, rest = line.partition(" ")
    return subject, rest.partition(" ")[2].removesuffix(" .\n")


def _renamed(line: str, names: dict[str, str], other: str = "") -> str:
    subject, _, rest = line.partition(" ")
    predicate, _, thing = rest.partition(" ")
    thing = thing.removesuffix(" .\n")
    if subject.startswith("_:"):
        subject = names.get(subject, other)
    if thing.startswith("_:"):
        thing = names.get(thing, other)
    return f"{subject} {predicate} {thing} .\n"


class _Writer:
    """Writes what a credential says, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.nameless = 0

    def node(self, node: Any, shape: Shape) -> str:
        """Write a thing and everything said of it; returns its name."""
        if not isinstance(node, dict):
            raise NotOurShape("a thing was expected")
        subject = self._name(node)
        for name in self._types(node):
            if name not in shape.types:
                raise NotOurShape("a type")
            self.lines.append(f"{subject} {_TYPE} {shape.types[name]} .\n")
        for key, value in node.items():
            if key in {"id", "type"}:
                continue
            term = shape.terms.get(key)
            if term is None:
                raise NotOurShape("a word")
            for each in self._each(term, value):
                self.lines.append(f"{subject} {term.predicate} {self._object(term, each)} .\n")
        return subject

    def _name(self, node: dict[str, Any]) -> str:
        if "id" in node:
            return _address(node["id"])
        self.nameless += 1
        return f"_:b{self.nameless - 1}"

    def _types(self, node: dict[str, Any]) -> list[str]:
        types = node.get("type", [])
        types = [types] if isinstance(types, str) else types
        if not isinstance(types, list) or not all(isinstance(name, str) for name in types):
            raise NotOurShape("types")
        return types

    def _each(self, term: Term, value: Any) -> list[Any]:
        if not term.is_set:
            return [value]
        if not isinstance(value, list) or len(value) > _MOST_IN_A_SET:
            raise NotOurShape("a list")
        return value

    def _object(self, term: Term, value: Any) -> str:
        if term.shape is not None:
            return self.node(value, term.shape)
        if type(value) is not term.kind:
            raise NotOurShape("a value")
        if term.is_link:
            return _address(value)
        text = str(value).lower() if term.kind is bool else str(value)
        return f'"{_escaped(text)}"{term.datatype}'


def _address(value: Any) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise NotOurShape("an address")
    return f"<{value}>"


def _escaped(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise NotOurShape("a text is too long")
    if not text.isascii() and _HALF.search(text):
        raise NotOurShape("half a character")
    return text.translate(_ESCAPES)
