"""The benefit service at work on a real log: people give orders, other services tell things."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.benefit_service.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.office import Office
from shared.casework.reactions import Reactions
from shared.clock import FixedClock
from shared.eventlog.command import Command
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.view_state import ViewState, set_state
from shared.eventlog.view_table import ViewTable
from shared.eventlog.writer import Writer
from shared.law.rulebook import RuleBook
from tests.benefit_service.samples import ANNA, BO, recorded
from tests.support.database import make_service

ROOM = Path(__file__).parents[2] / "services" / "benefit_service"


class Counter:
    """The office with its log, its views and its ears; its clock only moves forward."""

    def __init__(self, database: Database, parameters: dict[str, Any], year: int = 2011) -> None:
        self.year = year
        self.clock = FixedClock(datetime(year, 5, 2, 10, tzinfo=UTC))
        self.database = database
        self.log = PostgresLog(database, self.clock)
        access = load_access(ROOM / "access.yaml", SERVICE, ("deadlines",))
        rules = RuleBook.load([ROOM / "rules"], parameters)
        self.writer = Writer(self.log)
        self.office = Office(
            SERVICE,
            log=self.log,
            writer=self.writer,
            rules=rules,
            clock=self.clock,
            access=access,
            database=database,
        )
        self.reactions = Reactions(
            SERVICE, log=self.log, rules=rules, clock=self.clock, access=access
        )
        own = tuple(view for view in SERVICE.views if not view.follows)
        ensure_own(database, own, self.log, self.office.codec)
        self.follower = Follower(database, self.log, self.office.codec, own)
        with database.connection() as conn:
            for view in SERVICE.views:
                if view.follows:
                    table = ViewTable(view, SERVICE.name, 1)
                    table.create(conn)
                    table.publish(conn)
                    set_state(conn, view, ViewState(1, Cursor()))

    def at(self, month: int, day: int, hour: int = 10) -> None:
        self.clock.move_to(datetime(self.year, month, day, hour, tzinfo=UTC))

    def order(self, command: Command, case_id: object = None, by: Actor = BO) -> Done:
        """Let somebody give an order, and the views see what came of it."""
        case, act = next(
            (case, act)
            for case in SERVICE.cases
            for act in case.commands
            if act.command is type(command)
        )
        call = Call(by, "test", str(uuid4()))
        try:
            if act.opens:
                return self.office.open(case, act, command, call)
            return self.office.act(case, act, str(case_id), command, call)
        finally:
            self.follower.catch_up()

    def told(self, stream: str, event: Event, source: str = "", **more: Any) -> UUID:
        """Let another service's fact arrive; return its id."""
        now = self.clock.now()
        message = recorded(
            event,
            stream,
            source=source or tag_of(event).partition(".")[0],
            event_id=uuid4(),
            effective_on=more.pop("effective_on", now.date()),
            recorded_at=now,
            actor=ANNA,
            **more,
        )
        with self.database.connection() as conn, conn.transaction():
            self.reactions.prepare(conn, [message])
            self.reactions.react(conn, message)
            self.reactions.finish(conn)
        self.follower.catch_up()
        return message.meta.event_id

    def facts(self) -> list[Recorded[Any]]:
        """Return everything that was ever decided here, in order."""
        rows = self.log.feed(Cursor(), 1000).rows
        return [self.office.codec.read(SERVICE.name, row) for row in rows]

    def of(self, kind: type[Event]) -> list[Any]:
        """Return the facts of one kind."""
        return [fact.event for fact in self.facts() if isinstance(fact.event, kind)]

    def refusals(self) -> list[str]:
        """Return the codes that policies were refused with."""
        return [fact.event.code for fact in self.facts() if fact.tag == "reaction.refused"]

    def ask(self, name: str, **params: Any) -> Any:
        query = next(query for query in SERVICE.queries if query.name == name)
        return query.run(self.office.desk(BO), query.params(**params))


@pytest.fixture
def counter(database_url: str) -> Iterator[Counter]:
    """Open the office on 2 May 2011, with a test rate of 400 kroner a day."""
    database = make_service(database_url, "benefit_service")
    opened = Counter(database, {"sanction.test_day_rate_ore": 40000})
    yield opened
    opened.writer.stop()
    database.close()


@pytest.fixture
def counter_2023(database_url: str) -> Iterator[Counter]:
    """Open the office on 2 May 2023, with the rates of the law and no others."""
    database = make_service(database_url, "benefit_service")
    opened = Counter(database, {}, 2023)
    yield opened
    opened.writer.stop()
    database.close()
