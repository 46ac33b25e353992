"""Where files are kept: this machine's disk by default, an S3-compatible store by one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storages_for(url: str) -> dict[str, dict[str, Any]]:
    """Return Django's storages for ``s3://key:secret@host[:port]/bucket[?region=name]``.

    Public pictures go below ``public/``, everything personal below ``private/``, which is only
    ever read by our own views. Raises ImproperlyConfigured with a sentence for anything else.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket or "/" in bucket:
        raise ImproperlyConfigured(
            "STORAGE_URL must look like s3://key:secret@host/bucket, or be left out."
        )
    if not parts.username or not parts.password:
        raise ImproperlyConfigured("STORAGE_URL needs the key and the secret of the store.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": dict(_pairs(parts.query)).get("region"),
        "default_acl": None,
        "file_overwrite": False,
    }
    backend = "storages.backends.s3.S3Storage"
    return {
        "default": {
            "BACKEND": backend,
            "OPTIONS": {**options, "location": "public", "querystring_auth": False},
        },
        "private": {"BACKEND": backend, "OPTIONS": {**options, "location": "private"}},
    }


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&"))]
