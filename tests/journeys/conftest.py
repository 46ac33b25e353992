"""What the journeys stand on: a real platform, a real browser, and people who walk."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House, seed, served
from tests.journeys.people import VARIANTS, Variant
from tests.journeys.walking import Walker

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def find_chromium() -> str | None:
    """Return the browser of this machine: the one named by CHROMIUM, or one on the path."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the journeys; where no browser is found skip them, and say so in one line."""
    journeys = [item for item in items if HERE in item.path.parents]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    if find_chromium() or os.environ.get("REQUIRE_BROWSER") == "1":
        return
    for item in journeys:
        item.add_marker(pytest.mark.skip(reason="No Chromium was found."))
    if journeys and os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0":
        capture = config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            sys.stderr.write(
                f"\n{len(journeys)} browser journeys are skipped: no Chromium was found "
                "(install it, or name it in CHROMIUM).\n"
            )


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The running platform of this test process."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    with served(seed(shared), own / "journeys") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. It ends with its module: while it runs, Django would refuse to ask a database."""
    found = find_chromium()
    if found is None:
        pytest.fail("REQUIRE_BROWSER=1, and no Chromium was found.")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@pytest.fixture(params=VARIANTS, ids=lambda variant: variant.label)
def variant(request: pytest.FixtureRequest) -> Variant:
    """One after the other: English and Arabic, on a phone and on a wide screen."""
    return request.param


@pytest.fixture
def arrive(house: House, browser: Browser) -> Iterator[Callable[..., Walker]]:
    """Let somebody sit down at a screen of their own; ``arrive(variant)`` returns a walker."""
    walkers: list[Walker] = []

    def sit_down(variant: Variant, *, runs_scripts: bool = True) -> Walker:
        context = browser.new_context(
            viewport={"width": variant.width, "height": 800},
            locale=variant.language,
            timezone_id="Africa/Nairobi",
            reduced_motion="reduce",
            java_script_enabled=runs_scripts,
        )
        walkers.append(Walker(house, context, variant, runs_scripts=runs_scripts))
        return walkers[-1]

    yield sit_down
    for walker in walkers:
        walker.context.close()
        walker.settle()


@pytest.fixture
def walker(arrive: Callable[..., Walker], variant: Variant) -> Walker:
    """Somebody who walks this variant of the story."""
    return arrive(variant)
