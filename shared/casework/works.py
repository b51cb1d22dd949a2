"""One service put together: what it answers with, and what it does for ever."""

from __future__ import annotations

import threading
from contextlib import suppress
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from shared.access.key import AccessKey
from shared.access.look_chain import LOOKS
from shared.access.looks import KEPT_BY, LookTable, RecordedLooks
from shared.access.table import load_access
from shared.access.ties import TIES, TieBook
from shared.actor import Actor
from shared.casework import bus
from shared.casework.foreign import ensure_foreign
from shared.casework.installation import Installation, clock_of, read
from shared.casework.keeper import DeadlineKeeper
from shared.casework.office import Office
from shared.casework.old_keys import OldKeys
from shared.casework.reactions import Reactions
from shared.casework.reading_room import ReadingRoom
from shared.casework.sampling import sample
from shared.eventlog.chain import facts_of
from shared.eventlog.database import Database
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.writer import Writer
from shared.law.deadline_list import DEADLINES
from shared.law.rulebook import RuleBook
from shared.messaging.doorbell import DoorbellLost, ListenDoorbell
from shared.observability.logging import get_logger
from shared.observability.metrics import Metrics
from shared.privacy.keks import Keks
from shared.privacy.key_store import PostgresKeyStore
from shared.privacy.keyring import Keyring
from shared.witness.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from shared.access.ties import TieRow
    from shared.casework.declare import Service
    from shared.casework.settings import Settings
    from shared.eventlog.append import Append, Outcome
    from shared.eventlog.chain import Chain

    MakeResources = Callable[[str, Database, Path], Mapping[str, Any]]

_log = get_logger(__name__)
_TOGETHER_SECONDS = 0.02


def nothing_more(_name: str, _database: Database, _data: Path) -> Mapping[str, Any]:
    """Return what most services need beyond their log: nothing."""
    return {}


class Loop(NamedTuple):
    """Something that runs until it is told to stop."""

    name: str
    run: Callable[[threading.Event], None]


