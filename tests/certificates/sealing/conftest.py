"""A folder of keys of its own for each test, and real certificates rendered once."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.sealing import open_seal, seal_file
from lms.demo.samples import sample
from tests.certificates.sealing.parts import NOW


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """The folder of keys, empty."""
    settings.SEAL_FOLDER = tmp_path / "keys"
    settings.SEAL_ISSUER = "The Institute, Élysée"
    return settings.SEAL_FOLDER


@pytest.fixture(scope="session")
def rendered():
    """The demo's certificate, not sealed."""
    return sample("Amina El Khatib", "en", "en")


@pytest.fixture(scope="session")
def rendered_in_arabic():
    """The same in Arabic."""
    return sample("أمينة الخطيب", "ar", "ar")


@pytest.fixture
def seal(keys):
    """The platform's own key."""
    return open_seal(NOW)


@pytest.fixture
def sealed(rendered, seal):
    """The demo's certificate with the seal on it."""
    return seal_file(rendered, seal, NOW)


@pytest.fixture
def on_paper(sealed, tmp_path):
    """The sealed file on the disc."""
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    return path


@pytest.fixture
def trusted(seal, tmp_path):
    """The certificate of the key on the disc (PEM)."""
    path = tmp_path / "issuer.pem"
    path.write_bytes(seal.signer.certificate.public_bytes(Encoding.PEM))
    return path
