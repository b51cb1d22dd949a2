"""A log that was cut: readers stand still, say so, and go on from the fork (T17, T18)."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from shared.casework.foreign import rebuild_foreign
from shared.eventlog import epoch
from shared.eventlog.append import Append
from shared.eventlog.envelope import Cursor
from shared.eventlog.row import LogDiverged, LogReplaced, Page
from shared.messaging import envelope, parked, tracking
from shared.messaging.handling import Pace
from shared.messaging.inbox import Inbox
from shared.messaging.publisher import Publisher
from shared.messaging.reconcile import NotCut, NotHalted, Reconciled, orphans, reconcile
from shared.trouble import Unavailable
from tests.chaos import sample
from tests.chaos.conftest import prove
from tests.chaos.house import SWIFT, House
from tests.chaos.nemesis import FeedServer
from tests.chaos.sample import wait_for
from tests.chaos.sample_views import HEARD
from tests.support.reporting import NAMES_ONLY
from tests.support.standby import Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.eventlog.log import PostgresLog
    from shared.eventlog.row import Row
    from shared.messaging.consumer import Consumer
    from tests.support.broker import BrokerServer

WHO = {"actor": "drift", "reason": "failover"}
BEFORE, LOST, AFTER = 10, 50, 60


class Torn:
    """A house whose alpha has a database of its own, with a standby that lags."""

    def __init__(self, url: str, broker: BrokerServer | None, stack: ExitStack) -> None:
        self.pair = Pair(stack)
        self.pair.primary.create_database("alpha")
        self.house = House(
            url,
            broker.url if broker else None,
            elsewhere={"alpha": self.pair.primary.url("alpha")},
            outages_expected=True,
        )
        stack.callback(self.house.close)
        self.house.subscribe()
        self.house.build_views()
        self.pair.copy()
        self.feed = FeedServer(self.house.logs["alpha"], "alpha")
        stack.callback(self.feed.close)
        stack.callback(self.house.stop)
        self.lost: list[Row] = []

    def start(self) -> Consumer:
        return self.house.start(feeds={**self.house.feeds(), "alpha": self.feed.reader()})

    def lose(self, citizen: UUID, *, also: UUID | None = None) -> None:
        """Have facts handled that the standby never gets, and fail over to it."""
        house = self.house
        house.tell("alpha", citizen, times=BEFORE)
        wait_for(house.level)
        self.pair.copied("alpha", house.head("alpha"))
        self.pair.pause()
        stands = house.logs["alpha"].head()
        house.tell("alpha", citizen, times=LOST)
        if also is not None:
            house.tell("alpha", also, does="poison")
            house.tell("alpha", also)
        wait_for(house.level)
        self.lost = list(house.logs["alpha"].feed(stands, 1000).rows)
        self.pair.fail_over()
        house.logs["alpha"] = sample.log_of(self.pair.url("alpha"), "alpha", "alpha")
        self.feed.log = house.logs["alpha"]
        house.versions.clear()

    def begin(self) -> None:
        """Release the log of the promoted server, as its owner."""
        with psycopg.connect(self.pair.url("alpha"), autocommit=True) as conn:
            assert epoch.begin(conn, "alpha", **WHO) == 2

    def reconcile(self) -> Reconciled:
        house = self.house
        sources = {each: house.logs[each] for each in sample.SOURCES}
        effects = orphans(house.logs["gamma"], sources)
        with house.logs["gamma"]._database.connect() as conn:
            done = reconcile(conn, "gamma", "alpha", house.logs["alpha"], effects, **WHO)
        rebuild_foreign(house.logs["gamma"]._database, HEARD, house.logs, sample.CODEC)
        return done

    def publish_lost(self) -> None:
        """Bring the lost facts' messages to the queue once more."""
        assert self.house.broker_url
        publisher = Publisher(self.house.broker_url, NAMES_ONLY)
        publisher.publish("alpha", envelope.urn("test", "alpha"), self.lost)
        publisher.close()

    def applied_of(self, rows: set[UUID]) -> int:
        return len([each for each in self.house.applied() if each in rows])

    def halted(self) -> bool:
        return tracking.halted(self.house.owner, "gamma") == {"alpha": "log_diverged"}


BOTH_MODES = pytest.mark.parametrize(
    "torn", ["embedded", pytest.param("broker", marks=pytest.mark.broker)], indirect=True
)


