"""The canonical form by somebody else's library, with the contexts from files."""

from __future__ import annotations

import json
from typing import Any

from pyld import jsonld

from tests.certificates.credentials.vector import text_of

CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
}


def from_file(url: str, _options: Any) -> dict[str, Any]:
    """Load a context; anything else fails."""
    document = json.loads(text_of(CONTEXTS[url]))
    return {"document": document, "documentUrl": url, "contextUrl": None}


def by_pyld(credential: dict[str, Any]) -> str:
    """Return the canonical N-Quads of a credential without its proof."""
    said = {key: value for key, value in credential.items() if key != "proof"}
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": from_file,
    }
    return jsonld.normalize(said, options)
