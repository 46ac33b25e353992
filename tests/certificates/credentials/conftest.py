"""A folder of keys of its own for each test, and what the issuer signs with them."""

from __future__ import annotations

import json

import pytest

from certificates.credentials.forms import credential_json
from certificates.credentials.keys import open_key


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """The folder of keys, empty."""
    settings.SEAL_FOLDER = tmp_path / "keys"
    return settings.SEAL_FOLDER


@pytest.fixture(autouse=True)
def _site(settings):
    """The platform's public address."""
    settings.SITE_URL = "https://learn.example.org"


@pytest.fixture
def key(keys, now):
    """The issuer's key."""
    return open_key(now)


@pytest.fixture
def credential(issued, key, now):
    """Amina's credential, signed."""
    return json.loads(credential_json(issued, named=True, now=now))
