"""Company contact answers a grant that a plan asks for; the case notes the answer as its step.

The answer names the case that asked. A look into a list of one's own could come too early: a
company that is not in the register is answered at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias, get_args

from services.sickpay import messages as heard
from services.sickpay.domain import grant_orders as orders
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from shared.casework.declare import Do, Policy
from shared.eventlog.envelope import Recorded

Answered: TypeAlias = (
    heard.WorkplaceGrantGiven
    | heard.WorkplaceGrantDeclined
    | heard.WorkplaceGrantAnswerWithdrawn
    | heard.WorkplaceGrantStopped
)
_REASONS: Final[Mapping[str, orders.RefusalReason]] = {
    reason: reason for reason in get_args(orders.RefusalReason)
}


def note_answer(message: Recorded[Answered], _found: None) -> Sequence[Do]:
    """Note what company contact answered; what it was about is known in the case alone."""
    told = message.event
    order = _order(told, message.meta.effective_on)
    return [Do(decider=SICK_PAY_CASE, case_id=told.asked_in, command=order)]


def _order(told: Answered, on: date) -> orders.GrantOrder:
    match told:
        case heard.WorkplaceGrantGiven(grant, _, from_, to, amount):
            return orders.NoteGrantGiven(grant, on, from_, to, amount)
        case heard.WorkplaceGrantDeclined(grant, _, reason):
            return orders.NoteGrantRefused(grant, on, _REASONS.get(reason, "other"))
        case heard.WorkplaceGrantAnswerWithdrawn(grant, _):
            return orders.NoteGrantReopened(grant, on)
        case heard.WorkplaceGrantStopped(grant, _, last_day):
            return orders.NoteGrantStopped(grant, on, last_day)


GRANT_POLICIES = tuple(
    Policy(name="when_grant_answered", on=told, react=note_answer)
    for told in (
        heard.WorkplaceGrantGiven,
        heard.WorkplaceGrantDeclined,
        heard.WorkplaceGrantAnswerWithdrawn,
        heard.WorkplaceGrantStopped,
    )
)
