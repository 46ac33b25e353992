"""Facts about keys: made once, for their owner only, changed, lost, purchased, told off."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from django.core.management import CommandError, call_command

from certificates.checks import the_key_can_seal
from certificates.sealing import (
    SealState,
    SealUnavailable,
    open_seal,
    pinned,
    rotate,
    seal_file,
    state_of_seal,
)
from foundation import clock
from tests.certificates.sealing.parts import NOW
from tests.certificates.sealing.purchased import purchase
from tests.factories.awards import small_pdf


def command(*words: str) -> str:
    out = io.StringIO()
    call_command("certificates_keys", *words, stdout=out)
    return out.getvalue()


def sealed_by(seal) -> bytes:
    return seal_file(small_pdf(), seal, NOW)


def state(data: bytes) -> SealState:
    return state_of_seal(data, pinned())


class TestOwn:
    def test_the_first_who_needs_one_makes_it_for_its_owner_only(self, keys):
        seal = open_seal(NOW)
        assert keys.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}
        names = {"seal.p12", "passphrase", f"{seal.signer.fingerprint}.crt"}
        assert {path.name for path in keys.iterdir()} == names

    def test_it_is_p_256_and_signs_documents_only(self, seal):
        certificate = seal.signer.certificate
        assert isinstance(seal.key.curve, ec.SECP256R1)
        assert "Élysée" in certificate.subject.rfc4514_string()
        assert certificate.not_valid_after_utc - NOW > timedelta(days=3600)
        assert b"PRIVATE" not in repr(seal).encode()

    def test_it_is_opened_again_by_another_process(self, keys, seal):
        code = (
            "import django; django.setup()\n"
            "from django.conf import settings; from pathlib import Path\n"
            f"settings.SEAL_FOLDER = Path({str(keys)!r})\n"
            "from certificates.sealing import open_seal; from foundation import clock\n"
            f"import datetime; now = datetime.datetime.fromisoformat({NOW.isoformat()!r})\n"
            "print(open_seal(now).signer.fingerprint)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
        )
        assert done.stdout.strip() == seal.signer.fingerprint

    def test_many_who_need_the_first_one_at_once_make_one(self, keys):
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: open_seal(NOW).signer.fingerprint, range(16)))
        assert len(set(found)) == 1
        assert len(pinned()) == 1

    def test_a_word_of_the_operators_opens_it_and_no_other(self, keys, settings):
        settings.SEAL_PASSPHRASE = "a word of the operator’s"
        open_seal(NOW)
        assert not (keys / "passphrase").exists()
        settings.SEAL_PASSPHRASE = "another"
        with pytest.raises(SealUnavailable, match="passphrase") as refusal:
            open_seal(NOW)
        assert "another" not in str(refusal.value)

    def test_a_name_too_long_for_a_certificate_is_cut(self, settings):
        settings.SEAL_ISSUER = "ñ" * 80
        assert open_seal(NOW).signer.certificate.subject.rfc4514_string().count("ñ") == 64

    def test_past_its_end_nothing_is_sealed(self, seal):
        with pytest.raises(SealUnavailable, match="not valid today"):
            open_seal(NOW + timedelta(days=3651))

    def test_a_folder_that_cannot_be_written_is_said(self, settings, tmp_path):
        (tmp_path / "file").write_text("")
        settings.SEAL_FOLDER = tmp_path / "file" / "keys"
        with pytest.raises(SealUnavailable, match="cannot be used"):
            open_seal(NOW)

    @pytest.mark.parametrize("content", [b"", b"rubbish"])
    def test_a_key_that_is_broken_is_not_replaced_unasked(self, keys, seal, content):
        (keys / "seal.p12").write_bytes(content)
        with pytest.raises(SealUnavailable):
            open_seal(NOW)
        assert (keys / "seal.p12").read_bytes() == content


class TestRotation:
    def test_a_new_key_seals_and_the_old_seals_count(self, seal):
        old = sealed_by(seal)
        newer = rotate(NOW)
        assert open_seal(NOW).signer.fingerprint == newer.signer.fingerprint
        assert newer.signer.fingerprint != seal.signer.fingerprint
        assert state(old) is SealState.UNBROKEN
        assert state(sealed_by(newer)) is SealState.UNBROKEN

    def test_only_one_private_key_is_kept(self, keys, seal):
        rotate(NOW)
        assert len(list(keys.glob("*.p12"))) == 1
        assert not list(keys.glob("*.new"))

    def test_a_lost_key_is_followed_by_a_new_one_and_its_seals_count(self, keys, seal):
        old = sealed_by(seal)
        (keys / "seal.p12").unlink()
        assert open_seal(NOW).signer.fingerprint != seal.signer.fingerprint
        assert state(old) is SealState.UNBROKEN

    def test_a_lost_folder_takes_the_old_seals_with_it(self, keys, seal):
        old = sealed_by(seal)
        for path in keys.iterdir():
            path.unlink()
        assert state(sealed_by(open_seal(NOW))) is SealState.UNBROKEN
        assert state(old) is SealState.NONE

    def test_a_certificate_under_another_name_or_in_pieces_counts_for_nothing(self, keys, seal):
        (path,) = keys.glob("*.crt")
        path.with_name("0" * 64 + ".crt").write_bytes(path.read_bytes())
        path.with_name("1" * 64 + ".crt").write_bytes(b"-----BEGIN")
        assert [signer.fingerprint for signer in pinned()] == [seal.signer.fingerprint]


class TestPurchased:
    @pytest.fixture
    def bought(self, settings, tmp_path):
        """Let a purchased seal of this key be used."""

        def use(key, word=b"secret"):
            path = tmp_path / "bought.p12"
            path.write_bytes(purchase(key, NOW, word))
            settings.SEAL_KEY_FILE = str(path)
            settings.SEAL_PASSPHRASE = word.decode()
            return path

        return use

    @pytest.mark.parametrize(
        "key",
        [
            ec.generate_private_key(ec.SECP256R1()),
            ec.generate_private_key(ec.SECP384R1()),
            rsa.generate_private_key(65537, 2048),
        ],
        ids=["P-256", "P-384", "RSA"],
    )
    def test_it_seals_with_those_that_vouch_for_it(self, keys, bought, key):
        bought(key)
        seal = open_seal(NOW)
        data = sealed_by(seal)
        assert len(seal.signer.chain) == 2
        assert state(data) is SealState.UNBROKEN
        assert state(data.replace(b"/MediaBox", b"/MediaBin")) is SealState.BROKEN
        assert not (keys / "seal.p12").exists()

    def test_it_may_be_without_a_passphrase(self, bought):
        bought(ec.generate_private_key(ec.SECP256R1()), b"")
        assert state(sealed_by(open_seal(NOW))) is SealState.UNBROKEN

    def test_without_its_file_nothing_is_sealed_not_even_by_an_own_key(self, seal, bought):
        bought(ec.generate_private_key(ec.SECP256R1())).unlink()
        with pytest.raises(SealUnavailable, match="cannot be read"):
            open_seal(NOW)

    def test_a_kind_of_key_that_readers_do_not_know_is_refused(self, bought):
        bought(ed25519.Ed25519PrivateKey.generate())
        with pytest.raises(SealUnavailable, match="RSA or elliptic"):
            open_seal(NOW)

    def test_it_is_not_rotated_by_us(self, bought):
        bought(ec.generate_private_key(ec.SECP256R1()))
        with pytest.raises(SealUnavailable, match="purchased"):
            rotate(NOW)

    def test_seals_of_the_own_key_before_it_still_count(self, seal, bought):
        old = sealed_by(seal)
        bought(ec.generate_private_key(ec.SECP256R1()))
        open_seal(NOW)
        assert state(old) is SealState.UNBROKEN


class TestCommand:
    def test_ensure_makes_one_and_then_says_which(self, keys):
        assert command("ensure") == command("ensure")
        assert len(list(keys.glob("*.crt"))) == 1

    def test_the_first_start_calls_it_like_this(self, keys):
        assert command("ensure", "--verbosity", "0") == ""
        assert (keys / "seal.p12").exists()

    def test_list_tells_which_seals_and_which_count(self):
        command("ensure")
        old = pinned()[0].fingerprint
        command("rotate")
        lines = [line.split() for line in command("list").splitlines()]
        rows = {words[0]: words[1] for words in lines if words[1] != "credentials"}
        assert rows.pop(old) == "counts"
        assert list(rows.values()) == ["seals"]

    def test_a_key_told_off_counts_no_more_and_cannot_seal(self, keys):
        command("ensure")
        seal = open_seal(clock.now())
        data = seal_file(small_pdf(), seal, clock.now())
        assert "until you rotate" in command("distrust", seal.signer.fingerprint.upper())
        assert state(data) is SealState.NONE
        with pytest.raises(SealUnavailable, match="told off"):
            open_seal(clock.now())
        assert f"{seal.signer.fingerprint} distrusted" in command("list")
        command("rotate")
        assert open_seal(clock.now())

    @pytest.mark.parametrize("fingerprint", ["0" * 64, "../seal", ""])
    def test_what_is_none_of_ours_cannot_be_told_off(self, keys, seal, fingerprint):
        with pytest.raises(CommandError, match="No certificate of ours"):
            command("distrust", fingerprint)
        assert len(pinned()) == 1

    def test_a_key_that_cannot_be_opened_is_said_in_a_sentence(self, keys):
        command("ensure")
        (keys / "passphrase").unlink()
        (keys / "seal.p12").touch()
        with pytest.raises(CommandError, match=r"passphrase cannot be read"):
            command("ensure")


class TestChecks:
    def test_where_all_is_well_or_nothing_was_made_nothing_is_said(self, keys):
        assert the_key_can_seal() == []
        assert not keys.exists()
        command("ensure")
        assert the_key_can_seal() == []

    def test_a_key_that_ends_soon_is_said(self, monkeypatch):
        command("ensure")
        later = clock.now() + timedelta(days=3600)
        monkeypatch.setattr("foundation.clock.now", lambda: later)
        assert [caution.id for caution in the_key_can_seal()] == ["certificates.W002"]

    def test_a_key_that_cannot_be_used_is_said(self, keys):
        command("ensure")
        (keys / "seal.p12").write_bytes(b"rubbish")
        assert [caution.id for caution in the_key_can_seal()] == ["certificates.W001"]

    def test_a_key_that_others_can_read_is_said(self, keys):
        command("ensure")
        (keys / "seal.p12").chmod(0o644)
        assert [caution.id for caution in the_key_can_seal()] == ["certificates.W003"]

    def test_a_purchased_one_that_is_missing_is_said(self, settings, tmp_path):
        settings.SEAL_KEY_FILE = str(tmp_path / "nothing.p12")
        assert [caution.id for caution in the_key_can_seal()] == ["certificates.W001"]


def test_no_key_lies_in_the_repository() -> None:
    root = Path(__file__).resolve().parents[3]
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, timeout=60
    ).stdout.split(b"\0")
    assert not [name for name in tracked if name.endswith((b".p12", b".pfx", b".key", b".pem"))]
