"""How an order for people ends: filled position by position, withdrawn, expired; and opened again.

Whatever closes it tells everybody in the same append: the centres that were asked, the receptions
and channels that show it, and the candidates who are left (`OrderClosureBroadcast`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from services.offers.domain.job_order_state import (
    Filled,
    Filling,
    Known,
    Mediation,
    OrderFacts,
    claimed,
    name_of,
)
from services.offers.domain.job_order_words import ClosedBecause, NotFilledBecause
from services.offers.domain.schedule import past
from shared.eventlog.command import Command as Order
from shared.eventlog.decider import Code, Decision, Rejected, Release, not_allowed_now

_NO_CANDIDATE: Final[dict[str, Code]] = {
    "unknown": "candidacy_not_known",
    "of_another_order": "candidacy_not_known",
    "over": "candidacy_over",
}


def decide(command: Order, state: Known, facts: OrderFacts) -> Sequence[Decision]:
    """Answer an order that fills, closes or opens again; the stage has been looked at already."""
    order = state.order
    match command:
        case orders.FillPosition(candidacy, on):
            return _filled(candidacy, past(on, facts.today), order, facts)
        case orders.WithdrawFill(position, reason):
            return _taken_back(position, reason, state, facts)
        case orders.WithdrawJobOrder(reason, on):
            day = past(on, facts.today)
            return [told.JobOrderWithdrawn(reason, day), *_closed("withdrawn", order)]
        case orders.ExpireJobOrder(on):
            return [told.JobOrderExpired(on), *_closed("expired", order)]
        case orders.ReopenJobOrder(apply_by):
            return _reopened(apply_by, order, facts)
        case _:
            return not_allowed_now()


def _filled(
    candidacy: UUID | None, day: date, order: Mediation, facts: OrderFacts
) -> list[Decision]:
    if candidacy is not None:
        if candidacy in {each.candidacy for each in order.fillings}:
            raise Rejected("candidate_hired_already")
        if facts.candidacy in _NO_CANDIDATE:
            raise Rejected(_NO_CANDIDATE[facts.candidacy])
    filled = told.PositionFilled(order.next_free, candidacy, facts.candidacy_centre, day)
    if order.left > 1:
        return [filled]
    left = tuple(each for each in order.candidates if each != candidacy)
    return [
        filled,
        told.JobOrderFilled(order.wanted.positions, day),
        *_closed("filled", order, left),
    ]


def _closed(
    because: ClosedBecause, order: Mediation, left: tuple[UUID, ...] | None = None
) -> list[Decision]:
    """Tell everybody, and let the company's next order for the same work be an order of its own."""
    hired = {each.candidacy for each in order.fillings}
    candidates = order.candidates if left is None else left
    broadcast = told.OrderClosureBroadcast(
        because=because,
        centres=order.centres,
        receptions=order.receptions,
        channels=order.channels,
        candidacies=tuple(each for each in candidates if each not in hired),
    )
    name = [] if order.wanted.separate else [Release(name_of(order.wanted))]
    return [broadcast, *name]


def _taken_back(
    position: int, reason: NotFilledBecause, state: Known, facts: OrderFacts
) -> list[Decision]:
    """Free a position again; an order that was full is open again while people may apply."""
    found: Filling | None = next(
        (each for each in state.order.fillings if each.position == position), None
    )
    if found is None:
        raise Rejected("position_not_filled")
    freed = told.PositionFillWithdrawn(position, found.candidacy, reason)
    if not isinstance(state, Filled) or state.order.left < 0:
        return [freed]
    wanted = state.order.wanted
    last_day = max(wanted.apply_by, facts.today)
    return [freed, told.JobOrderReopened(last_day, facts.today), *claimed(wanted)]


def _reopened(apply_by: date, order: Mediation, facts: OrderFacts) -> list[Decision]:
    if apply_by < facts.today:
        raise Rejected("last_day_has_passed")
    return [told.JobOrderReopened(apply_by, facts.today), *claimed(order.wanted)]
