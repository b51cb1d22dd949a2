"""Whatever sick pay tells and takes back, who needs a case here is awaited until somebody acts."""

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.visitation.cases import handovers as cases
from services.visitation.domain.citizen_case import CaseReopened
from services.visitation.domain.sick_pay_handover import (
    Event,
    Handover,
    SettleHandover,
    WithdrawSettlement,
    sick_pay_handover,
)
from services.visitation.messages import NextBasisCorrected, SickPayEnded, SickPayEndWithdrawn
from shared.actor import Actor
from shared.casework.decision import Order, Refused, Thread, decided
from shared.casework.declare import Loaded
from shared.eventlog.codec import Codec
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.eventlog.row import Row
from shared.law.clocks import Clocks, fold
from shared.law.deadline import DeadlineEvent
from shared.law.keeper import missed
from shared.law.rulebook import RuleBook
from tests.visitation.cases import CASE, P6
from tests.visitation.house import ROOM, recorded

BOOK = RuleBook.load([ROOM / "visitation" / "rules"])
CODEC = Codec(Event | DeadlineEvent)
SICK = UUID(int=77)
STREAM = f"sick_pay_case-{SICK}"
NOW = datetime(2024, 7, 2, 10, tzinfo=UTC)
RITA = Actor(id="rita", unit="reception", roles=("reception",))
NEEDS_A_CASE = ("job_clarification", "cash_benefit", "flex_job", "resource_course")
BASES = (*NEEDS_A_CASE, "pension", "work")
DAYS = tuple(date(2024, 7, 20) + timedelta(days=n) for n in (0, 5, 12, 20))


class Jobcenter:
    """The handover of one citizen, through the real way of an order but without a database."""

    def __init__(self) -> None:
        self.history: list[Recorded[Any]] = []
        self.open_case = False
        # What must come out, told from outside: who needs a case, and whether somebody saw to it.
        self.needed_from: date | None = None
        self.seen_to = False
        self.ended = False

    @property
    def state(self) -> Any:
        told = (r.event for r in self.history)
        return reduce(sick_pay_handover.evolve, told, sick_pay_handover.initial)

    @property
    def clocks(self) -> Clocks:
        return fold(r.event for r in self.history)

    @property
    def waiting(self) -> bool:
        return isinstance(self.state, Handover) and self.state.stage == "waiting"

    @property
    def found(self) -> cases.Found:
        return cases.Found(CASE if self.open_case else None, awaited=self.waiting)

    def order(self, command: Command) -> bool:
        """Give an order; say whether it was carried out."""
        handover = str(cases.handover_of(str(SICK)))
        desk: Any = SimpleNamespace(today=NOW.date(), now=NOW, rules=BOOK, actor=RITA)
        name = f"sick_pay_handover-{handover}"
        subjects = (P6,) if self.history else ()
        loaded = Loaded(
            name, self.state, len(self.history), subjects, tuple(self.history), self.clocks
        )
        wish = Order(cases.SICK_PAY_HANDOVER, handover, command)
        thread = Thread(RITA, "test", next_id=uuid4)
        try:
            append = decided(desk, wish, loaded, thread, CODEC)
        except Refused:
            return False
        for one in append.events:
            number = len(self.history) + 1
            row = Row(
                epoch=1,
                position=number,
                previous=number - 1,
                event_id=one.event_id,
                stream=name,
                version=number,
                tag=one.tag,
                subjects=one.subjects,
                effective_on=one.effective_on,
                recorded_at=NOW,
                state=one.state,
                previous_hash=b"",
            )
            self.history.append(CODEC.read("visitation", row))
        return True

    def hear(self, react: Any, event: Any) -> None:
        for do in react(recorded(STREAM, event, NOW), self.found):
            assert self.order(do.command), (do.command, self.state)

    # -- what may happen --------------------------------------------------------------------------

    def ends(self, basis: str, day: date) -> None:
        if self.ended:
            return
        self.ended = True
        self._needs(basis, day)
        self.hear(cases.when_sick_pay_ended, SickPayEnded(P6, basis, day))

    def goes_on(self, _basis: str, _day: date) -> None:
        if self.ended:
            self.ended, self.needed_from = False, None
            self.hear(cases.when_sick_pay_end_withdrawn, SickPayEndWithdrawn(P6))

    def put_right(self, basis: str, day: date) -> None:
        if not self.ended or (self.waiting and (basis, day) == self._told()):
            return
        self._needs(basis, day)
        told = NextBasisCorrected(P6, basis, day, day - timedelta(days=1))
        self.hear(cases.when_next_basis_corrected, told)

    def registered(self, _basis: str, day: date) -> None:
        if self.open_case:
            return
        self.open_case = self.seen_to = True
        told = CaseReopened(P6, day, "x")
        message = recorded(f"citizen_case-{CASE}", told, NOW, effective_on=NOW.date())
        awaited = (cases.handover_of(str(SICK)),) if self.waiting else ()
        for do in cases.when_case_opened(message, awaited):
            assert self.order(do.command)

    def closed(self, _basis: str, _day: date) -> None:
        self.open_case = False

    def settled(self, _basis: str, _day: date) -> None:
        self.seen_to = self.order(SettleHandover("Flyttet")) or self.seen_to

    def not_settled(self, _basis: str, _day: date) -> None:
        if self.order(WithdrawSettlement("Blev boende")):
            self.seen_to = False

    def _told(self) -> tuple[str, date]:
        names = {known: name for name, known in cases._BASIS.items()}
        return names[self.state.benefit_basis], self.state.from_

    def _needs(self, basis: str, day: date) -> None:
        self.needed_from = day if basis in NEEDS_A_CASE else None
        self.seen_to = self.open_case


WISHES = ("ends", "ends", "goes_on", "put_right", "registered", "closed", "settled", "not_settled")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    st.lists(
        st.tuples(st.sampled_from(WISHES), st.sampled_from(BASES), st.sampled_from(DAYS)),
        min_size=2,
        max_size=14,
    )
)
def test_e4_who_needs_a_case_is_awaited_with_a_deadline_until_somebody_sees_to_it(
    wishes: list[tuple[str, str, date]],
) -> None:
    jobcenter = Jobcenter()
    for wish, basis, day in wishes:
        getattr(jobcenter, wish)(basis, day)
        needed = jobcenter.needed_from
        if needed is None or jobcenter.seen_to:
            continue
        assert jobcenter.waiting, (wish, jobcenter.state)
        owed = [duty for duty in jobcenter.clocks.duties if duty.open]
        assert [duty.timely_until for duty in owed] == [needed]
        late = missed(jobcenter.clocks, needed + timedelta(days=1))
        assert [each.rule_key for each in late] == ["handover.take_over"]


def test_sick_pay_that_ends_again_awaits_again_whom_somebody_had_settled_or_taken_over() -> None:
    for seen_to in ("settled", "registered"):
        jobcenter = Jobcenter()
        jobcenter.ends("cash_benefit", DAYS[0])
        getattr(jobcenter, seen_to)("", DAYS[0])
        assert not jobcenter.waiting
        jobcenter.goes_on("", DAYS[0])
        jobcenter.closed("", DAYS[0])
        jobcenter.ends("cash_benefit", DAYS[2])
        assert jobcenter.waiting
        assert jobcenter.state.from_ == DAYS[2]
