"""The key that wraps keys: in a file of its owner's, changed without losing what it wrapped."""

from pathlib import Path

import pytest

from shared.privacy.cipher import SealBroken, new_key
from shared.privacy.kek import KekFile, Wrapped
from shared.privacy.secret_file import KeysUnsafe

PLACE = "citizen|health"


@pytest.fixture
def file(tmp_path: Path) -> KekFile:
    made = KekFile(tmp_path / "kek")
    made.create()
    return made


def test_a_key_is_unwrapped_in_its_place_only(file: KekFile) -> None:
    key = new_key()
    wrapped = file.wrap(key, PLACE)
    assert key not in wrapped.body
    assert file.unwrap(wrapped, PLACE) == key
    with pytest.raises(SealBroken):
        file.unwrap(wrapped, "another|health")


def test_the_file_is_its_owners_and_made_once(tmp_path: Path, file: KekFile) -> None:
    assert (tmp_path / "kek").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        file.create()
    (tmp_path / "kek").chmod(0o640)
    with pytest.raises(KeysUnsafe, match="0600"):
        KekFile(tmp_path / "kek").current()


def test_after_a_change_the_new_kek_wraps_and_the_old_one_still_opens(
    tmp_path: Path, file: KekFile
) -> None:
    key, first, running = new_key(), file.current(), KekFile(tmp_path / "kek")
    old = running.wrap(key, PLACE)
    new = file.add()
    assert file.ids() == (first, new)
    assert running.wrap(key, PLACE).kek == new, "a running process notices the change"
    assert running.unwrap(old, PLACE) == file.unwrap(old, PLACE) == key


def test_a_kek_goes_when_no_key_names_it_and_the_current_one_never(file: KekFile) -> None:
    first = file.current()
    old = file.wrap(new_key(), PLACE)
    second = file.add()
    assert file.retire({first, second, "unknown"}) == [first]
    assert file.ids() == (second,)
    assert file.retire({first}) == []
    with pytest.raises(KeysUnsafe, match=first):
        file.unwrap(old, PLACE)


def test_a_running_process_finds_a_kek_that_came_after_it_started(
    tmp_path: Path, file: KekFile
) -> None:
    running = KekFile(tmp_path / "kek")
    assert running.current() == file.current()
    file.add()
    assert running.unwrap(file.wrap(b"k" * 32, PLACE), PLACE) == b"k" * 32


def test_a_missing_or_spoilt_file_is_said_and_gives_no_key(tmp_path: Path) -> None:
    with pytest.raises(KeysUnsafe, match="backup"):
        KekFile(tmp_path / "none").wrap(new_key(), PLACE)
    path = tmp_path / "kek"
    path.touch(0o600)
    for body in (
        b"",
        b"{}",
        b'{"current": "a", "keys": {}}',
        b'{"current":"a","keys":{"a":"eA=="}}',
    ):
        path.write_bytes(body)
        with pytest.raises(KeysUnsafe, match="kek"):
            KekFile(path).unwrap(Wrapped("a", b""), PLACE)