@pytest.fixture
def torn(database_url: str, request: pytest.FixtureRequest) -> Iterator[Torn]:
    mode = getattr(request, "param", "embedded")  # two servers take a while: most need one mode
    broker = request.getfixturevalue("broker") if mode == "broker" else None
    if broker:
        broker.wipe(["gamma"])
    with ExitStack() as stack:
        made = Torn(database_url, broker, stack)
        yield made
        made.house.stop()
        prove(made.house, request.node)


@BOTH_MODES
@pytest.mark.takes("halted")
def test_t17_a_standby_that_lost_facts_stops_who_had_handled_them(torn: Torn) -> None:
    house, citizen = torn.house, uuid4()
    torn.start()
    torn.lose(citizen)
    with pytest.raises(Unavailable, match="epoch_not_begun"):
        house.tell("alpha", citizen)
    torn.begin()
    wait_for(torn.halted)
    new = set(house.tell("alpha", citizen, times=AFTER))
    house.tell("beta", citizen)
    wait_for(lambda: house.level("beta"))
    assert house.logs["alpha"].head().epoch == 2
    assert torn.applied_of(new) == 0, "nothing of the later epoch before the cut is settled"
    assert 8 in {each.invariant for each in house.check()}

    done = torn.reconcile()
    assert done.after.position == BEFORE
    assert len(done.effects) == 2 * LOST
    wait_for(house.level)
    assert house.check() == []
    assert torn.applied_of(new) == AFTER

    if house.broker_url:
        torn.publish_lost()
    house.tell("alpha", citizen)
    wait_for(house.level)
    assert torn.applied_of({row.event_id for row in torn.lost}) == LOST, "the dead stay dead"


def test_t17_lost_facts_that_were_set_aside_are_dropped(torn: Torn) -> None:
    house, citizen = torn.house, uuid4()
    torn.start()
    torn.lose(uuid4(), also=citizen)
    torn.begin()
    wait_for(torn.halted)
    assert house.parked() == 2
    with pytest.raises(tracking.SourceHalted):
        parked.retry(house.owner, "gamma", citizen, **WHO)
    house.tell("beta", citizen)
    wait_for(lambda: house.parked() == 3)
    assert len(torn.reconcile().dropped) == 2
    house.tell("alpha", citizen)
    wait_for(lambda: house.level() and house.parked() == 0)


def test_reconciling_is_refused_while_nobody_said_where_the_log_was_cut(torn: Torn) -> None:
    torn.start()
    with pytest.raises(NotHalted):
        torn.reconcile()
    torn.lose(uuid4())
    wait_for(torn.halted)
    with pytest.raises(NotCut):
        torn.reconcile()
    torn.begin()
    torn.reconcile()
    with pytest.raises(NotHalted):
        torn.reconcile()
    wait_for(torn.house.level)


def bare(log: PostgresLog, at: Cursor, limit: int) -> Page:
    """Answer as a feed would that knows positions only (L3)."""
    with log._database.connection() as conn:
        row = conn.execute(
            'SELECT epoch, event_id FROM alpha.events WHERE "position" = %s', (at.position,)
        ).fetchone()
    if row is None:
        return Page((), at, at)
    return type(log).feed(log, Cursor(row[0], at.position, row[1]), limit)


@pytest.mark.breaks(4)
def test_t17_bare_positions_would_be_caught(torn: Torn, monkeypatch: pytest.MonkeyPatch) -> None:
    house, citizen = torn.house, uuid4()
    torn.start()
    torn.lose(citizen)
    log = house.logs["alpha"]
    monkeypatch.setattr(log, "feed", lambda at, limit: bare(log, at, limit))
    with psycopg.connect(torn.pair.url("alpha"), autocommit=True) as conn:
        conn.execute("UPDATE alpha.log_epoch SET timeline = (alpha.server_now()).timeline")
        conn.execute("SELECT setval('alpha.events_position', %s)", (BEFORE,))
    house.tell("alpha", citizen, times=AFTER)
    wait_for(house.level)


def test_the_replaced_primary_is_no_reason_to_stand_still(embedded_house: House) -> None:
    log = embedded_house.logs["alpha"]
    embedded_house.tell("alpha", uuid4(), times=3)
    first = log.head()
    with pytest.raises(LogReplaced):
        log.feed(Cursor(2, 1_000_004, uuid4()), 10)
    with pytest.raises(LogDiverged):
        log.feed(Cursor(1, 3, uuid4()), 10)
    assert log.feed(Cursor(2, first.position, first.event_id), 10).head.epoch == 1


