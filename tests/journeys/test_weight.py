"""A lesson weighs at most 35 KB on the first visit and 12 KB after, its own pictures left out."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.people import DEMO, VARIANTS

FIRST, AGAIN = 35_000, 12_000
OWN_PICTURES = "/media/"


class Scale:
    """Weighs what comes over the wire to a page, headers and all."""

    def __init__(self, walker) -> None:
        self.page, self.addresses, self.weights = walker.page, {}, {}
        wire = walker.context.new_cdp_session(walker.page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._sent)
        wire.on("Network.loadingFinished", self._arrived)

    def weigh(self, address: str) -> int:
        self.weights.clear()
        self.page.goto(address, wait_until="networkidle")
        return sum(
            weight
            for request, weight in self.weights.items()
            if not urlsplit(self.addresses[request]).path.startswith(OWN_PICTURES)
        )

    def _sent(self, event) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _arrived(self, event) -> None:
        self.weights[event["requestId"]] = event["encodedDataLength"]


@pytest.mark.parametrize("variant", VARIANTS[1::2], ids=lambda variant: variant.label)
def test_the_heaviest_lesson_is_light_V07(arrive, variant):
    reader = arrive(variant)
    reader.log_in(DEMO["nadia"])
    heaviest = max(lessons(reader), key=lambda path: sent(reader, path))
    scale = Scale(reader)

    first = scale.weigh(reader.house.url + heaviest)
    again = scale.weigh(reader.house.url + heaviest)

    assert first <= FIRST, scale.weights
    assert again <= AGAIN
    reader.settle()


def lessons(reader) -> list[str]:
    """Return the address of every lesson of the programme."""
    own = fetch(reader, "/learn/")
    courses = dict.fromkeys(re.findall(r"/learn/courses/[\w-]+/", own))
    found = [re.findall(r"/learn/lessons/[\w-]+/", fetch(reader, course)) for course in courses]
    every = list(dict.fromkeys(path for paths in found for path in paths))
    assert len(every) > 50
    return every


def fetch(reader, path: str) -> str:
    return reader.context.request.get(reader.house.url + path).text()


def sent(reader, path: str) -> int:
    return len(gzip.compress(fetch(reader, path).encode()))
