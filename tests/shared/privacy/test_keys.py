"""The vault's keys: made once, kept private, and needed for everything."""

import json
import os
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from shared.privacy.cipher import SealBroken
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import (
    FIRST,
    HeldKeys,
    KeyPair,
    VaultKeyFile,
    new_keys,
    number_hash,
    seal,
    unseal,
)
from shared.privacy.secret_file import KeysUnsafe

NUMBER = CprNumber("211062-5629")


def created(path: Path) -> KeyPair:
    file = VaultKeyFile(path)
    file.create()
    return file.pair(FIRST)


def test_the_file_is_private_random_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    made = created(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert VaultKeyFile(path).pair(FIRST) == made
    assert made != created(tmp_path / "other.key")
    assert made.hash_key != made.cipher_key


def test_the_file_is_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        created(tmp_path / "vault.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault.key").stat().st_mode) == 0o600


def test_a_second_installation_does_not_overwrite_the_keys(tmp_path: Path) -> None:
    made = created(tmp_path / "vault.key")
    with pytest.raises(FileExistsError):
        created(tmp_path / "vault.key")
    assert VaultKeyFile(tmp_path / "vault.key").pair(FIRST) == made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "vault.key"
    created(path)
    path.chmod(mode)
    with pytest.raises(KeysUnsafe, match="0600"):
        VaultKeyFile(path).ids()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b'{"hash": "eA==", "cipher": "eA=="}',
        b'{"hash": "eA=="}',
        b'{"first": "eA=="}',
        b'{"first": {"hash": "eA=="}}',
        b'{"first": {"hash": "%", "cipher": "%"}}',
    ],
)
def test_a_spoilt_file_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "vault.key"
    path.write_bytes(body)
    path.chmod(0o600)
    with pytest.raises(KeysUnsafe):
        VaultKeyFile(path).ids()


def test_a_missing_file_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(KeysUnsafe, match="backup"):
        VaultKeyFile(tmp_path / "vault.key").ids()
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


def test_a_file_from_before_pairs_had_ids_holds_the_first_pair(tmp_path: Path) -> None:
    path, pair = tmp_path / "vault.key", new_keys()
    told = {"hash": pair.hash_key, "cipher": pair.cipher_key}
    path.write_text(json.dumps({name: b64encode(key).decode() for name, key in told.items()}))
    path.chmod(0o600)
    file = VaultKeyFile(path)
    assert (file.ids(), file.pair(FIRST)) == ((FIRST,), pair)
    new = file.add()
    assert (file.ids(), file.pair(FIRST)) == ((FIRST, new), pair)


def test_a_new_pair_is_noticed_by_who_has_read_the_file_and_the_newest_is_never_retired(
    tmp_path: Path,
) -> None:
    path = tmp_path / "vault.key"
    created(path)
    service, operator = VaultKeyFile(path), VaultKeyFile(path)
    assert service.ids() == (FIRST,)
    new = operator.add()
    assert service.ids() == (FIRST, new)
    assert service.pair(new) == operator.pair(new) != service.pair(FIRST)
    assert operator.retire([]) == []
    assert operator.retire([FIRST, new]) == [FIRST]
    assert service.ids() == (new,)
    with pytest.raises(KeysUnsafe, match="holds no keys with the id first"):
        service.pair(FIRST)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys_in_memory_keep_the_same_promises() -> None:
    held = HeldKeys()
    new = held.add()
    assert held.ids() == (FIRST, new)
    assert held.pair(new) != held.pair(FIRST)
    with pytest.raises(KeysUnsafe):
        held.pair("another")
