"""The key that wraps the citizens' keys is changed on the command line; doctor sees how it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from jobcenter import catalogue, key_state
from jobcenter.commands.keys import app
from jobcenter.trouble import PlainError
from services.citizen_history.wiring import KEY_FILE
from shared.casework.installation import Installation
from shared.casework.setup import set_up
from shared.eventlog.database import Database
from shared.privacy import sealed_file
from shared.privacy.kek import KEK_FILE, KekFile
from shared.privacy.keks import ADDRESS_FILE, Keks
from shared.privacy.key_store import PostgresKeyStore
from shared.privacy.keyring import Keyring
from shared.privacy.keys import VaultKeyFile
from shared.privacy.rewrap import wrapped_by
from shared.privacy.secret_file import KeysUnsafe
from shared.witness.token_signer import SIGNER_FILE
from tests.support.token import SoftToken, soft_token

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.postgres

ILLNESS, PLACE = b"broken leg", b"here"


class Safe:
    """An installation with some citizens' values sealed in it."""

    def __init__(self, url: str, data: Path) -> None:
        set_up(url, catalogue.declarations(), Installation("prøveby", False, {}))
        catalogue.create_keys(data)
        self.url, self.data = url, data
        self.file = KekFile(data / KEK_FILE)
        self.database = Database(url, "visitation")
        self.worker = self.ring()
        self.boxes = {each: self.seal(each) for each in (uuid4() for _ in range(6))}

    def ring(self) -> Keyring:
        """Return what a freshly started service holds."""
        store = PostgresKeyStore(self.database.connection)
        return Keyring(store, Keks(self.data), ["health"])

    def seal(self, citizen: UUID) -> bytes:
        sealed = self.worker.seal(citizen, "health", ILLNESS, PLACE)
        assert sealed is not None
        return sealed

    def opened(self) -> int:
        ring = self.ring()
        found = [ring.open(each, "health", box, PLACE) for each, box in self.boxes.items()]
        return sum(each == ILLNESS for each in found)

    def give(self, *arguments: str, url: str | None = None) -> str:
        """Give a command; raise the trouble it says in plain words."""
        given = [*arguments, "--database", url or self.url, "--data", str(self.data)]
        done = CliRunner().invoke(app, given)
        if isinstance(done.exception, PlainError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output

    def troubles(self) -> list[str]:
        """Return what doctor finds wrong."""
        with psycopg.connect(self.url) as conn:
            looks = [*key_state.of_files(self.data), *key_state.of_database(self.data, conn)]
        assert len(looks) >= 2
        return [trouble for _, trouble in looks if trouble is not None]

    def wrapped(self) -> dict[str, int]:
        with psycopg.connect(self.url) as conn:
            return wrapped_by(conn)


@pytest.fixture
def safe(database_url: str, tmp_path: Path) -> Iterator[Safe]:
    made = Safe(database_url, tmp_path)
    yield made
    made.database.close()


def test_a_rotated_key_wraps_everything_and_a_stolen_backup_opens_no_more(safe: Safe) -> None:
    first = safe.file.current()
    with psycopg.connect(safe.url) as conn:
        backup = conn.execute("SELECT * FROM keys.data_keys").fetchall()
    assert "6 keys" in safe.give("rotate")
    assert safe.wrapped() == {safe.file.current(): 6}
    assert safe.file.current() != first
    assert safe.opened() == 6
    newcomer = uuid4()
    safe.boxes[newcomer] = safe.seal(newcomer)
    assert safe.opened() == 7, "a service that runs goes on, with the new key"
    assert safe.wrapped() == {safe.file.current(): 7}
    assert safe.troubles() == []
    with pytest.raises(PlainError, match="younger than 60 minutes"):
        safe.give("retire")
    assert f"1 KEKs are gone: {first}" in safe.give("retire", "--after", "0")
    with psycopg.connect(safe.url) as conn:
        conn.execute("TRUNCATE keys.data_keys")
        for row in backup:
            conn.execute("INSERT INTO keys.data_keys VALUES (%s, %s, %s, %s)", row)
    with pytest.raises(KeysUnsafe, match="holds no key with the id"):
        safe.opened()


def test_what_is_there_is_shown_without_any_key(safe: Safe) -> None:
    first = safe.file.current()
    safe.give("rotate")
    shown = safe.give("show")
    assert "current" in shown
    assert {each[:8] for each in safe.file.ids()} == {first[:8], safe.file.current()[:8]}
    assert all(each[:8] in shown for each in safe.file.ids())
    keys = (safe.data / KEK_FILE).read_text("utf-8").split('"')
    assert not any(len(part) == 44 and part in shown for part in keys)


def test_a_change_that_was_interrupted_is_seen_and_finished_and_not_begun_anew(safe: Safe) -> None:
    second = safe.file.add()  # and then the operator's machine went down
    assert safe.troubles() == ["6 are wrapped by an earlier one: run `jobcenter keys rewrap`"]
    with pytest.raises(PlainError, match="is not finished"):
        safe.give("rotate")
    assert "6 keys" in safe.give("rewrap")
    assert "0 keys" in safe.give("rewrap")
    assert (safe.wrapped(), safe.troubles(), safe.opened()) == ({second: 6}, [], 6)


def test_a_key_that_is_in_use_is_never_retired(safe: Safe) -> None:
    safe.file.add()
    assert "0 KEKs" in safe.give("retire", "--after", "0")
    assert safe.opened() == 6


def test_an_old_copy_of_the_file_is_found(safe: Safe) -> None:
    old = (safe.data / KEK_FILE).read_bytes()
    safe.give("rotate")
    (safe.data / KEK_FILE).write_bytes(old)
    found = safe.troubles()
    assert found == [
        "6 are wrapped by a KEK that is not in it: put the newest copy of the file back"
    ]


def test_a_file_that_others_may_read_is_found_and_not_used(safe: Safe) -> None:
    (safe.data / KEK_FILE).chmod(0o644)
    assert ["others may read" in each for each in map(str, key_state.of_files(safe.data))] == [
        True,
        False,
    ]
    with pytest.raises(PlainError, match="others may read"):
        safe.give("rotate")


def test_only_the_owner_of_the_database_changes_the_key(safe: Safe) -> None:
    mark = "&" if "?" in safe.url else "?"
    as_service = f"{safe.url}{mark}options=-c%20role%3Djobcenter_visitation"
    with pytest.raises(PlainError, match="Only the owner"):
        safe.give("rotate", url=as_service)
    assert len(safe.file.ids()) == 1


# -- a token -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> SoftToken:
    return soft_token(tmp_path_factory.mktemp("hsm") / "soft")


def test_the_key_is_moved_into_a_token_while_the_house_works(safe: Safe, soft: SoftToken) -> None:
    first = safe.file.current()
    said = safe.give("rotate", "--to", soft.make("moved"))
    assert "in the token moved; 6 keys are wrapped by it" in said
    assert "Keep a copy" not in said
    keks = Keks(safe.data)
    assert safe.wrapped() == {keks.current(): 6}
    assert safe.opened() == 6
    newcomer = uuid4()
    safe.boxes[newcomer] = safe.seal(newcomer)
    assert safe.opened() == 7, "a service that runs goes on, with the key in the token"
    assert safe.wrapped() == {keks.current(): 7}
    assert safe.troubles() == []
    with psycopg.connect(safe.url) as conn:
        looks = [
            *key_state.of_files(safe.data),
            *key_state.of_database(safe.data, conn),
        ]
    assert ("the KEK in the token moved", None) in looks
    assert ("7 citizens' keys open with the token moved", None) in looks
    shown = safe.give("show")
    assert "current, in the token moved" in " ".join(shown.replace("│", " ").split())
    assert f"1 KEKs are gone: {first}" in safe.give("retire", "--after", "0")
    assert not (safe.data / KEK_FILE).exists(), "no copy of the data folder opens anything now"
    assert safe.opened() == 7
    second = keks.current()
    assert f"{KEY_FILE} is sealed by it" in safe.give("rotate")
    assert safe.wrapped() == {keks.current(): 7}
    assert safe.opened() == 7
    assert f"1 KEKs are gone: {second}" in safe.give("retire", "--after", "0")
    assert VaultKeyFile(safe.data / KEY_FILE).ids() == ("first",)


def test_a_kek_that_seals_a_key_file_is_not_retired(safe: Safe, soft: SoftToken) -> None:
    safe.give("rotate", "--to", soft.make("seals"))
    keks = Keks(safe.data)
    first, old = keks.current(), (safe.data / KEY_FILE).read_bytes()
    safe.give("rotate")
    (safe.data / KEY_FILE).write_bytes(old)  # an older copy was put back
    assert safe.troubles() == [
        f"{KEY_FILE} does not lie sealed by the current KEK: run `jobcenter keys rewrap`"
    ]
    safe.give("retire", "--after", "0")
    assert first in keks.ids()
    assert f"{KEY_FILE} is sealed by it" in safe.give("rewrap")
    assert safe.troubles() == []
    assert first in safe.give("retire", "--after", "0")
    assert VaultKeyFile(safe.data / KEY_FILE).ids() == ("first",)


def test_a_token_that_does_not_answer_moves_nothing_and_is_named(
    safe: Safe, soft: SoftToken
) -> None:
    address = soft.make("here")
    with pytest.raises(PlainError, match="the token gone does not do it"):
        safe.give("rotate", "--to", address.replace("token=here", "token=gone"))
    assert not (safe.data / ADDRESS_FILE).exists()
    assert (safe.opened(), safe.troubles()) == (6, [])
    safe.give("rotate", "--to", address)
    Path(address.partition("pin-source=file:")[2]).unlink()
    (safe.data / ADDRESS_FILE).write_text(address.replace("token=here", "token=gone"))
    found = [trouble for _, trouble in key_state.of_files(safe.data) if trouble]
    assert len(found) == 2, "the KEK, and the vault's keys that it seals"
    assert all("here.pin is missing" in each for each in found)


def test_doctor_names_the_token_that_signs_and_says_when_it_does_not(
    safe: Safe, soft: SoftToken
) -> None:
    address = soft.make("signs")
    folder = safe.data / "checkpoint-keys"
    folder.mkdir()
    (folder / SIGNER_FILE).write_text(address)
    assert ("checkpoints are signed in the token signs", None) in key_state.of_files(safe.data)
    (folder / SIGNER_FILE).write_text(address.replace("token=signs", "token=lost"))
    (found,) = [trouble for _, trouble in key_state.of_files(safe.data) if trouble]
    assert "the token lost does not do it" in found


def test_an_installation_that_begins_with_a_token_has_no_open_key_file(
    soft: SoftToken, tmp_path: Path
) -> None:
    (tmp_path / ADDRESS_FILE).write_text(soft.make("begins"))
    catalogue.create_keys(tmp_path)
    assert [trouble for _, trouble in key_state.of_files(tmp_path) if trouble] == []
    assert sealed_file.sealed_by(tmp_path / KEY_FILE) == Keks(tmp_path).current()
    assert not (tmp_path / KEK_FILE).exists()
