"""Where the KEK lies in a token, the other key files open with the token only."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from shared.access.key import FILE as ACCESS_KEY
from shared.access.key import AccessKey
from shared.privacy import sealed_file
from shared.privacy.kek import KEK_FILE, KekFile
from shared.privacy.keks import ADDRESS_FILE, Keks
from shared.privacy.keys import VaultKeyFile
from shared.privacy.secret_file import KeysUnsafe
from tests.support.token import SoftToken, soft_token

VAULT = "identity-vault.key"


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    return soft_token(tmp_path_factory.mktemp("hsm") / "soft")


@pytest.fixture
def data(soft: SoftToken, tmp_path: Path) -> Path:
    """A data folder whose KEK was moved into a token, with the files as they were before."""
    KekFile(tmp_path / KEK_FILE).create()
    VaultKeyFile(tmp_path / VAULT).create()
    AccessKey(tmp_path).pseudonym("x")
    Keks(tmp_path).move(soft.make(f"f{uuid.uuid4().hex[:12]}"))
    return tmp_path


def test_without_a_token_a_file_lies_as_it_always_did(tmp_path: Path) -> None:
    KekFile(tmp_path / KEK_FILE).create()
    VaultKeyFile(tmp_path / VAULT).create()
    assert (tmp_path / VAULT).read_bytes().startswith(b"{")
    assert sealed_file.sealed_by(tmp_path / VAULT) is None
    assert not sealed_file.reseal(tmp_path / VAULT)


def test_a_copy_of_the_data_folder_opens_nothing_without_the_token(
    data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = {each: (data / each).read_bytes() for each in (VAULT, ACCESS_KEY)}
    pair, made_up = VaultKeyFile(data / VAULT).pair("first"), AccessKey(data).pseudonym("x")
    assert all(sealed_file.reseal(data / each) for each in before)
    assert not any(sealed_file.reseal(data / each) for each in before), "it is done"
    thief = tmp_path_factory.mktemp("thief")
    for name, content in before.items():
        copied = (data / name).read_bytes()
        assert content not in copied
        assert (data / name).stat().st_mode & 0o777 == 0o600
        (thief / name).write_bytes(copied)
        (thief / name).chmod(0o600)
    KekFile(thief / KEK_FILE).create()
    with pytest.raises(KeysUnsafe):
        VaultKeyFile(thief / VAULT).ids()
    with pytest.raises(KeysUnsafe):
        AccessKey(thief).pseudonym("x")
    assert VaultKeyFile(data / VAULT).pair("first") == pair
    assert AccessKey(data).pseudonym("x") == made_up


def test_a_file_from_before_still_opens_and_what_is_added_is_sealed(data: Path) -> None:
    keys = VaultKeyFile(data / VAULT)
    new = keys.add()
    assert keys.ids() == ("first", new)
    assert sealed_file.sealed_by(data / VAULT) == Keks(data).current()
    assert keys.retire(["first"]) == ["first"]
    assert VaultKeyFile(data / VAULT).ids() == (new,)


def test_a_new_installation_begins_with_sealed_files(soft: SoftToken, tmp_path: Path) -> None:
    (tmp_path / ADDRESS_FILE).write_text(soft.make(f"f{uuid.uuid4().hex[:12]}"))
    Keks(tmp_path).create()
    VaultKeyFile(tmp_path / VAULT).create()
    made_up = AccessKey(tmp_path).pseudonym("x")
    for name in (VAULT, ACCESS_KEY):
        assert sealed_file.sealed_by(tmp_path / name) == Keks(tmp_path).current()
    assert AccessKey(tmp_path).pseudonym("x") == made_up


def test_a_running_service_goes_on_and_a_later_kek_seals_anew(data: Path) -> None:
    running = VaultKeyFile(data / VAULT)
    pair = running.pair("first")
    sealed_file.reseal(data / VAULT)
    first = sealed_file.sealed_by(data / VAULT)
    assert running.pair("first") == pair
    second = Keks(data).add()
    assert running.pair("first") == pair
    assert sealed_file.reseal(data / VAULT)
    assert sealed_file.sealed_by(data / VAULT) == second != first
    assert running.pair("first") == pair


def test_a_sealed_file_under_another_name_or_changed_is_not_taken(data: Path) -> None:
    sealed_file.reseal(data / VAULT)
    body = (data / VAULT).read_bytes()
    (data / ACCESS_KEY).write_bytes(body)
    with pytest.raises(KeysUnsafe, match="was changed, or is another's"):
        AccessKey(data).pseudonym("x")
    (data / VAULT).write_bytes(body[:-4] + b"!!!!")
    with pytest.raises(KeysUnsafe, match="cannot be read"):
        VaultKeyFile(data / VAULT).ids()
