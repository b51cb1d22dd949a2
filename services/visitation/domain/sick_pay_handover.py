"""Sick pay ends, and the jobcenter has the citizen from the day after: nobody falls between (E4).

Law: SPA § 24 and § 24a. Sick pay tells what the citizen lives on next and from when; this case
waits until the citizen's own case is open, with a deadline on that first day. A person registers
the citizen, for only a person knows the target group; the registration ends the waiting by itself.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.visitation.domain.codes import BenefitBasis, Text
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.eventlog.event import Event as Fact
from shared.privacy.personal import ContactData


class OpenHandover(Order, frozen=True):
    """Await a citizen whose sick pay ends; `citizen_case` is the open case there is already."""

    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: BenefitBasis
    from_: date
    citizen_case: UUID | None = None


class CorrectHandover(Order, frozen=True):
    """The citizen lives on something else next, or from another day."""

    benefit_basis: BenefitBasis
    from_: date


class WithdrawHandover(Order, frozen=True):
    """Sick pay goes on after all, or the citizen needs no case."""


class NoteTakenOver(Order, frozen=True):
    """The citizen's own case is open."""

    citizen_case: UUID
    on: date


class SettleHandover(Order, frozen=True):
    """Say why the citizen needs no case here, such as a move to another municipality."""

    reason: Text


class WithdrawSettlement(Order, frozen=True):
    """Take that back; the citizen is awaited again."""

    reason: Text


Command: TypeAlias = (
    OpenHandover
    | CorrectHandover
    | WithdrawHandover
    | NoteTakenOver
    | SettleHandover
    | WithdrawSettlement
)


class HandoverOpened(Fact, frozen=True, tag="visitation.handover_opened"):
    """The jobcenter awaits the citizen from that day, the first without sick pay."""

    citizen: UUID
    sick_pay_case: UUID
    benefit_basis: BenefitBasis
    from_: date


class HandoverCorrected(Fact, frozen=True, tag="visitation.handover_corrected"):
    """The handover as it should have been told."""

    citizen: UUID
    benefit_basis: BenefitBasis
    from_: date


class HandoverWithdrawn(Fact, frozen=True, tag="visitation.handover_withdrawn"):
    """The citizen is not awaited any more."""

    citizen: UUID


class CitizenTakenOver(Fact, frozen=True, tag="visitation.citizen_taken_over"):
    """The citizen has an open case here; nobody fell between."""

    citizen: UUID
    citizen_case: UUID
    taken_over_on: date


class HandoverSettled(Fact, frozen=True, tag="visitation.handover_settled"):
    """Somebody said why the citizen needs no case here."""

    citizen: UUID
    reason: ContactData[str]


class HandoverSettlementWithdrawn(
    Fact, frozen=True, tag="visitation.handover_settlement_withdrawn"
):
    """The citizen is awaited again, from that day."""

    citizen: UUID
    from_: date
    reason: ContactData[str]


Event: TypeAlias = (
    HandoverOpened
    | HandoverCorrected
    | HandoverWithdrawn
    | CitizenTakenOver
    | HandoverSettled
    | HandoverSettlementWithdrawn
)


class NotOpened(Struct, frozen=True):
    """Nobody is awaited."""


class Handover(Struct, frozen=True):
    """Who is awaited, on what basis and from when, and how far it has come."""

    citizen: UUID
    benefit_basis: BenefitBasis
    from_: date
    stage: Literal["waiting", "taken_over", "settled", "withdrawn"] = "waiting"


State: TypeAlias = NotOpened | Handover


class HandoverFacts(Struct, frozen=True):
    """What was found out before a decision: the business day."""

    today: date


_CLOSED: Final[dict[str, Code]] = {
    "taken_over": "citizen_already_taken_over",
    "settled": "handover_settled",
    "withdrawn": "handover_withdrawn",
}


def blocks(command_type: type[Order], state: State, _facts: HandoverFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now."""
    match state:
        case NotOpened():
            return () if command_type is OpenHandover else ("handover_not_opened",)
        case Handover(stage=stage) if command_type is OpenHandover:
            # Sick pay that ends again asks anew, whoever saw to the citizen the last time.
            return ("handover_already_opened",) if stage == "waiting" else ()
        case Handover(stage="settled") if command_type is WithdrawSettlement:
            return ()
        case Handover(stage="waiting"):
            return ("handover_not_settled",) if command_type is WithdrawSettlement else ()
        case Handover(stage=stage):
            return (_CLOSED[stage],)


def decide(command: Order, state: State, facts: HandoverFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case OpenHandover(citizen, sick_pay_case, basis, from_, citizen_case), _:
            opened = HandoverOpened(citizen, sick_pay_case, basis, from_)
            if citizen_case is None:
                return [opened]
            return [opened, CitizenTakenOver(citizen, citizen_case, from_)]
        case CorrectHandover(basis, from_), Handover(citizen):
            if (basis, from_) == (state.benefit_basis, state.from_):
                raise Rejected("nothing_to_correct")
            return [HandoverCorrected(citizen, basis, from_)]
        case WithdrawHandover(), Handover(citizen):
            return [HandoverWithdrawn(citizen)]
        case NoteTakenOver(citizen_case, on), Handover(citizen):
            return [CitizenTakenOver(citizen, citizen_case, on)]
        case SettleHandover(reason), Handover(citizen):
            return [HandoverSettled(citizen, reason)]
        case WithdrawSettlement(reason), Handover(citizen, from_=from_):
            return [HandoverSettlementWithdrawn(citizen, from_, reason)]
        case _:
            return not_allowed_now()


def evolve(state: State, event: Fact) -> State:
    """Return the handover after a fact."""
    match event, state:
        case HandoverOpened(citizen, _, basis, from_), _:
            return Handover(citizen, basis, from_)
        case HandoverCorrected(_, basis, from_), Handover():
            return replace(state, benefit_basis=basis, from_=from_)
        case HandoverWithdrawn(), Handover():
            return replace(state, stage="withdrawn")
        case CitizenTakenOver(), Handover():
            return replace(state, stage="taken_over")
        case HandoverSettled(), Handover():
            return replace(state, stage="settled")
        case HandoverSettlementWithdrawn(), Handover():
            return replace(state, stage="waiting")
        case _:
            return state


sick_pay_handover: Final = Decider[Order, State, HandoverFacts](
    case_type="sick_pay_handover",
    initial=NotOpened(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
