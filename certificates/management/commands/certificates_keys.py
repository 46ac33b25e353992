"""``manage.py certificates_keys``: the keys that seal certificates and sign credentials."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.credentials import keys
from certificates.sealing import Seal, SealUnavailable, folder, open_seal, rotate
from certificates.sealing.cms import Signer
from foundation import clock


class Command(BaseCommand):
    """Shows and changes keys; none of it touches a certificate that was issued."""

    help = "The keys that seal certificates: make one where there is none, list, rotate, distrust."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer what can be done."""
        parser.add_argument("action", choices=("ensure", "list", "rotate", "distrust"))
        parser.add_argument("fingerprint", nargs="?", default="", help="whom to distrust")
        parser.add_argument(
            "--credentials", action="store_true", help="rotate the key of digital credentials"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; what cannot be done is said in a sentence."""
        try:
            getattr(self, f"_{options['action']}")(options)
        except SealUnavailable as refusal:
            raise CommandError(str(refusal)) from None

    def _ensure(self, options: dict[str, Any]) -> None:
        seal = open_seal(clock.now())
        if options["verbosity"]:
            self.stdout.write(f"Certificates are sealed by {_named(seal)}.")
        multikey = keys.open_key(clock.now()).public.multikey
        if options["verbosity"]:
            self.stdout.write(f"Digital credentials are signed by {multikey}.")

    def _list(self, options: dict[str, Any]) -> None:
        current = _current()
        for signer in folder.pinned():
            state = "seals" if signer.fingerprint == current else "counts"
            self.stdout.write(f"{signer.fingerprint} {state} {_facts(signer)}")
        for public in keys.known_keys():
            said = f"{public.multikey} credentials {public.made_at:%Y-%m-%d}"
            self.stdout.write(said)
        for fingerprint in folder.distrusted():
            self.stdout.write(f"{fingerprint} distrusted")

    def _rotate(self, options: dict[str, Any]) -> None:
        if options["credentials"]:
            multikey = keys.rotate(clock.now()).public.multikey
            self.stdout.write(f"From now on digital credentials are signed by {multikey}.")
            return
        seal = rotate(clock.now())
        self.stdout.write(f"From now on certificates are sealed by {_named(seal)}.")

    def _distrust(self, options: dict[str, Any]) -> None:
        if options["fingerprint"].startswith("z"):
            self._distrust_credentials(options["fingerprint"])
            return
        wanted = options["fingerprint"].lower()
        current = _current()
        try:
            folder.tell_off(wanted)
        except KeyError:
            raise CommandError("No certificate of ours has this fingerprint.") from None
        self.stdout.write("Its seals count no more; documents in the register still do.")
        if wanted == current:
            self.stdout.write("It is the key in use: nothing is sealed until you rotate.")

    def _distrust_credentials(self, multikey: str) -> None:
        try:
            keys.tell_off(multikey)
        except KeyError:
            raise CommandError("No key of ours has this name.") from None
        self.stdout.write("Its signatures count no more. If it is the key in use, rotate now.")


def _current() -> str:
    """Return the fingerprint of the key in use, or nothing where it cannot be opened."""
    try:
        return open_seal(clock.now()).signer.fingerprint
    except SealUnavailable:
        return ""


def _named(seal: Seal) -> str:
    return f"{seal.signer.fingerprint} {_facts(seal.signer)}"


def _facts(signer: Signer) -> str:
    """Return the days and the subject of a certificate."""
    certificate = signer.certificate
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return f"{begins:%Y-%m-%d} {ends:%Y-%m-%d} {certificate.subject.rfc4514_string()}"
