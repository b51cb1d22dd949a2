"""Company contact at work on a real log, with its policy and its lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.company_contact.application import CASES
from services.company_contact.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.office import Office
from shared.casework.reactions import Reactions
from shared.clock import FixedClock
from shared.eventlog.command import Command
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Meta, Recorded
from shared.eventlog.event import tag_of
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.writer import Writer
from shared.law.deadline_list import DEADLINES
from shared.law.rulebook import RuleBook
from tests.support.database import make_service

ROOM = Path("services/company_contact").resolve()
CONSULTANT = Actor(id="karen", unit="jobcenter", roles=("company_consultant",))
SICKPAY = Actor(id="sif", unit="sickpay", roles=("sickpay_officer",))
KVS = Actor(id="kim", unit="company_service", roles=("kvs_consultant",))


@dataclass
class Counter:
    """Gives orders to company contact, lets it hear its own log, and reads all it wrote."""

    office: Office
    reactions: Reactions
    follower: Follower
    database: Database
    heard: Cursor

    def order(
        self,
        command: Command,
        case_id: UUID | str | None = None,
        by: Actor = KVS,
        seen: int | None = None,
    ) -> Done:
        """Give an order, then let the service's policy hear what it came to."""
        for case in CASES:
            for act in case.commands:
                if act.command is type(command):
                    call = Call(by, "test", str(uuid4()), if_match=seen)
                    if act.opens:
                        done = self.office.open(case, act, command, call)
                    else:
                        done = self.office.act(case, act, str(case_id), command, call)
                    self._hear()
                    return done
        raise LookupError(type(command))

    def told_by(self, source: str, case_type: str, case_id: UUID | str, event: Any) -> None:
        """Let company contact hear a fact of another service, as often as it is called."""
        now = self.office.clock.now()
        meta = Meta(uuid4(), now, now.date(), Actor(id="somebody"), "test")
        stream = f"{case_type}-{case_id}"
        told = Recorded(source, 1, 1, 0, stream, 1, tag_of(event), now, event, meta)
        self._react([told])

    def _react(self, told: list[Recorded[Any]]) -> None:
        with self.database.connection() as conn, conn.transaction():
            self.reactions.prepare(conn, told)
            for each in told:
                self.reactions.react(conn, each)
            self.reactions.finish(conn)

    def _hear(self) -> None:
        page = self.office.feed(self.heard, 1000)
        self.heard = page.upto
        self._react([self.reactions.codec.read("company_contact", row) for row in page.rows])

    def told(self, case_type: str, case_id: UUID | str) -> list[Recorded[Any]]:
        """Return everything that stands in a case."""
        case = next(case for case in CASES if case.name == case_type)
        return self.office.history(case, str(case_id))

    def ask(self, name: str, params: Any, by: Actor = KVS) -> Any:
        """Ask a declared question, after the lists are level with the log."""
        assert self.office.access.reads_as(by, name)
        self.follower.catch_up()
        query = next(query for query in SERVICE.queries if query.name == name)
        return query.run(self.office.desk(by), params)


@pytest.fixture
def counter(database_url: str) -> Iterator[Counter]:
    """Open the company office on 1 June 2011."""
    clock = FixedClock(datetime(2011, 6, 1, 10, tzinfo=UTC))
    database = make_service(database_url, "company_contact")
    log = PostgresLog(database, clock)
    rules = RuleBook.load([ROOM / "rules"])
    access = load_access(ROOM / "access.yaml", SERVICE, ("deadlines",))
    writer = Writer(log)
    office = Office(
        SERVICE, log=log, writer=writer, rules=rules, clock=clock, access=access, database=database
    )
    views = (*SERVICE.views, DEADLINES)
    ensure_own(database, views, log, office.codec)
    follower = Follower(database, log, office.codec, views)
    reactions = Reactions(SERVICE, log=log, rules=rules, clock=clock, access=access)
    yield Counter(office, reactions, follower, database, Cursor())
    writer.stop()
    database.close()
