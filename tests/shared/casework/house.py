"""The sample service at work on a log in memory or in PostgreSQL; a test may step in between."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.declare import Act, CaseType
from shared.casework.office import Office
from shared.casework.reactions import Reactions
from shared.clock import FixedClock
from shared.eventlog.append import Append, Appended, NewEvent
from shared.eventlog.codec import Codec
from shared.eventlog.command import Command
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Meta, Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.follower import Follower
from shared.eventlog.log import Log, PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.view_state import ViewState, set_state
from shared.eventlog.view_table import ViewTable
from shared.eventlog.writer import Writer
from shared.identity import new_id
from shared.law.deadline_list import DEADLINES
from shared.law.rulebook import RuleBook
from tests.shared.casework.sample import PLAN, TALK
from tests.shared.casework.sample_service import ACCESS, HEARD, RULES, SERVICE

ANNA = Actor(id="anna", unit="jobcenter", roles=("counsellor",))
BO = Actor(id="bo", unit="jobcenter", roles=("counsellor",))
START = datetime(2011, 6, 1, 8, tzinfo=UTC)
CASES: dict[str, CaseType[Any]] = {case.name: case for case in SERVICE.cases}
TOLD = Codec(SERVICE.messages)


class Interrupted:
    """Wraps log or writer: what a test laid in wait happens once, at the named moment."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.before: dict[str, Callable[[], object]] = {}
        self.after: dict[str, Callable[[], object]] = {}

    def __getattr__(self, name: str) -> Any:
        def interrupted(*given: Any) -> Any:
            self.before.pop(name, lambda: None)()
            found = getattr(self._inner, name)(*given)
            self.after.pop(name, lambda: None)()
            return found

        return interrupted


class SampleOffice:
    """An office of the sample service, with short words for giving orders."""

    def __init__(
        self, log: Log, clock: FixedClock, database: Database | None = None, rules: RuleBook = RULES
    ) -> None:
        self.clock = clock
        self.database = database
        self.pure_log = log
        self.log = Interrupted(log)
        self._writing = Writer(log)
        self.writer = Interrupted(self._writing)
        self.office = Office(
            SERVICE,
            log=self.log,
            writer=self.writer,  # type: ignore[arg-type]  # the writer, with somebody in between
            rules=rules,
            clock=clock,
            access=ACCESS,
            database=database,
        )

    def close(self) -> None:
        self._writing.stop()

    def order(
        self,
        command: Command,
        case_id: object = None,
        if_match: int | None = None,
        key: str | None = None,
        actor: Actor = ANNA,
    ) -> Done:
        case, act = act_of(command)
        call = Call(actor, "test", key=key or str(uuid4()), if_match=if_match)
        if act.opens:
            return self.office.open(case, act, command, call)
        return self.office.act(case, act, str(case_id), command, call)

    def events(self, stream: str) -> list[Event]:
        return [each.event for each in self.facts(stream)]

    def facts(self, stream: str) -> list[Recorded[Any]]:
        return [self.office.codec.read("sample", row) for row in self.pure_log.read(stream)]

    def tags(self, stream: str) -> list[str]:
        return [row.tag for row in self.pure_log.read(stream)]


class SampleHouse(SampleOffice):
    """The sample service on PostgreSQL, with its views and its ears."""

    database: Database

    def __init__(
        self, database: Database, clock: FixedClock | None = None, rules: RuleBook = RULES
    ) -> None:
        clock = clock or FixedClock(START)
        own_log = PostgresLog(database, clock)
        super().__init__(own_log, clock, database, rules)
        self.own_log = own_log
        self.refused: list[tuple[str, str]] = []
        self.reactions = Reactions(
            SERVICE,
            log=own_log,
            rules=rules,
            clock=clock,
            access=ACCESS,
            on_refused=lambda policy, code: self.refused.append((policy, code)),
        )
        views = (*SERVICE.views, self.office.case_list, DEADLINES)
        ensure_own(database, views, own_log, self.office.codec)
        self.follower = Follower(database, own_log, self.office.codec, views)
        with database.connection() as conn:
            table = ViewTable(HEARD, database.schema, 1)
            table.create(conn)
            table.publish(conn)
            set_state(conn, HEARD, ViewState(1, Cursor()))

    def hear(self, *messages: Recorded[Any]) -> None:
        """Let messages have their effects, all in one transaction as the inbox does."""
        with self.database.connection() as conn, conn.transaction():
            self.reactions.prepare(conn, messages)
            for each in messages:
                self.reactions.react(conn, each)
            self.reactions.finish(conn)

    def level(self) -> bool:
        """Say whether the views have followed the log to its end."""
        head = self.own_log.head().position
        return all(position >= head for position in self.follower.positions().values())

    def everything(self) -> list[Recorded[Any]]:
        """Return the whole log."""
        rows = self.own_log.feed(Cursor(), 10_000).rows
        return [self.office.codec.read("sample", row) for row in rows]


def act_of(command: Command) -> tuple[CaseType[Any], Act]:
    """Return the case type and the declaration of an order."""
    return next(
        (case, act)
        for case in SERVICE.cases
        for act in case.commands
        if act.command is type(command)
    )


def plan(case_id: object) -> str:
    """Return the stream of a plan."""
    return f"{PLAN.case_type}-{case_id}"


def talk(number: str) -> str:
    """Return the stream of a talk."""
    return f"{TALK.case_type}-{number}"


def meta(*citizens: UUID, moment: datetime = START, **more: Any) -> Meta:
    """Return a plausible envelope."""
    given = {"event_id": new_id(), "effective_on": moment.date(), "actor": BO, **more}
    return Meta(occurred_at=moment, correlation_id="test", subjects=citizens, **given)


def told(event: Any, position: int = 1) -> Recorded[Any]:
    """Return a fact as the teller's log holds it."""
    about = meta(event.citizen)
    return Recorded(
        source="teller",
        epoch=1,
        position=position,
        previous=position - 1,
        stream=f"told-{event.citizen}",
        version=position,
        tag=tag_of(event),
        recorded_at=START,
        event=event,
        meta=about,
    )


def tell(log: Log, *events: Any) -> list[UUID]:
    """Write facts in the teller's own log; return their ids."""
    ids = []
    for event in events:
        about = meta(event.citizen)
        state = TOLD.encode(event, about)
        new = NewEvent(about.event_id, tag_of(event), state, about.subjects, about.effective_on)
        stream = f"told-{event.citizen}"
        version = len(log.read(stream))
        assert isinstance(log.append([Append(stream, version, (new,))])[0], Appended)
        ids.append(about.event_id)
    return ids
