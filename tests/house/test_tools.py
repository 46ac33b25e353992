"""The checks themselves: what the translations' check finds, and how a benchmark sums up."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tools import translations
from tools.bench import report, server


@pytest.fixture
def catalogue(tmp_path: Path) -> polib.POFile:
    file = polib.POFile()
    file.fpath = str(tmp_path / "django.po")
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    return file


def faults(catalogue: polib.POFile, **entry: object) -> list[str]:
    catalogue.append(polib.POEntry(**entry))
    catalogue.save()
    return list(translations.faults(Path(catalogue.fpath)))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"msgid": "Home", "msgstr": "Accueil"}, []),
        ({"msgid": "Home", "msgstr": ""}, ["'Home' is missing"]),
        ({"msgid": "Home", "msgstr": "Foyer", "flags": ["fuzzy"]}, ["'Home' is unsure"]),
        (
            {"msgid": "%(n)s of %(m)s", "msgstr": "%(n)s"},
            ["'%(n)s of %(m)s' has other placeholders"],
        ),
        (
            {
                "msgid": "%(n)s day",
                "msgid_plural": "%(n)s days",
                "msgstr_plural": {0: "يوم", 1: "%(n)s أيام"},
            },
            [],
        ),
        (
            {
                "msgid": "%(n)s day",
                "msgid_plural": "%(n)s days",
                "msgstr_plural": {0: "%(n)s jour", 1: ""},
            },
            ["'%(n)s day' is missing"],
        ),
    ],
)
def test_a_translation_is_whole(
    catalogue: polib.POFile, entry: dict[str, object], found: list[str]
) -> None:
    assert faults(catalogue, **entry) == found


def test_a_report_has_the_shape_that_is_promised(tmp_path: Path) -> None:
    rows = [
        report.Row.of("floor", [4.0, 5.0, 6.0], n=60, queries=5),
        report.Row.of("lesson", [3.0, 4.0, 9.0], n=60, queries=7),
    ]

    report.write(rows, tmp_path / "bench.json")

    written = json.loads((tmp_path / "bench.json").read_text())
    assert set(written) == {"machine", "rows"}
    assert written["rows"][1] == {
        "name": "lesson",
        "median": 4.0,
        "p95": 9.0,
        "unit": "ms",
        "n": 60,
        "queries": 7,
    }


@pytest.mark.parametrize(("stamp", "seconds"), [("1:02.50", 62.5), ("01:02:03", 3723.0)])
def test_times_of_ps_are_read(stamp: str, seconds: float) -> None:
    assert server.in_seconds(stamp) == seconds
