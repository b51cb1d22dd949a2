"""Company contact answers a grant that a plan asks for; the case notes the answer as its step.

Which case a grant belongs to is looked up in a list, so these policies stand by themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias, get_args
from uuid import UUID

from services.sickpay import messages as heard
from services.sickpay.domain import grant_orders as orders
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.views.plan_steps import PLAN_STEPS
from shared.casework.declare import Desk, Do, Policy
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


def find_case_of_grant(desk: Desk, message: Recorded[Answered]) -> UUID | None:
    """Find the case whose plan asked for the grant; the grant has the step's own id."""
    rows = desk.rows(PLAN_STEPS, "step = %(step)s", {"step": message.event.grant})
    return rows[0].sick_pay_case if rows else None


def note_answer(message: Recorded[Answered], case: UUID | None) -> Sequence[Do]:
    """Note what company contact answered; what it was about is known in the case alone."""
    if case is None:
        return []
    order = _order(message.event, message.meta.effective_on)
    return [Do(decider=SICK_PAY_CASE, case_id=case, command=order)]


def _order(told: Answered, on: date) -> orders.GrantOrder:
    match told:
        case heard.WorkplaceGrantGiven(grant, from_, to, amount):
            return orders.NoteGrantGiven(grant, on, from_, to, amount)
        case heard.WorkplaceGrantDeclined(grant, reason):
            return orders.NoteGrantRefused(grant, on, _REASONS.get(reason, "other"))
        case heard.WorkplaceGrantAnswerWithdrawn(grant):
            return orders.NoteGrantReopened(grant, on)
        case heard.WorkplaceGrantStopped(grant, last_day):
            return orders.NoteGrantStopped(grant, on, last_day)


GRANT_POLICIES = tuple(
    Policy(name="when_grant_answered", on=told, find=find_case_of_grant, react=note_answer)
    for told in (
        heard.WorkplaceGrantGiven,
        heard.WorkplaceGrantDeclined,
        heard.WorkplaceGrantAnswerWithdrawn,
        heard.WorkplaceGrantStopped,
    )
)