class Works:
    """A service at work in this process."""

    def __init__(
        self,
        service: Service,
        home: Path,
        settings: Settings,
        make_resources: MakeResources = nothing_more,
    ) -> None:
        """Put `service` together; its rules and access table lie in the folder `home`."""
        self.service = service
        self.home = home
        self.settings = settings
        self.metrics = Metrics(service.name)
        self.database = Database(settings.database_url, service.name)
        with self.database.connection() as conn:
            self.installation: Installation = read(conn)
        resources = make_resources(service.name, self.database, settings.data)
        self.clock = clock_of(self.installation, self.database.connection)
        self.log = PostgresLog(self.database, self.clock)
        self.keyring = Keyring(
            PostgresKeyStore(self.database.connection),
            Keks(settings.data),
            service.key_classes,
        )
        self.rules = RuleBook.load([home / "rules"], self.installation.parameters)
        self.access = load_access(home / "access.yaml", service, plumbing=("deadlines",))
        self.writer = Writer(_Measured(self.log, self.metrics))
        self.key = AccessKey(settings.data)
        self.ties = TieBook(self.key, self._ties) if TIES in service.views else None
        self.office = Office(
            service,
            log=self.log,
            writer=self.writer,
            rules=self.rules,
            clock=self.clock,
            access=self.access,
            database=self.database,
            resources=resources,
            seals=self.keyring,
            ties=self.ties,
        )
        self.look_writer = Writer(LookTable(self.database.connection))
        looks = RecordedLooks(self.look_writer.submit)
        self.room = ReadingRoom(self.office, self.key, looks)
        self.reactions = Reactions(
            service,
            log=self.log,
            rules=self.rules,
            clock=self.clock,
            access=self.access,
            resources=resources,
            on_refused=self.metrics.reaction_refused,
            seals=self.keyring,
        )
        own = () if self.office.relations in service.views else (self.office.relations,)
        self.views = (*own, *service.views, self.office.case_list, DEADLINES)
        self.follower = Follower(self.database, self.log, self.office.codec, self.views)
        self.keeper = DeadlineKeeper(self.office, self.level_with_own_log)
        self.witness = self._witness(facts_of(service.name))
        keeps_looks = service.name == KEPT_BY
        self.look_witness = self._witness(LOOKS) if keeps_looks else None
        self.producers = bus.producers_of(self)
        self.consumer = bus.consumer_of(self)
        self.relay = bus.relay_of(self)
        self.metrics.before_scrape(lambda: sample(self))

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """Return who signs what this service keeps: its facts, and looks where it keeps them."""
        return tuple(each for each in (self.witness, self.look_witness) if each)

    def prepare(self) -> None:
        """Build the views that this version of the code has no table for."""
        ensure_own(self.database, self.views, self.log, self.office.codec)
        ensure_foreign(self.database, self.views, self.producers, self.reactions.codec)

    def loops(self) -> tuple[Loop, ...]:
        """Return what runs beside the API."""
        running = [
            Loop("follower", self._follow),
            Loop("keeper", self.keeper.run),
            Loop("old_keys", OldKeys(self.database).run),
            *(Loop(f"witness_{each.chain.name}", each.run) for each in self.witnesses),
        ]
        if self.consumer is not None:
            running.append(Loop("inbox", self.consumer.run))
        if self.relay is not None:
            running.append(Loop("relay", self.relay.run))
        return tuple(running)

    def level_with_own_log(self) -> bool:
        """Say whether the own views have followed the own log to its end."""
        head = self.log.head().position
        return all(position >= head for position in self.follower.positions().values())

    def ring(self) -> None:
        """Wake who waits for news of a log: there may be something to do, or an end to it."""
        with suppress(psycopg.Error), self.database.connection() as conn:
            for name in (self.service.name, *self.service.sources):
                conn.execute("SELECT pg_notify(%s, '')", (f"{name}_log",))
        self.keeper.wake.set()

    def close(self) -> None:
        """Store what waits and let go of the database."""
        self.writer.stop()
        self.look_writer.stop()
        self.database.close()

    def _ties(self) -> list[TieRow]:
        return self.office.desk(Actor(id="nobody", kind="machine")).rows(TIES)

    def _follow(self, stop: threading.Event) -> None:
        """Follow the own log: the bell wakes, a look every two seconds makes sure.

        Under load the facts of some orders are taken together, which costs hardly more than one's.
        """
        bell = ListenDoorbell(self.database.connect, (self.service.name,))
        connected = False
        while not stop.is_set():
            try:
                if not connected:
                    bell.connect()
                    connected = True
                began = monotonic()
                self.follower.catch_up()
                stop.wait(max(0.0, began + _TOGETHER_SECONDS - monotonic()))
                bell.wait(2.0)
            except Exception as trouble:  # noqa: BLE001 - begin again with a new connection
                expected = isinstance(trouble, DoorbellLost | psycopg.OperationalError)
                _log.warning(
                    "follower_begins_again", service=self.service.name, exc_info=not expected
                )
                bell.close()
                connected = False
                stop.wait(1.0)
        bell.close()

    def _witness(self, chain: Chain) -> Witness:
        return Witness(
            self.installation.name,
            self.database,
            keys=self.settings.checkpoint_keys,
            book=self.settings.checkpoint_folder,
            chain=chain,
        )


class _Measured:
    """The log as the writer sees it, with a figure for each batch."""

    def __init__(self, log: PostgresLog, metrics: Metrics) -> None:
        self._log = log
        self._metrics = metrics

    def append(self, commands: Sequence[Append]) -> list[Outcome]:
        started = perf_counter()
        outcomes = self._log.append(commands)
        self._metrics.append(len(commands), perf_counter() - started)
        return outcomes


def reachable(database: Database) -> bool:
    """Say whether the service's database answers; the broker is not asked, it may be down."""
    try:
        with database.connection() as conn:
            conn.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True
