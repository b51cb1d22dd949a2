"""One service on a real database: orders by people, messages from others, views that follow."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.access.table import load_access
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.declare import Service
from shared.casework.office import Office
from shared.casework.reactions import Reactions
from shared.clock import FixedClock
from shared.eventlog.codec import Codec
from shared.eventlog.command import Command
from shared.eventlog.database import Database
from shared.eventlog.decider import Rejected
from shared.eventlog.envelope import Cursor, Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.view_state import ViewState, set_state
from shared.eventlog.view_table import ViewTable
from shared.eventlog.writer import Writer
from shared.law.deadline_list import DEADLINES
from shared.law.rulebook import RuleBook

ROOM = Path(__file__).parents[2] / "services"
TOLD_BY = Actor(id="bo", unit="benefit_service", roles=("benefit_officer",))


class OneService:
    """A service with its log, its views and its ears, at a moment that only moves forward."""

    def __init__(self, service: Service, database: Database, start: datetime) -> None:
        self.service = service
        self.clock = FixedClock(start)
        self.database = database
        self.log = PostgresLog(database, self.clock)
        room = ROOM / service.name
        rules = RuleBook.load([room / "rules"])
        access = load_access(room / "access.yaml", service, ("deadlines",))
        self.writer = Writer(self.log)
        self.office = Office(
            service,
            log=self.log,
            writer=self.writer,
            rules=rules,
            clock=self.clock,
            access=access,
            database=database,
        )
        self.reactions = Reactions(
            service, log=self.log, rules=rules, clock=self.clock, access=access
        )
        self.codec: Codec = self.office.codec
        own = (*(view for view in service.views if not view.follows), DEADLINES)
        ensure_own(database, own, self.log, self.codec)
        self.follower = Follower(database, self.log, self.codec, own)
        with database.connection() as conn:
            for view in service.views:
                if view.follows:
                    table = ViewTable(view, service.name, 1)
                    table.create(conn)
                    table.publish(conn)
                    set_state(conn, view, ViewState(1, Cursor()))

    def close(self) -> None:
        self.writer.stop()
        self.database.close()

    def at(self, year: int, month: int, day: int, hour: int = 12) -> None:
        self.clock.move_to(datetime(year, month, day, hour, tzinfo=UTC))

    def order(self, actor: Actor, command: Command, case_id: object = None) -> Done:
        """Let somebody give an order, and the views see what came of it."""
        case, act = next(
            (case, act)
            for case in self.service.cases
            for act in case.commands
            if act.command is type(command)
        )
        call = Call(actor, "test", key=str(uuid4()))
        if act.opens:
            done = self.office.open(case, act, command, call)
        else:
            done = self.office.act(case, act, str(case_id), command, call)
        self.follower.catch_up()
        return done

    def told(self, stream: str, event: Event, **meta: Any) -> Recorded[Any]:
        """Let another service's fact arrive."""
        message = recorded(stream, event, self.clock.now(), **meta)
        with self.database.connection() as conn, conn.transaction():
            self.reactions.prepare(conn, [message])
            self.reactions.react(conn, message)
            self.reactions.finish(conn)
        self.follower.catch_up()
        return message

    def facts(self, stream: str) -> list[Recorded[Any]]:
        """Return everything that stands in a stream."""
        return [self.codec.read(self.service.name, row) for row in self.log.read(stream)]

    def refusals(self) -> list[str]:
        """Return the codes policies were refused with."""
        page = self.log.feed(Cursor(), 1000)
        read = [self.codec.read(self.service.name, row) for row in page.rows]
        return [each.event.code for each in read if each.tag == "reaction.refused"]

    def ask(self, name: str, actor: Actor, **params: Any) -> Any:
        """Let somebody ask a question."""
        query = next(each for each in self.service.queries if each.name == name)
        return query.run(self.office.desk(actor), query.params(**params))


def refused(service: OneService, actor: Actor, command: Any, case_id: Any = None) -> str:
    """Let somebody give an order that is refused; return the code."""
    with pytest.raises(Rejected) as caught:
        service.order(actor, command, case_id)
    return caught.value.code


def recorded(stream: str, event: Event, moment: datetime, **meta: Any) -> Recorded[Any]:
    """Return a fact as another service's log holds it."""
    tag = tag_of(event)
    source = meta.pop("source", tag.partition(".")[0])
    about = Meta(
        event_id=uuid4(),
        occurred_at=moment,
        effective_on=meta.pop("effective_on", moment.date()),
        actor=TOLD_BY,
        correlation_id="test",
        subjects=(getattr(event, "citizen", UUID(int=0)),),
        **meta,
    )
    return Recorded(
        source=source,
        epoch=1,
        position=1,
        previous=0,
        stream=stream,
        version=1,
        tag=tag,
        recorded_at=moment,
        event=event,
        meta=about,
    )