def test_an_epoch_is_begun_by_the_owner_only_and_moves_positions_far_ahead(
    embedded_house: House,
) -> None:
    log, owner = embedded_house.logs["alpha"], embedded_house.owner
    embedded_house.tell("alpha", uuid4(), times=2)
    with (
        log._database.connection() as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        epoch.begin(conn, "alpha", **WHO)
    owner.execute("UPDATE alpha.log_epoch SET timeline = 'FFFFFFFF'")
    assert not epoch.begun(owner, "alpha")
    with pytest.raises(Unavailable):
        log.append([Append("told-x", 0, (sample.told("alpha", 0, uuid4()),))])
    assert epoch.begin(owner, "alpha", **WHO) == 2
    assert epoch.begun(owner, "alpha")
    embedded_house.tell("alpha", uuid4())
    last = log.feed(Cursor(), 10).rows[-1]
    assert (last.epoch, last.previous, last.position > 1_000_000) == (2, 2, True)


class Backup:
    """A copy of a service's tables; put back, everything after it is gone."""

    def __init__(self, conn: sample.Connection, schema: str) -> None:
        self._conn, self._schema = conn, schema
        found = conn.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename <> 'migrations'",
            (schema,),
        )
        self._tables = sorted((each[0] for each in found), key=lambda each: each != "consumer")
        conn.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(f"kept_{schema}")))
        for each in self._tables:
            self._do("CREATE TABLE {kept} AS TABLE {live}", each)

    def put_back(self) -> None:
        """Restore it in one transaction, behind whoever works there."""
        with self._conn.transaction():
            self._conn.execute("SET LOCAL session_replication_role = replica")
            for each in self._tables:
                self._do("LOCK TABLE {live} IN ACCESS EXCLUSIVE MODE", each)
            for each in self._tables:
                self._do("TRUNCATE {live} CASCADE", each)
            for each in self._ordered():
                self._do("INSERT INTO {live} OVERRIDING SYSTEM VALUE TABLE {kept}", each)

    def _ordered(self) -> list[str]:
        return sorted(self._tables, key=lambda each: each.startswith("parked_"))

    def _do(self, statement: str, table: str) -> None:
        self._conn.execute(
            sql.SQL(statement).format(
                live=sql.Identifier(self._schema, table),
                kept=sql.Identifier(f"kept_{self._schema}", table),
            )
        )


def backed_up(house: House, citizen: UUID, *schemas: str) -> list[Backup]:
    """Take backups, and have twenty facts handled that are not in them."""
    house.tell("alpha", citizen, times=20)
    wait_for(house.level)
    kept = [Backup(house.owner, each) for each in schemas]
    house.tell("alpha", citizen, times=20)
    wait_for(house.level)
    house.versions.clear()
    return kept


def test_t18_a_reader_that_lost_its_tail_is_level_again_without_a_restart(house: House) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    (kept,) = backed_up(house, uuid4(), "gamma")
    kept.put_back()
    assert not house.level()
    wait_for(house.level)
    assert len(house.applied()) == 40


def test_t18_believing_memory_instead_of_the_row_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    consumer = house.start()
    wait_for(lambda: consumer.level)
    (kept,) = backed_up(house, uuid4(), "gamma")
    monkeypatch.setattr(Inbox, "_reload", lambda *_: None)
    kept.put_back()
    with pytest.raises(AssertionError):
        wait_for(house.level, 3 * SWIFT.idle)


def both_lose(house: House, citizen: UUID) -> None:
    """Put back reader and source together, and begin the epoch as the restore command must."""
    for kept in backed_up(house, citizen, "gamma", "alpha"):
        kept.put_back()
    with house.owner.transaction():
        epoch.begin(house.owner, "alpha", **WHO)
    house.tell("alpha", citizen, times=5)


@pytest.mark.takes("halt_unfounded|cas_refused")
def test_t18_a_reader_and_its_source_that_lost_their_tails_together(house: House) -> None:
    consumer = house.start(pace=Pace(idle=60, look=0.05))
    wait_for(lambda: consumer.level)
    both_lose(house, uuid4())
    wait_for(house.level)
    assert consumer.counts["halted"] == 0
    assert len(house.applied()) == 25


@pytest.mark.breaks(8)
def test_t18_halting_without_looking_at_the_row_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unasked(conn: Any, consumer: str, source: str, asked: Cursor, why: str) -> bool:
        conn.execute("UPDATE tracking SET halted = %s WHERE source = %s", (why, source))
        return True

    monkeypatch.setattr(tracking, "halt", unasked)
    consumer = house.start(pace=Pace(idle=60, look=0.05))
    wait_for(lambda: consumer.level)
    both_lose(house, uuid4())
    wait_for(lambda: consumer.counts["halted"] > 0)
    assert not house.level()
