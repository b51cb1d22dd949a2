"""A sick-pay case told day by day, through the real way of an order but without a database."""

from datetime import UTC, date, datetime, time
from functools import reduce
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from services.sickpay.application import SICK_PAY_CASES
from services.sickpay.domain import Event
from services.sickpay.domain import sick_pay_orders as orders
from services.sickpay.domain.follow_up_orders import FollowUpAnswers, HoldFollowUp
from shared.actor import Actor
from shared.casework.decision import Order, Refused, Thread, decided
from shared.casework.declare import Loaded
from shared.clock import COPENHAGEN
from shared.eventlog.codec import Codec
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.eventlog.row import Row
from shared.law.clocks import Clocks, fold
from shared.law.deadline import DeadlineEvent
from shared.law.duties import Duty
from shared.law.rulebook import RuleBook
from tests.support.scenario import tell

BOOK = RuleBook.load([Path("services/sickpay/rules").resolve()])
CITIZEN = UUID("7f3d9c52-6a0e-4c9b-8d3b-0f6f3a3c2b11")
CASE = str(UUID(int=99))
OFFICER = Actor(id="sif", unit="sickpay", roles=("sickpay_officer",))
ANSWERS = FollowUpAnswers("Half days", "From December", "Cannot lift", "Talk with the employer")
CODEC = Codec(Event | DeadlineEvent)


class Story:
    """One case from its first order on; each order is given on a day."""

    def __init__(self, earlier: tuple[Any, ...] = ()) -> None:
        self.history: list[Recorded[Any]] = []
        self.earlier = earlier

    @property
    def state(self) -> Any:
        decider = SICK_PAY_CASES.decider
        return reduce(decider.evolve, (r.event for r in self.history), decider.initial)

    @property
    def clocks(self) -> Clocks:
        return fold(r.event for r in self.history)

    def order(self, command: Command, today: date) -> list[Any]:
        """Give an order; return the case's own new facts, or raise what the law says no with."""
        now = datetime.combine(today, time(12), COPENHAGEN).astimezone(UTC)
        desk: Any = SimpleNamespace(
            today=today, now=now, rules=BOOK, actor=OFFICER, rows_of=lambda *_: list(self.earlier)
        )
        subjects = (CITIZEN,) if self.history else ()
        loaded = Loaded(
            f"sick_pay_case-{CASE}",
            self.state,
            len(self.history),
            subjects,
            tuple(self.history),
            self.clocks,
        )
        order = Order(SICK_PAY_CASES, CASE, command)
        try:
            append = decided(desk, order, loaded, Thread(OFFICER, "test", next_id=uuid4), CODEC)
        except Refused as refused:
            raise refused.rejected from refused
        new = [self._stored(one, now) for one in append.events]
        came = [r.event for r in new if not isinstance(r.event, DeadlineEvent)]
        before = [r.event for r in self.history if not isinstance(r.event, DeadlineEvent)]
        tell(SICK_PAY_CASES.decider, before, type(command).__name__, came)
        self.history += new
        return came

    def _stored(self, one: Any, now: datetime) -> Recorded[Any]:
        number = len(self.history) + 1
        row = Row(
            epoch=1,
            position=number,
            previous=number - 1,
            event_id=one.event_id,
            stream=f"sick_pay_case-{CASE}",
            version=number,
            tag=one.tag,
            subjects=one.subjects,
            effective_on=one.effective_on,
            recorded_at=now,
            state=one.state,
            previous_hash=b"",
        )
        return CODEC.read("sickpay", row)

    def notify(self, first: date, on: date | None = None, **more: Any) -> "Story":
        day = on or first
        told = {"notified_by": "employer", "employment": "10000009", **more}
        self.order(
            orders.NotifyAbsence(citizen=CITIZEN, first_absence_day=first, on=day, **told), day
        )
        return self

    def hold(self, on: date, today: date | None = None) -> list[Any]:
        return self.order(HoldFollowUp(on, "interview", ANSWERS), today or on)

    def owed(self, key: str) -> Duty | None:
        """Return the one deadline of a rule that is still to be done."""
        found = [duty for duty in self.clocks.of_key(key) if duty.open]
        assert len(found) <= 1, f"{key} is owed {len(found)} times"
        return found[0] if found else None

    def due(self, key: str) -> date:
        duty = self.owed(key)
        assert duty is not None, f"{key} is not owed"
        return duty.timely_until
