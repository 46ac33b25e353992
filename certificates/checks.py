"""System checks of certificates: the key that seals them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import Warning as Caution
from django.core.checks import register

from certificates.sealing import SealUnavailable, folder, open_seal
from foundation import clock

NOTICE: Final = timedelta(days=90)


@register()
def the_key_can_seal(**_: Any) -> list[Caution]:
    """certificates.W001 to W003: the key cannot be used, ends soon, or others can read it.

    Where there is no key of our own yet, there is nothing to say: the first start makes one.
    """
    own = Path(settings.SEAL_FOLDER) / folder.KEY
    if not settings.SEAL_KEY_FILE and not own.exists():
        return []
    now = clock.now()
    try:
        seal = open_seal(now)
    except SealUnavailable as refusal:
        return [Caution(str(refusal), hint=_HINT, id="certificates.W001")]
    cautions = []
    ends = seal.signer.certificate.not_valid_after_utc
    if ends - now < NOTICE:
        said = f"The key that seals certificates ends on {ends:%Y-%m-%d}."
        cautions.append(Caution(said, hint=_HINT, id="certificates.W002"))
    path = Path(settings.SEAL_KEY_FILE) if settings.SEAL_KEY_FILE else own
    if path.stat().st_mode & 0o077:
        said = f"Others can read the key that seals certificates ({path})."
        cautions.append(Caution(said, hint="Set its mode to 0600.", id="certificates.W003"))
    return cautions


_HINT: Final = "See docs/how-to/keep-the-seal.md."
