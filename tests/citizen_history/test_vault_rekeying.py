"""The vault goes over to new keys while the house works: nothing is lost, nothing is twice."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from services.citizen_history.vault.rekeying import Rekeying
from services.citizen_history.vault.table import PostgresVault
from shared.eventlog.database import Database
from shared.privacy.cpr import CprNumber
from shared.privacy.keys import FIRST, VaultKeyFile
from shared.privacy.secret_file import KeysUnsafe
from tests.citizen_history.people import ANNA, ANNAS_NEXT_NUMBER, ANNAS_NUMBER, BENT, NAME

pytestmark = pytest.mark.postgres

SCHEMA = "citizen_history"
PATIENCE = 30.0


class Safe:
    """A vault with some people in it, seen by a service, by the operator and by a newcomer."""

    def __init__(self, database: Database, folder: Path, people: int = 12) -> None:
        self.database, self.path = database, folder / "vault.key"
        VaultKeyFile(self.path).create()
        self.file = VaultKeyFile(self.path)
        self.service = self.vault()
        self.rekeying = Rekeying(database.connection, SCHEMA, self.file)
        self.people: dict[UUID, CprNumber] = {}
        self.names: dict[UUID, UUID] = {}
        for nth in range(people):
            citizen, number = uuid4(), CprNumber(f"010158-{4000 + nth}")
            self.service.keep_number(number, citizen, uuid4())
            self.names[citizen] = self.service.keep("name", f"Prøve {nth}", citizen, uuid4())
            self.service.keep("address", f"Prøvevej {nth}", citizen, uuid4())
            self.people[citizen] = number

    def vault(self) -> PostgresVault:
        """Return the vault as a freshly started service sees it."""
        return PostgresVault(self.database.connection, SCHEMA, VaultKeyFile(self.path))

    def begin(self) -> str:
        new = self.file.add()
        self.rekeying.bring_into_use(new)
        return new

    def is_whole(self, *vaults: PostgresVault) -> bool:
        """Say whether everybody is found and opens, in a service that runs and in a new one."""
        for vault in (*vaults, self.service, self.vault()):
            for nth, (citizen, number) in enumerate(self.people.items()):
                found = vault.find(number)
                assert found is not None
                assert found.citizen == citizen
                opened = vault.opened(citizen)
                assert opened.numbers == (number.reveal(),)
                assert opened.names == (f"Prøve {nth}",)
                assert opened.addresses == (f"Prøvevej {nth}",)
                assert vault.text("name", self.names[citizen]) == f"Prøve {nth}"
        return True


@pytest.fixture
def safe(vault_database: Database, tmp_path: Path) -> Iterator[Safe]:
    return Safe(vault_database, tmp_path)


def test_everybody_is_found_before_in_the_middle_and_after(safe: Safe) -> None:
    assert safe.rekeying.standing() == {FIRST: 36}
    new = safe.begin()
    assert safe.is_whole()
    assert safe.rekeying._through(5, safe.rekeying._numbers) == 12
    assert safe.rekeying.standing() == {FIRST: 24, new: 12}
    assert safe.is_whole()
    assert safe.rekeying.carry_over(at_once=5) == 24
    assert (safe.rekeying.standing(), safe.rekeying.left()) == ({new: 36}, 0)
    assert safe.is_whole()
    assert safe.rekeying.carry_over() == 0


def test_earlier_keys_go_when_nothing_stands_by_them_and_not_before(safe: Safe) -> None:
    new = safe.begin()
    assert safe.rekeying.forget() == ()
    safe.rekeying.carry_over()
    assert safe.rekeying.forget() == (FIRST,)
    assert safe.file.retire([FIRST]) == [FIRST]
    assert safe.is_whole()
    assert safe.rekeying.named() == safe.file.ids() == (new,)


def test_who_writes_in_the_middle_writes_by_the_new_keys(safe: Safe) -> None:
    new = safe.begin()
    number = CprNumber(ANNAS_NUMBER)
    safe.service.keep_number(number, ANNA, uuid4())
    safe.service.keep("name", NAME, ANNA, uuid4())
    assert safe.rekeying.standing() == {FIRST: 36, new: 2}
    assert safe.rekeying.carry_over() == 36


def test_a_number_is_never_put_away_twice_once_by_each_pair(safe: Safe) -> None:
    """Eight services put every number away again while the keys change under them."""
    numbers = list(safe.people.values()) * 8

    def again(number: CprNumber) -> UUID:
        return safe.vault().keep_number(number, uuid4(), uuid4()).citizen

    with ThreadPoolExecutor(4) as pool:
        running = pool.map(again, numbers)
        safe.begin()
        safe.rekeying.carry_over(at_once=3)
        found = list(running)
    assert found == list(safe.people) * 8
    with safe.database.connection() as conn:
        assert conn.execute("SELECT count(*) FROM vault").fetchone() == (12,)
    assert safe.is_whole()


def test_a_name_that_is_held_keeps_its_reference_when_its_keys_are_gone(safe: Safe) -> None:
    safe.begin()
    safe.rekeying.carry_over()
    safe.rekeying.forget()
    safe.file.retire([FIRST])
    for nth, (citizen, reference) in enumerate(safe.names.items()):
        assert safe.vault().reference("name", f"Prøve {nth}", citizen) == reference


def test_a_number_changes_hands_in_the_middle(safe: Safe) -> None:
    safe.service.keep_number(CprNumber(ANNAS_NEXT_NUMBER), ANNA, reference := uuid4())
    new = safe.begin()
    moved = safe.service.hand_over(reference, BENT, uuid4())
    assert moved is not None
    assert safe.rekeying.standing()[new] == 1
    safe.rekeying.carry_over()
    found = safe.vault().find(CprNumber(ANNAS_NEXT_NUMBER))
    assert found is not None
    assert found.citizen == BENT


def test_who_is_erased_in_the_middle_is_gone(safe: Safe) -> None:
    safe.begin()
    safe.rekeying._through(5, safe.rekeying._numbers)
    (citizen, number), *_ = safe.people.items()
    safe.service.erase([citizen])
    assert safe.rekeying.carry_over() == 22
    assert safe.vault().find(number) is None


def test_a_row_that_somebody_works_on_is_passed_over_and_taken_later(safe: Safe) -> None:
    safe.begin()
    with ThreadPoolExecutor(1) as pool, psycopg.connect(safe.database.url) as busy:
        busy.execute("SELECT * FROM citizen_history.vault ORDER BY number DESC LIMIT 1 FOR UPDATE")
        carried = pool.submit(safe.rekeying.carry_over, 5)
        while safe.rekeying.left() > 1:
            time.sleep(0.01)
        assert not carried.done()
        busy.rollback()
        assert carried.result(PATIENCE) == 36
    assert safe.is_whole()


def test_an_older_key_file_says_so_and_never_that_nobody_is_there(safe: Safe) -> None:
    old = safe.path.read_bytes()
    safe.begin()
    safe.rekeying.carry_over()
    safe.path.write_bytes(old)
    stranger = CprNumber(ANNAS_NUMBER)
    for number in (*safe.people.values(), stranger):
        with pytest.raises(KeysUnsafe):
            safe.vault().find(number)
    with pytest.raises(KeysUnsafe):
        safe.vault().keep_number(stranger, ANNA, uuid4())


def test_a_restored_backup_from_before_works_until_its_keys_are_retired(safe: Safe) -> None:
    with safe.database.connection() as conn:
        backup = {
            table: conn.execute(f"SELECT * FROM {table}".encode()).fetchall()
            for table in ("vault", "vault_names", "vault_addresses")
        }
    safe.begin()
    safe.rekeying.carry_over()

    def restore() -> None:
        with safe.database.connection() as conn:
            conn.execute("DELETE FROM vault_key_sets")
            conn.execute("INSERT INTO vault_key_sets (key_set) VALUES ('first')")
            for table, rows in backup.items():
                conn.execute(f"DELETE FROM {table}".encode())
                for row in rows:
                    marks = ", ".join(["%s"] * len(row))
                    conn.execute(f"INSERT INTO {table} VALUES ({marks})".encode(), row)

    restore()
    assert safe.rekeying.in_use() == FIRST
    assert safe.is_whole(), "the file still has both pairs"
    new = safe.file.ids()[-1]
    safe.rekeying.bring_into_use(new)
    assert safe.rekeying.carry_over() == 36, "and the change is done again"
    safe.rekeying.forget()
    safe.file.retire([FIRST])
    restore()
    for number in safe.people.values():
        with pytest.raises(KeysUnsafe):
            safe.vault().find(number)


KILLED = """
import sys
from pathlib import Path
from services.citizen_history.vault.rekeying import Rekeying
from shared.eventlog.database import Database
from shared.privacy.keys import VaultKeyFile

url, path = sys.argv[1:]
database = Database(url, "citizen_history")
Rekeying(database.connection, "citizen_history", VaultKeyFile(Path(path))).carry_over(at_once=1)
"""


def test_whoever_is_killed_in_the_middle_leaves_a_vault_that_works_and_is_finished_later(
    vault_database: Database, tmp_path: Path
) -> None:
    safe = Safe(vault_database, tmp_path, people=200)
    new = safe.begin()
    running = subprocess.Popen([sys.executable, "-c", KILLED, safe.database.url, str(safe.path)])
    until = time.monotonic() + PATIENCE
    while safe.rekeying.standing().get(new, 0) < 20:
        assert time.monotonic() < until
        assert running.poll() is None, "it ended before it could be killed"
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait(PATIENCE)
    assert 0 < safe.rekeying.left() < 600
    assert safe.is_whole()
    assert safe.rekeying.carry_over() > 0
    assert safe.rekeying.standing() == {new: 600}
    assert safe.is_whole()
