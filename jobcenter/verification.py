"""What `jobcenter verify` looks at in the services; it only reads.

Their tables are looked at first, then each log is read once and heard by all who follow it.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from jobcenter.proof import Signed
from shared.casework.foreign import foreign_look
from shared.casework.kept_answers import answer_faults
from shared.eventlog.database import Database
from shared.eventlog.hearing import FedLog, OwnLog, read_aloud
from shared.eventlog.log import PostgresLog
from shared.eventlog.shelf import Shelf
from shared.eventlog.verify import Folds, log_faults, own_look
from shared.messaging.verify import Conduct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from shared.casework.works import Works
    from shared.eventlog.database import Connection
    from shared.eventlog.hearing import Hearer, Log
    from shared.eventlog.view import View

    Found = Iterator[tuple[str, str]]
    Tell = Callable[[str, int], None]

PROMISES = {
    "I2": "no order was carried out twice: what was answered stands in the log, once",
    "I3": "each fact had its effects once in each reader",
    "I4": "facts about one citizen were taken in their order, none left out",
    "I5": "streams have no gap, the log goes on in order, each row names the one before",
    "I6": "every view equals what the logs say",
    "I10": "nothing is stuck: readers are level or say why",
    "I11": "each row holds the hash of the row before, and the log is what was signed",
}

_BY_INVARIANT = {3: "I3", 4: "I4", 5: "I4", 6: "I4", 7: "I3", 8: "I10", 9: "I6", 10: "I10"}


def _silent(_log: str, _position: int) -> None:
    """Tell nobody how far a log was read."""


def findings_of(
    services: Sequence[Works], against: Path | None = None, tell: Tell = _silent
) -> Iterator[tuple[str, str, str]]:
    """Return promises that are broken, each with the service and where.

    `against` is a folder with a copy of the checkpoints that was kept elsewhere.
    `tell` is told of each log how far it has been read.
    """
    with ExitStack() as open_until_then:
        shelf = Shelf(open_until_then.enter_context(_owners(services[0].database)))
        known = _known(services, open_until_then)
        looks = []
        for works in services:
            conn = open_until_then.enter_context(works.database.connection())
            looks.append(_Look(works, conn, against, shelf, known))
        for look in looks:
            yield from look.before()
        hearers = [hearer for look in looks for hearer in look.hearers]
        read_aloud(_logs(services, looks), hearers, tell)
        for look in looks:
            yield from look.after()


class _Look:
    """One service's tables, and what is to be heard from the logs about them."""

    def __init__(
        self,
        works: Works,
        conn: Connection,
        against: Path | None,
        shelf: Shelf,
        known: Mapping[str, PostgresLog],
    ) -> None:
        self.conn = conn
        self._works = works
        self._name = works.service.name
        self._known = known
        self._signed = Signed(works, conn, against)
        self._own = Folds(own_look(conn, self._name), works.office.codec.read, shelf)
        self._foreign = Folds(foreign_look(conn, self._name), works.reactions.codec.read, shelf)
        self.hearers: list[Hearer] = [self._signed, self._own, self._foreign]
        self._conduct: Conduct | None = None

    def before(self) -> Iterator[tuple[str, str, str]]:
        """Look at the tables."""
        yield from self._whole("I2", lambda: _named("I2", answer_faults(self.conn, self._name)))
        yield from self._whole("I5", lambda: _named("I5", log_faults(self.conn, self._name)))
        yield from self._whole("I3", self._look_at_conduct)
        for view in self._works.views:
            yield from self._whole("I6", lambda view=view: self._look_at(view))  # type: ignore[misc]

    def after(self) -> Iterator[tuple[str, str, str]]:
        """Say what the logs have shown."""
        works, own = self._works, {self._name: self._works.log}
        yield from self._whole("I11", lambda: _named("I11", iter(self._signed.faults)))
        yield from self._whole("I11", lambda: _named("I11", self._signed.of_looks()))
        yield from self._whole("I3", self._conducted)
        for folds, feeds in ((self._own, own), (self._foreign, works.producers)):
            for view, fault in folds.faults(feeds):
                yield self._name, "I6", f"{view.name}: {fault}"

    def _look_at_conduct(self) -> Found:
        works = self._works
        if works.service.sources:
            known = {source: self._known[source] for source in works.producers}
            self._conduct = Conduct(self.conn, self._name, works.producers, known)
            self.hearers.append(self._conduct)
        yield from ()

    def _conducted(self) -> Found:
        for finding in self._conduct.findings() if self._conduct else ():
            promise = _BY_INVARIANT.get(finding.invariant, "I3")
            yield promise, f"{finding.source}: {finding.text}"

    def _look_at(self, view: View[Any]) -> Found:
        folds = self._foreign if view.follows else self._own
        if not folds.add(view):
            yield "I6", f"{view.name} was never built"

    def _whole(self, promise: str, look: Callable[[], Found]) -> Iterator[tuple[str, str, str]]:
        """Go on when a check cannot read what was tampered with: that it cannot is a finding."""
        try:
            for kept, text in look():
                yield self._name, kept, text
        except Exception as trouble:  # noqa: BLE001 - whatever lies in the tables, the next check is made
            yield self._name, promise, f"could not be checked ({type(trouble).__name__})"


def _named(promise: str, faults: Iterator[str]) -> Found:
    return ((promise, fault) for fault in faults)


def _logs(services: Sequence[Works], looks: Sequence[_Look]) -> dict[str, Log]:
    """Return the logs as their own services see them, and of others what their feeds show."""
    logs: dict[str, Log] = {}
    for works, look in zip(services, looks, strict=True):
        logs[works.service.name] = OwnLog(look.conn, works.service.name)
    for works in services:
        for source, log in works.producers.items():
            logs.setdefault(source, FedLog(log))
    return logs


def _known(services: Sequence[Works], until: ExitStack) -> dict[str, PostgresLog]:
    """Return each log with its own service's rights: there a fact is found by its id."""
    known = {works.service.name: works.log for works in services}
    for works in services:
        for source in works.producers:
            if source not in known:
                database = Database(works.settings.database_url, source)
                until.callback(database.close)
                known[source] = PostgresLog(database, works.clock)
    return known


def _owners(database: Database) -> Connection:
    """Connect as who owns the database: a service may not make temporary tables."""
    conn = database.connect()
    conn.execute("SET ROLE NONE")
    return conn
