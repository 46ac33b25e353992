"""A clock that stands on Monday at nine."""

from __future__ import annotations

import pytest

from tests.factories.outlines import MONDAY


@pytest.fixture
def monday(monkeypatch):
    """Stop the clock of the platform on Monday."""
    monkeypatch.setattr("foundation.clock.now", lambda: MONDAY)
    return MONDAY
