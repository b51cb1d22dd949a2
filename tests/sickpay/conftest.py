"""Sick pay at work on a real log, with the law's clocks, its policy and its lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.sickpay.messages import FormSendingCorrected, InformationFormSent
from services.sickpay.wiring import SERVICE
from shared.access.table import load_access
from shared.actor import Actor
from shared.casework.call import Call, Done
from shared.casework.office import Office
from shared.casework.reactions import Reactions
from shared.clock import COPENHAGEN, FixedClock
from shared.eventlog.command import Command
from shared.eventlog.database import Database
from shared.eventlog.envelope import Cursor, Meta, Recorded
from shared.eventlog.event import tag_of
from shared.eventlog.follower import Follower
from shared.eventlog.log import PostgresLog
from shared.eventlog.rebuild import ensure_own
from shared.eventlog.view_state import ViewState, set_state
from shared.eventlog.view_table import ViewTable
from shared.eventlog.writer import Writer
from shared.law.deadline_list import DEADLINES
from shared.law.rulebook import RuleBook
from tests.support.database import make_service

ROOM = Path("services/sickpay").resolve()
OFFICER = Actor(id="sif", unit="sickpay", roles=("sickpay_officer",))
BENEFIT_OFFICER = Actor(id="bo", unit="benefit_service", roles=("benefit_officer",))
CASE = SERVICE.cases[0]


@dataclass
class Counter:
    """Gives orders to sick pay, tells it what benefit service did, and reads all it wrote."""

    office: Office
    reactions: Reactions
    follower: Follower
    database: Database
    clock: FixedClock

    def day(self, day: date) -> None:
        """Let it be noon of this day."""
        self.clock.move_to(datetime.combine(day, time(12), COPENHAGEN))

    def order(self, command: Command, case_id: UUID | str | None = None) -> Done:
        """Give an order on the day it is."""
        act = next(act for act in CASE.commands if act.command is type(command))
        call = Call(OFFICER, "test", str(uuid4()))
        if act.opens:
            return self.office.open(CASE, act, command, call)
        return self.office.act(CASE, act, str(case_id), command, call)

    def form_sent(self, citizen: UUID, case_id: str, sent_on: date, form: UUID) -> UUID:
        """Tell sick pay that benefit service sent the form; return the message's id."""
        return self._tell(InformationFormSent(citizen, UUID(case_id), sent_on), sent_on, form)

    def sending_corrected(
        self, citizen: UUID, case_id: str, sent_on: date, form: UUID, message: UUID
    ) -> UUID:
        """Tell sick pay that the form was sent on another day than the message said."""
        event = FormSendingCorrected(citizen, UUID(case_id), sent_on)
        return self._tell(event, sent_on, form, corrects=message, how="corrected")

    def _tell(
        self,
        event: InformationFormSent | FormSendingCorrected,
        on: date,
        form: UUID,
        **mended: Any,
    ) -> UUID:
        now = self.clock.now()
        meta = Meta(
            event_id=uuid4(),
            occurred_at=now,
            effective_on=on,
            actor=BENEFIT_OFFICER,
            correlation_id="test",
            subjects=(event.citizen,),
            **mended,
        )
        message = Recorded(
            source="benefit_service",
            epoch=1,
            position=1,
            previous=0,
            stream=f"information_form-{form}",
            version=1,
            tag=tag_of(event),
            recorded_at=now,
            event=event,
            meta=meta,
        )
        with self.database.connection() as conn, conn.transaction():
            self.reactions.prepare(conn, [message])
            self.reactions.react(conn, message)
            self.reactions.finish(conn)
        return meta.event_id

    def told(self, case_id: str) -> list[Recorded[Any]]:
        """Return everything that stands in a case."""
        return self.office.history(CASE, case_id)

    def refusals(self) -> list[str]:
        """Return the codes of the policy's orders that the case refused."""
        rows = self.office.feed(Cursor(), 1000).rows
        return [
            recorded.event.code
            for recorded in (self.office.codec.read("sickpay", row) for row in rows)
            if recorded.tag == "reaction.refused"
        ]

    def ask(self, name: str, params: Any) -> Any:
        """Ask a declared question, after the lists are level with the log."""
        self.follower.catch_up()
        query = next(query for query in SERVICE.queries if query.name == name)
        return query.run(self.office.desk(OFFICER), params)


@pytest.fixture
def counter(database_url: str) -> Iterator[Counter]:
    """Open a sick-pay office whose year is 2007."""
    clock = FixedClock(datetime(2007, 10, 1, 10, tzinfo=UTC))
    database = make_service(database_url, "sickpay")
    log = PostgresLog(database, clock)
    rules = RuleBook.load([ROOM / "rules"])
    access = load_access(ROOM / "access.yaml", SERVICE, ("deadlines",))
    writer = Writer(log)
    office = Office(
        SERVICE, log=log, writer=writer, rules=rules, clock=clock, access=access, database=database
    )
    own = (*(view for view in SERVICE.views if not view.follows), DEADLINES)
    ensure_own(database, own, log, office.codec)
    follower = Follower(database, log, office.codec, own)
    with database.connection() as conn:
        for view in SERVICE.views:
            if view.follows:
                table = ViewTable(view, SERVICE.name, 1)
                table.create(conn)
                table.publish(conn)
                set_state(conn, view, ViewState(1, Cursor()))
    reactions = Reactions(SERVICE, log=log, rules=rules, clock=clock, access=access)
    yield Counter(office, reactions, follower, database, clock)
    writer.stop()
    database.close()
