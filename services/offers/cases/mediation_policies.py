"""What keeps an order for people and its candidates in step: pure, from message to orders.

A candidate is noted in the order, and the order's closing is told to each candidate noted. Facts of
one log arrive in their order, so whoever was proposed in the moment of the closing is told too: by
the closing when noted before it, by the note when noted after.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from services.offers.domain import candidacy as candidacies
from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from services.offers.domain.job_order import job_order
from services.offers.domain.job_order_state import Expired, Filled, Withdrawn
from services.offers.domain.job_order_words import ClosedBecause
from services.offers.messages import DeadlineMissed
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded

_OVER: Final[dict[type, ClosedBecause]] = {
    Filled: "filled",
    Withdrawn: "withdrawn",
    Expired: "expired",
}


def find_why_over(desk: Desk, message: Recorded[told.CandidateNoted]) -> ClosedBecause | None:
    """Find why the order is over; None while it is not."""
    return _OVER.get(type(desk.load(job_order, message.case_id).state))


def when_candidacy_moved(message: Recorded[Any], _: object) -> Sequence[Do]:
    """Note in the order who is a candidate for it, and who is no more."""
    event, candidacy = message.event, UUID(message.case_id)
    match event:
        case (
            candidacies.CandidateProposed()
            | candidacies.CandidacyStepWithdrawn()
            | candidacies.HireWithdrawn()
        ):
            order: Command = orders.NoteCandidate(candidacy, event.centre)
        case _:
            order = orders.NoteCandidateDropped(candidacy)
    return [Do(decider=job_order, case_id=event.job_order, command=order)]


def when_position_moved(
    message: Recorded[told.PositionFilled | told.PositionFillWithdrawn], _: object
) -> Sequence[Do]:
    """Tell the candidate who got the position, or did not get it after all."""
    event = message.event
    if event.candidacy is None:
        return []
    match event:
        case told.PositionFilled(filled_on=day):
            return [_to(event.candidacy, candidacies.NoteHired(day))]
        case _:
            return [_to(event.candidacy, candidacies.NoteHireWithdrawn())]


def when_order_over(message: Recorded[told.OrderClosureBroadcast], _: object) -> Sequence[Do]:
    """Tell everybody who is left that the order is over."""
    over = message.event
    return [_to(each, candidacies.CloseByOrder(over.because)) for each in over.candidacies]


def when_candidate_noted(
    message: Recorded[told.CandidateNoted], because: ClosedBecause | None
) -> Sequence[Do]:
    """Tell somebody who was proposed in the moment the order closed."""
    if because is None:
        return []
    return [_to(message.event.candidacy, candidacies.CloseByOrder(because))]


def when_last_day_passed(message: Recorded[DeadlineMissed], _: object) -> Sequence[Do]:
    """Close an order that can be applied for no more."""
    mine = message.source == "offers" and message.case_type == "job_order"
    if not mine or message.event.rule_key != "order.closes":
        return []
    order = orders.ExpireJobOrder(message.event.timely_until)
    return [Do(decider=job_order, case_id=message.case_id, command=order)]


def _to(candidacy: UUID, command: Command) -> Do:
    return Do(decider=candidacies.candidacy, case_id=candidacy, command=command)


_MOVED: Final = (
    candidacies.CandidateProposed,
    candidacies.CandidateRejected,
    candidacies.CandidacyWithdrawn,
    candidacies.CandidacyStepWithdrawn,
    candidacies.HireWithdrawn,
)
POLICIES: Final = (
    *(Policy(name="when_candidacy_moved", on=on, react=when_candidacy_moved) for on in _MOVED),
    *(
        Policy(name="when_position_moved", on=on, react=when_position_moved)
        for on in (told.PositionFilled, told.PositionFillWithdrawn)
    ),
    Policy(name="when_order_over", on=told.OrderClosureBroadcast, react=when_order_over),
    Policy(
        name="when_candidate_noted",
        on=told.CandidateNoted,
        react=when_candidate_noted,
        find=find_why_over,
    ),
    Policy(name="when_last_day_passed", on=DeadlineMissed, react=when_last_day_passed),
)
