"""A citizen history at work in memory, and the vault in both its forms."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from jobcenter.embedded import EmbeddedServer
from services.citizen_history.application import CASES
from services.citizen_history.vault.memory import MemoryVault
from services.citizen_history.vault.table import PostgresVault
from services.citizen_history.vault.vault import Vault
from services.citizen_history.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.office import Office
from shared.clock import FixedClock
from shared.eventlog.command import Command
from shared.eventlog.database import Database, migrate
from shared.eventlog.envelope import Cursor, Recorded
from shared.eventlog.memory import MemoryLog
from shared.eventlog.writer import Writer
from shared.law.rulebook import RuleBook
from shared.privacy.keys import HeldKeys
from tests.citizen_history.registry import Registry
from tests.citizen_history.two_ids import TwoIds
from tests.support.database import drop_database
from tests.support.real import RealHouse

_NAMES = itertools.count(1)
ROOM = Path("services/citizen_history").resolve()
OFFICER = Actor(
    id="bo",
    unit="benefit_service",
    roles=("benefit_officer",),
)


@dataclass
class Counter:
    """Gives orders to a citizen history in memory and reads its whole log."""

    office: Office
    log: MemoryLog
    vault: MemoryVault
    keys: HeldKeys

    def order(
        self, command: Command, case_id: UUID | str | None = None, *, key: str | None = None
    ) -> Done:
        """Give an order, under a fresh key unless one is repeated."""
        for case in CASES:
            for act in case.commands:
                if act.command is type(command):
                    call = Call(OFFICER, "test", key or str(uuid4()))
                    if act.opens:
                        return self.office.open(case, act, command, call)
                    return self.office.act(case, act, str(case_id), command, call)
        raise LookupError(type(command))

    def ask(self, name: str, params: Any) -> Any:
        """Ask a declared question."""
        query = next(each for each in SERVICE.queries if each.name == name)
        return query.run(self.office.desk(OFFICER), params)

    def history(self) -> list[Recorded[Any]]:
        """Return every fact in the log."""
        return [
            self.office.codec.read("citizen_history", row)
            for row in self.log.feed(Cursor(), 1000).rows
        ]

    def stored(self) -> bytes:
        """Return every byte the log holds, answers to repeated orders included."""
        rows = b"".join(row.state for row in self.log.feed(Cursor(), 1000).rows)
        return rows + b"".join(d + a for d, a in self.log._answers.values())


@pytest.fixture
def counter() -> Iterator[Counter]:
    clock = FixedClock(datetime(2011, 6, 15, 10, tzinfo=UTC))
    log, keys = MemoryLog(clock), HeldKeys()
    writer, vault = Writer(log), MemoryVault(keys)
    office = Office(
        SERVICE,
        log=log,
        writer=writer,
        rules=RuleBook.load([ROOM / "rules"]),
        clock=clock,
        access=load_access(ROOM / "access.yaml", SERVICE, ("deadlines",)),
        resources={"vault": vault},
    )
    yield Counter(office, log, vault, keys)
    writer.stop()


@pytest.fixture
def vault_database(database_url: str) -> Iterator[Database]:
    """Migrate a schema with log and vault, and connect as the service's own role."""
    with psycopg.connect(database_url, autocommit=True) as conn:
        folders = [Path("shared/eventlog/migrations").resolve(), ROOM / "migrations"]
        migrate(conn, "citizen_history", "jobcenter_citizen_history", folders)
    database = Database(database_url, "citizen_history")
    yield database
    database.close()


@pytest.fixture(params=["memory", pytest.param("postgres", marks=pytest.mark.postgres)])
def vault(request: pytest.FixtureRequest) -> Vault:
    """Return an empty vault, in memory and on PostgreSQL."""
    if request.param == "memory":
        return MemoryVault(HeldKeys())
    database: Database = request.getfixturevalue("vault_database")
    return PostgresVault(database.connection, "citizen_history", HeldKeys())


@pytest.fixture
def registry(house_url: str, tmp_path: Path) -> Iterator[Registry]:
    house = RealHouse(house_url, tmp_path)
    yield Registry(house, house_url, tmp_path)
    house.close()


@pytest.fixture(scope="module")
def shared_house(
    server: EmbeddedServer, house_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RealHouse, str]]:
    """Return one house for all tests of a file; each brings persons of its own."""
    name = f"ids{os.getpid()}_{next(_NAMES)}"
    server.create_database(name, house_template)
    house = RealHouse(server.url(name), tmp_path_factory.mktemp(name))
    yield house, server.url(name)
    house.close()
    drop_database(server, name)


@pytest.fixture
def two(shared_house: tuple[RealHouse, str]) -> TwoIds:
    """Return two new ids of one person in the shared house."""
    return TwoIds(*shared_house, next(_NAMES))
