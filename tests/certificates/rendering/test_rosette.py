"""The rosette: the award's own, alike on paper and screen."""

from __future__ import annotations

import hashlib
import math
from xml.etree import ElementTree as ET

import pytest

from certificates.rendering import rosette, rosette_svg
from certificates.rendering.rosette import RADIUS
from tests.certificates.rendering.samples import sample

DIGESTS = [hashlib.sha256(bytes([i])).hexdigest() for i in range(40)]


def test_no_two_awards_look_alike():
    curves = {tuple(ring.path() for ring in rosette(digest)) for digest in DIGESTS}
    assert len(curves) == len(DIGESTS)


def test_the_same_award_always_looks_the_same():
    rosette.cache_clear()
    first = rosette_svg(DIGESTS[0])
    rosette.cache_clear()

    assert rosette_svg(DIGESTS[0]) == first


@pytest.mark.parametrize("digest", DIGESTS[:8])
def test_the_curves_are_closed_and_stay_on_their_disc(digest):
    for ring in rosette(digest):
        ends = [ring.start, *(curve[4:] for curve in ring.curves)]
        assert math.dist(ends[-1], ring.start) < 3
        assert all(math.hypot(*end) <= RADIUS + 1 for end in ends)


def test_the_picture_is_sound_svg_without_style_or_script():
    root = ET.fromstring(rosette_svg(DIGESTS[0], 'Rosette of <award> "1"'))  # noqa: S314

    assert root.get("aria-label") == 'Rosette of <award> "1"'
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {
        "svg",
        "g",
        "defs",
        "path",
        "use",
    }
    assert not any("style" in element.attrib for element in root.iter())


def test_a_picture_of_its_own_names_its_ink():
    assert 'stroke="#B4472A"' in rosette_svg(DIGESTS[0], ink="#B4472A")


def test_what_is_no_hash_is_refused():
    with pytest.raises(ValueError, match="SHA-256"):
        rosette("abcd")


def test_the_award_hash_decides_and_the_language_does_not():
    assert sample(award_hash=DIGESTS[0].upper()).digest == DIGESTS[0]
    assert sample(language="ar").digest == sample(language="en").digest
    assert sample("Omar").digest != sample("Amina").digest
