"""Cuts a text into runs of one direction level, one script and one typeface."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fontTools.unicodedata import script as script_of

from certificates.rendering.errors import NoTypeface
from certificates.rendering.text.brackets import canonical, closer_of, is_closer
from certificates.rendering.text.catalogue import FaceSpec, Style, faces_for, last_resorts
from certificates.rendering.text.faces import Face, face_of
from certificates.rendering.text.refusals import is_invisible

# Words in plain ASCII are one segment: nearly all addresses and codes, and many names.
_SOME_LETTER = re.compile("[A-Za-z]")
_NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text that is shaped in one go."""

    start: int
    end: int
    level: int
    script: str
    face: Face


def clusters_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each base character with the marks and joiners that follow it."""
    starts = [
        i for i, character in enumerate(text) if i == 0 or not _belongs_to_previous(character)
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def itemise(text: str, levels: list[int], style: Style, language: str) -> list[Segment]:
    """The segments of a text in logical order; raises NoTypeface for an uncovered letter."""
    if text.isascii() and not any(levels) and _SOME_LETTER.search(text):
        face = face_of(faces_for("Latn", style, language, text)[0])
        if face.covers(text):
            return [Segment(0, len(text), 0, "Latn", face)]
    clusters = clusters_of(text)
    scripts = _scripts(text, clusters)
    segments: list[Segment] = []
    for (start, end), script in zip(clusters, scripts, strict=True):
        preferred = faces_for(script, style, language, text)
        face = _choose(text[start:end], preferred)
        last = segments[-1] if segments else None
        same = last and (last.level, last.script, last.face) == (levels[start], script, face)
        if last and same:
            segments[-1] = Segment(last.start, end, last.level, script, face)
        else:
            segments.append(Segment(start, end, levels[start], script, face))
    return segments


def _belongs_to_previous(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or is_invisible(character)


def _scripts(text: str, clusters: list[tuple[int, int]]) -> list[str]:
    """The script of each cluster; signs without one take their neighbour's."""
    found: list[str] = []
    open_brackets: list[tuple[str, str]] = []
    for start, _end in clusters:
        script = script_of(text[start])
        character = canonical(text[start])
        if script in _NO_SCRIPT:
            script = found[-1] if found else ""
            closer = closer_of(character)
            if closer:
                open_brackets.append((closer, script))
            elif is_closer(character):
                script = _opened_in(open_brackets, character) or script
        found.append(script)
    first = next((script for script in found if script), "Zyyy")
    return [script or first for script in found]


def _opened_in(open_brackets: list[tuple[str, str]], closer: str) -> str:
    for depth in range(len(open_brackets) - 1, -1, -1):
        if open_brackets[depth][0] == closer:
            script = open_brackets[depth][1]
            del open_brackets[depth:]
            return script
    return ""


def _choose(cluster: str, preferred: tuple[FaceSpec, ...]) -> Face:
    inked = "".join(character for character in cluster if not is_invisible(character))
    for spec in preferred:
        face = face_of(spec)
        if face.covers(inked):
            return face
    for spec in last_resorts():
        face = face_of(spec)
        if face.covers(inked):
            return face
    raise NoTypeface(_first_uncovered(inked))


def _first_uncovered(inked: str) -> str:
    faces = [face_of(spec) for spec in last_resorts()]
    for character in inked:
        if not any(face.covers(character) for face in faces):
            return character
    return inked[0]
