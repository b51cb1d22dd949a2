"""The vault's keys: made once, kept private, and needed for everything."""

import os
import stat
from pathlib import Path

import pytest

from shared.privacy.cipher import SealBroken
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import (
    create_key_file,
    new_keys,
    number_hash,
    read_key_file,
    seal,
    unseal,
)
from shared.privacy.secret_file import KeysUnsafe

NUMBER = CprNumber("211062-5629")


def test_the_file_is_private_random_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    made = create_key_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key_file(path) == made
    assert made != create_key_file(tmp_path / "other.key")
    assert made.hash_key != made.cipher_key


def test_the_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_key_file(tmp_path / "vault.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault.key").stat().st_mode) == 0o600


def test_a_second_installation_does_not_overwrite_the_keys(tmp_path: Path) -> None:
    made = create_key_file(tmp_path / "vault.key")
    with pytest.raises(FileExistsError):
        create_key_file(tmp_path / "vault.key")
    assert read_key_file(tmp_path / "vault.key") == made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    create_key_file(path)
    path.chmod(mode)
    with pytest.raises(KeysUnsafe, match="0600"):
        read_key_file(path)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"hash": "eA==", "cipher": "eA=="}'])
def test_a_spoilt_file_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(body)
    path.chmod(0o600)
    with pytest.raises(KeysUnsafe):
        read_key_file(path)


def test_a_missing_file_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(KeysUnsafe, match="backup"):
        read_key_file(tmp_path / "vault.key")
    assert not list(tmp_path.iterdir())


def test_keys_do_not_show_themselves() -> None:
    keys = new_keys()
    assert repr(keys) == "KeyPair()"


def test_the_hash_finds_the_same_number_and_only_with_the_key() -> None:
    keys = new_keys()
    assert number_hash(keys, NUMBER) == number_hash(keys, CprNumber("2110625629"))
    assert number_hash(keys, NUMBER) != number_hash(keys, CprNumber("211062-5628"))
    assert number_hash(keys, NUMBER) != number_hash(new_keys(), NUMBER)


def test_what_is_sealed_opens_in_its_place_only() -> None:
    keys = new_keys()
    sealed = seal(keys, "Åse Prøve", place="a|name")
    assert unseal(keys, sealed, place="a|name") == "Åse Prøve"
    assert sealed != seal(keys, "Åse Prøve", place="a|name")
    spoilt = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for key, body, place in (
        (keys, sealed, "b|name"),
        (new_keys(), sealed, "a|name"),
        (keys, spoilt, "a|name"),
        (keys, b"\x02" + sealed[1:], "a|name"),
        (keys, sealed[:5], "a|name"),
        (keys, b"", "a|name"),
    ):
        with pytest.raises(SealBroken):
            unseal(key, body, place=place)
