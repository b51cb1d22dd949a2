"""A company's order for people: received, agreed on, open, and over the moment it is filled.

One order for each real vacancy, whoever in the house was told of it. Every centre answers an open
order; the last position that is filled closes it, and in the same breath everybody who had to do
with it is told, so that nobody calls on the company in vain (O-07, O-15; C-01, C-03, C-04).
Candidates are cases of their own (`candidacy.py`), for no citizen stands in a company's order.

Law: no statute; what must be agreed before anybody is sent is a rule (`order.terms`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeAlias

from msgspec.structs import asdict

from services.offers.domain import job_order_closing as closing
from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from services.offers.domain.job_order_state import (
    Expired,
    Filled,
    Known,
    Mediation,
    NotReceived,
    Open,
    OrderFacts,
    Received,
    State,
    Validated,
    Withdrawn,
    claimed,
    evolve,
    name_of,
)
from services.offers.domain.schedule import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import (
    Code,
    Decider,
    Decision,
    Rejected,
    Release,
    not_allowed_now,
    refuse_if_blocked,
)
from shared.identity import derived_id

Command: TypeAlias = orders.Command
Event: TypeAlias = told.Event

_BY_PEOPLE_WHILE_OPEN: Final = (
    orders.AnswerJobOrder,
    orders.ConfirmJobOrderOpen,
    orders.FillPosition,
)
_TOLD_AT_ANY_TIME: Final = (orders.NoteCandidate, orders.NoteCandidateDropped)
_OVER: Final[dict[type, Code]] = {
    Filled: "job_order_filled",
    Withdrawn: "job_order_withdrawn",
    Expired: "job_order_expired",
}


def blocks(command_type: type[Order], state: State, facts: OrderFacts) -> tuple[Code, ...]:
    """Return why this kind of order is not allowed now, first reason first."""
    if isinstance(state, NotReceived):
        return () if command_type is orders.ReceiveJobOrder else ("job_order_not_received",)
    if command_type is orders.ReceiveJobOrder:
        return ("job_order_already_received",)
    if command_type in _TOLD_AT_ANY_TIME:
        return ()
    if command_type is orders.WithdrawFill:
        return () if state.order.fillings else ("position_not_filled",)
    if command_type is orders.ReopenJobOrder:
        return _blocks_reopening(state, facts)
    if type(state) in _OVER:
        return (_OVER[type(state)],)
    return _blocks_under_way(command_type, state, facts)


def _blocks_reopening(state: Known, facts: OrderFacts) -> tuple[Code, ...]:
    if not isinstance(state, Withdrawn | Expired):
        return ("job_order_not_closed",)
    if state.order.confirmed_on is None:
        return ("job_order_never_open",)
    return ("workplace_closed",) if facts.workplace_open is False else ()


def _blocks_under_way(
    command_type: type[Order], state: Known, facts: OrderFacts
) -> tuple[Code, ...]:
    opened = isinstance(state, Open)
    if opened and command_type is orders.FillPosition and state.order.left < 1:
        return ("job_order_filled",)
    if command_type in _BY_PEOPLE_WHILE_OPEN or command_type is orders.ExpireJobOrder:
        return () if opened else ("job_order_not_open",)
    if command_type is orders.ValidateJobOrder and not isinstance(state, Received):
        return ("job_order_already_validated",)
    if command_type is not orders.PublishJobOrder:
        return ()
    if opened:
        return ("job_order_already_open",)
    if isinstance(state, Received):
        return ("job_order_not_validated",)
    return ("workplace_closed",) if facts.workplace_open is False else ()


def decide(command: Order, state: State, facts: OrderFacts) -> Sequence[Decision]:
    """Answer an order with facts, or refuse with a code."""
    refuse_if_blocked(blocks(type(command), state, facts))
    match command, state:
        case orders.ReceiveJobOrder(), NotReceived():
            return _received(command, facts)
        case _, NotReceived():
            return not_allowed_now()
        case orders.CorrectJobOrder(), Received() | Validated() | Open():
            return _corrected(command, state, facts)
        case orders.ValidateJobOrder(), Received(order):
            return [_validated(command, order, facts)]
        case orders.PublishJobOrder(), Validated(order):
            return _published(command, order, facts)
        case orders.AnswerJobOrder(), Open(order):
            return [_answered(command, order, facts)]
        case orders.ConfirmJobOrderOpen(on), Open(order):
            return [_confirmed(on, order, facts)]
        case _:
            return _noted(command, state, facts)


def _noted(command: Order, state: Known, facts: OrderFacts) -> Sequence[Decision]:
    """Take note of what was told of the order elsewhere, or close it."""
    order = state.order
    match command:
        case orders.NoteToldAgain(unit, on):
            if unit in {order.wanted.obtained_by, *order.told_to}:
                raise Rejected("unit_told_already")
            return [told.JobOrderToldAgain(unit, past(on, facts.today))]
        case orders.NoteCandidate(candidacy, centre):
            known = candidacy in order.candidates
            return [] if known else [told.CandidateNoted(candidacy, centre)]
        case orders.NoteCandidateDropped(candidacy):
            known = candidacy in order.candidates
            return [told.CandidateDropped(candidacy)] if known else []
        case _:
            return closing.decide(command, state, facts)


def _received(command: orders.ReceiveJobOrder, facts: OrderFacts) -> list[Decision]:
    if facts.workplace_open is None:
        raise Rejected("workplace_not_known")
    if not facts.workplace_open:
        raise Rejected("workplace_closed")
    received_on = past(command.on, facts.today)
    _not_over_yet(command.apply_by, facts)
    if facts.same is not None and not command.separate:
        raise Rejected("job_order_received_before", detail={"job_order": str(facts.same)})
    received = told.JobOrderReceived(
        company=command.company,
        title=command.title,
        positions=command.positions,
        apply_by=command.apply_by,
        support_form=command.support_form,
        starts_on=command.starts_on,
        competences=tuple(sorted(set(command.competences))),
        obtained_by=command.obtained_by or facts.unit,
        separate=command.separate,
        received_on=received_on,
    )
    return [received, *claimed(received)]


def _corrected(
    command: orders.CorrectJobOrder, state: Received | Validated | Open, facts: OrderFacts
) -> list[Decision]:
    was = state.order.wanted
    said = {name: value for name, value in asdict(command).items() if value is not None}
    if "competences" in said:
        said["competences"] = tuple(sorted(set(said["competences"])))
    right = told.JobOrderCorrected(**{**asdict(was), **said})
    if asdict(right) == asdict(was):
        raise Rejected("nothing_to_correct")
    _not_over_yet(right.apply_by, facts)
    if right.positions <= len(state.order.fillings):
        raise Rejected("positions_filled_already")
    if right.support_form != was.support_form and not isinstance(state, Received):
        raise Rejected("terms_agreed_already")
    moved = isinstance(state, Open) and right.apply_by != was.apply_by
    last_day = [told.JobOrderLastDayMoved(right.apply_by)] if moved else []
    renamed = claimed(right) if name_of(right) != name_of(was) else []
    given_back = [Release(name_of(was))] if renamed else []
    return [right, *last_day, *given_back, *renamed]


def _validated(
    command: orders.ValidateJobOrder, order: Mediation, facts: OrderFacts
) -> told.JobOrderValidated:
    """Refuse what is not agreed, and more supported persons than such a company may have."""
    if missing := [each for each in facts.terms if each not in command.terms]:
        raise Rejected("terms_not_agreed", detail={"missing": missing})
    most = facts.most_supported
    if most is not None and order.wanted.positions > most:
        raise Rejected("supported_ratio_exceeded", detail={"most": most})
    agreed = tuple(sorted(set(command.terms)))
    return told.JobOrderValidated(agreed, past(command.on, facts.today))


def _published(
    command: orders.PublishJobOrder, order: Mediation, facts: OrderFacts
) -> list[Decision]:
    _not_over_yet(order.wanted.apply_by, facts)
    channels = tuple(sorted(set(command.channels)))
    receptions = facts.receptions if "receptions" in channels else ()
    day = past(command.on, facts.today)
    opened = told.JobOrderPublished(channels, receptions, order.wanted.apply_by, day)
    sent = [
        told.JobOrderSentToCentre(derived_id(facts.job_order, centre), centre, day)
        for centre in facts.centres
    ]
    return [opened, *sent]


def _answered(
    command: orders.AnswerJobOrder, order: Mediation, facts: OrderFacts
) -> told.JobOrderAnswered:
    """Take one answer of each centre that was asked: so many candidates, or none and why."""
    if command.centre not in order.centres:
        raise Rejected("centre_not_asked")
    if command.centre in order.answered:
        raise Rejected("centre_answered_already")
    some = command.answer == "candidates"
    if some != (command.candidates > 0) or some != (command.reason is None):
        raise Rejected("answer_contradicts_itself")
    return told.JobOrderAnswered(
        request=derived_id(facts.job_order, command.centre),
        centre=command.centre,
        answer=command.answer,
        candidates=command.candidates,
        reason=command.reason,
        answered_on=past(command.on, facts.today),
    )


def _confirmed(on: date | None, order: Mediation, facts: OrderFacts) -> told.JobOrderConfirmedOpen:
    day = past(on, facts.today)
    if order.confirmed_on is not None and day <= order.confirmed_on:
        raise Rejected("confirmed_already")
    return told.JobOrderConfirmedOpen(day)


def _not_over_yet(apply_by: date, facts: OrderFacts) -> None:
    if apply_by < facts.today:
        raise Rejected("last_day_has_passed")


job_order: Final = Decider[Order, State, OrderFacts](
    case_type="job_order",
    initial=NotReceived(),
    blocks=blocks,
    decide=decide,
    evolve=evolve,
)
