"""Company contact answers a grant that a plan asks for; the case notes the answer as its step.

The answer names the case that asked. A look into a list of one's own could come too early: a
company that is not in the register is answered at once.
A § 56 agreement may carry refunds of the citizen's other cases with the employer. When it is
another, those that it carried no more are flagged there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias, get_args

from services.sickpay import messages as heard
from services.sickpay.cases.agreements import agreements_of, same_employment
from services.sickpay.domain import grant_orders as orders
from services.sickpay.domain.agreed_refunds import without_basis
from services.sickpay.domain.grant_events import WorkplaceGrantNoted, WorkplaceGrantReopened
from services.sickpay.domain.sick_pay_case import SICK_PAY_CASE
from services.sickpay.domain.sick_pay_history import Ended, Recovered, Running, State
from shared.casework.declare import Desk, Do, Policy
from shared.eventlog.envelope import Recorded

Answered: TypeAlias = (
    heard.WorkplaceGrantGiven
    | heard.WorkplaceGrantDeclined
    | heard.WorkplaceGrantAnswerWithdrawn
    | heard.WorkplaceGrantStopped
)
Changed: TypeAlias = WorkplaceGrantNoted | WorkplaceGrantReopened
_FLAG: Final = orders.FlagAgreedRefunds()
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


def find_without_basis(desk: Desk, message: Recorded[Changed]) -> tuple[str, ...]:
    """Find the cases with refunds that no agreement carries any more.

    Each case is read from its own facts: a list of refunds may not be level with the log yet.
    """
    state: State = desk.load(SICK_PAY_CASE, message.case_id).state
    if not isinstance(state, Running | Recovered | Ended):
        return ()
    siblings = same_employment(desk, state.absence)
    agreements = agreements_of((state, *(one.loaded.state for one in siblings)))
    return tuple(
        one.case_id
        for one in siblings
        if isinstance(one.loaded.state, Running | Recovered | Ended)
        and without_basis(one.loaded.state, agreements, desk.rules)
    )


def flag_refunds(_message: Recorded[Changed], cases: tuple[str, ...]) -> Sequence[Do]:
    """Flag them: somebody looks whether the refund stands, and nothing is undone by itself."""
    return [Do(decider=SICK_PAY_CASE, case_id=case, command=_FLAG) for case in cases]


GRANT_POLICIES = (
    *(
        Policy(name="when_grant_answered", on=told, react=note_answer)
        for told in (
            heard.WorkplaceGrantGiven,
            heard.WorkplaceGrantDeclined,
            heard.WorkplaceGrantAnswerWithdrawn,
            heard.WorkplaceGrantStopped,
        )
    ),
    *(
        Policy(name="when_agreement_changed", on=told, find=find_without_basis, react=flag_refunds)
        for told in (WorkplaceGrantNoted, WorkplaceGrantReopened)
    ),
)
