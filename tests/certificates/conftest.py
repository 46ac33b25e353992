"""A place that has met everything, a design, and awards at each step."""

from __future__ import annotations

import pytest

from tests.factories.awards import finish, make_award, make_design, make_issued, small_pdf


@pytest.fixture
def design(programme):
    """The first version of the programme's design, in English only."""
    return make_design(programme)


@pytest.fixture
def finished(place):
    """Amina's place, with every requirement met."""
    return finish(place)


@pytest.fixture
def approved(finished, design, rosa, viktor):
    """An award proposed by Rosa and approved by Viktor."""
    return make_award(finished, rosa, viktor)


@pytest.fixture
def issued(finished, design, rosa, viktor):
    """An issued award, without its documents."""
    return make_issued(finished, rosa, viktor)


@pytest.fixture
def drawn(monkeypatch):
    """Let the renderer write a few bytes at once, and say what it was asked for."""
    asked = []

    def render(facts, design):
        asked.append(facts)
        return small_pdf(f"{facts.language} /verify/{facts.code} {facts.name}")

    monkeypatch.setattr("certificates.documents.render", render)
    return asked
