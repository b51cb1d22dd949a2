"""Taking citizens over from sick pay, told to the wiring: the case, what opens it, its list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from services.visitation.cases.earlier import corrected, latest, taken_back
from services.visitation.domain import sick_pay_handover as handover
from services.visitation.domain.citizen_case import CaseReopened
from services.visitation.domain.codes import BenefitBasis
from services.visitation.domain.registration import CitizenRegistered
from services.visitation.domain.sick_pay_handover import HandoverFacts, sick_pay_handover
from services.visitation.messages import NextBasisCorrected, SickPayEnded, SickPayEndWithdrawn
from services.visitation.views.citizen_case_list import latest_case_of
from services.visitation.views.handover_list import (
    HANDOVER_LIST,
    Handovers,
    HandoverShown,
    handovers,
    waiting_for,
)
from shared.casework.declare import Act, CaseType, Collected, Desk, Do, Loaded, Policy, Query
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id

# What sick pay calls what comes next, and what visitation calls it; the rest need no case here.
_BASIS: Final[Mapping[str, BenefitBasis]] = {
    "job_clarification": "job_clarification",
    "cash_benefit": "cash_benefit",
    "flex_job": "flex_unemployment_benefit",
    "resource_course": "resource_course",
}
_DAY_OF: Final = (handover.HandoverOpened, handover.HandoverCorrected)


class Found(Struct, frozen=True):
    """How the handover of a sick-pay case stands, and the citizen's open case if there is one."""

    open_case: UUID | None
    awaited: bool


def handover_of(sick_pay_case: str) -> UUID:
    """Return the id of the handover that belongs to a sick-pay case."""
    return derived_id(UUID(sick_pay_case), "when_sick_pay_ended")


def find_handover(
    desk: Desk, message: Recorded[SickPayEnded | SickPayEndWithdrawn | NextBasisCorrected]
) -> Found:
    """Find the citizen's open case, and whether the citizen is awaited already."""
    row = latest_case_of(desk, message.event.citizen)
    state = desk.load(sick_pay_handover, handover_of(message.case_id)).state
    awaited = isinstance(state, handover.Handover) and state.stage == "waiting"
    return Found(row.citizen_case if row and row.status == "open" else None, awaited)


def when_sick_pay_ended(message: Recorded[SickPayEnded], found: Found) -> Sequence[Do]:
    """Await the citizen from the first day without sick pay, where a case here comes next."""
    told = message.event
    if told.next_basis is None or told.next_from is None:
        return []
    return _await(message, told.next_basis, told.next_from, found)


def when_next_basis_corrected(message: Recorded[NextBasisCorrected], found: Found) -> Sequence[Do]:
    """Follow what sick pay put right after the end; before it nobody is awaited."""
    told = message.event
    if told.ended_on is None:
        return []
    if not found.awaited:
        return _await(message, told.basis, told.from_, found)
    if told.basis not in _BASIS:
        return [_on(message, handover.WithdrawHandover())]
    return [_on(message, handover.CorrectHandover(_BASIS[told.basis], told.from_))]


def when_sick_pay_end_withdrawn(
    message: Recorded[SickPayEndWithdrawn], found: Found
) -> Sequence[Do]:
    """Await nobody whose sick pay goes on; who has a case already keeps it."""
    return [_on(message, handover.WithdrawHandover())] if found.awaited else []


def _await(message: Recorded[Any], next_basis: str, next_from: date, found: Found) -> Sequence[Do]:
    if next_basis not in _BASIS:
        return []
    return [
        _on(
            message,
            handover.OpenHandover(
                message.event.citizen,
                UUID(message.case_id),
                _BASIS[next_basis],
                next_from,
                found.open_case,
            ),
        )
    ]


def _on(message: Recorded[Any], order: Command) -> Do:
    return Do(decider=sick_pay_handover, case_id=handover_of(message.case_id), command=order)


def find_awaited(
    desk: Desk, message: Recorded[CitizenRegistered | CaseReopened]
) -> tuple[UUID, ...]:
    """Find the handovers in which the citizen is awaited."""
    return waiting_for(desk, message.event.citizen)


def when_case_opened(
    message: Recorded[CitizenRegistered | CaseReopened], awaited: tuple[UUID, ...]
) -> Sequence[Do]:
    """End the waiting when the citizen's own case is open."""
    order = handover.NoteTakenOver(UUID(message.case_id), message.meta.effective_on)
    return [Do(decider=sick_pay_handover, case_id=each, command=order) for each in awaited]


def collect_handover(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[HandoverFacts]:
    """Find out the day, and which fact an order puts right."""
    facts = HandoverFacts(today=desk.today)
    awaited = getattr(loaded.state, "from_", desk.today)
    match command:
        case handover.OpenHandover(citizen=citizen, from_=from_):
            return Collected(facts=facts, subjects=(citizen,), effective_on=from_)
        case handover.NoteTakenOver(on=on):
            # Taken over early, the citizen is from the first day without sick pay on.
            return Collected(facts=facts, effective_on=max(on, awaited))
        case handover.SettleHandover():
            return Collected(facts=facts, effective_on=max(desk.today, awaited))
        case handover.CorrectHandover():
            return corrected(facts, latest(loaded, _DAY_OF))
        case handover.WithdrawHandover():
            return taken_back(facts, latest(loaded, _DAY_OF))
        case handover.WithdrawSettlement():
            return taken_back(facts, latest(loaded, (handover.HandoverSettled,)))
        case _:
            return Collected(facts=facts)


SICK_PAY_HANDOVER: Final = CaseType[HandoverFacts](
    decider=sick_pay_handover,
    path="sick-pay-handovers",
    title="Overgang fra sygedagpenge",
    of_retired=True,
    collect=collect_handover,
    closes_on=(handover.CitizenTakenOver, handover.HandoverSettled, handover.HandoverWithdrawn),
    reopens_on=(handover.HandoverOpened, handover.HandoverSettlementWithdrawn),
    clocks=("handover.take_over",),
    commands=(
        Act(command=handover.OpenHandover, opens=True),
        Act(command=handover.CorrectHandover, verb="correct"),
        Act(command=handover.WithdrawHandover, verb="withdraw"),
        Act(command=handover.NoteTakenOver, verb="note-taken-over"),
        Act(
            command=handover.SettleHandover,
            verb="settle",
            example={"reason": "Flyttet til en anden kommune"},
        ),
        Act(
            command=handover.WithdrawSettlement,
            verb="withdraw-settlement",
            example={"reason": "Flytningen blev ikke til noget"},
        ),
    ),
)
CASES: Final = (SICK_PAY_HANDOVER,)
VIEWS: Final = (HANDOVER_LIST,)
QUERIES: Final = (
    Query(
        name="sick_pay_handovers",
        path="lists/sick-pay-handovers",
        params=Handovers,
        answer=list[HandoverShown],
        run=handovers,
        ordered_by=("from_", "handover"),
    ),
)
POLICIES: Final = (
    Policy(
        name="when_sick_pay_ended",
        on=SickPayEnded,
        find=find_handover,
        react=when_sick_pay_ended,
    ),
    Policy(
        name="when_next_basis_corrected",
        on=NextBasisCorrected,
        find=find_handover,
        react=when_next_basis_corrected,
    ),
    Policy(
        name="when_sick_pay_end_withdrawn",
        on=SickPayEndWithdrawn,
        find=find_handover,
        react=when_sick_pay_end_withdrawn,
    ),
    *(
        Policy(name="when_case_opened", on=heard, find=find_awaited, react=when_case_opened)
        for heard in (CitizenRegistered, CaseReopened)
    ),
)
