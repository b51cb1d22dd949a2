"""What visitation's further cases do when a fact of their own comes back to them: pure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.visitation import move_cases
from services.visitation.domain.reception_visit_events import ReferredAtVisit
from services.visitation.domain.referral import referral
from services.visitation.domain.referral_orders import DraftReferral, ExpireReferral
from services.visitation.domain.social_request import social_request
from services.visitation.domain.social_request_orders import EscalateRequest
from services.visitation.messages import DeadlineMissed
from shared.casework.declare import Do, Policy
from shared.eventlog.command import Command
from shared.eventlog.envelope import Recorded
from shared.identity import derived_id
from shared.privacy.personal import Erased


def when_own_deadline_missed(message: Recorded[DeadlineMissed], _: object) -> Sequence[Do]:
    """Tell both managers of a request nobody answered, and the sender of a referral nobody took."""
    if message.source != "visitation":
        return []
    missed, case_id = message.event, message.case_id
    match message.case_type:
        case "social_request":
            return [
                _on(social_request, case_id, EscalateRequest(missed.rule_key, missed.timely_until))
            ]
        case "referral":
            return [_on(referral, case_id, ExpireReferral(missed.timely_until))]
        case _:
            return []


def when_referred_at_visit(message: Recorded[ReferredAtVisit], _: object) -> Sequence[Do]:
    """Begin the referral that was promised at the reception; its checklist still holds."""
    said = message.event
    if isinstance(said.purpose, Erased):
        return []
    order = DraftReferral(
        citizen=said.citizen,
        kind=said.kind,
        to_unit=said.to_unit,
        purpose=said.purpose,
        job_order=said.job_order,
        on=message.meta.effective_on,
    )
    case_id = derived_id(message.meta.event_id, "when_referred_at_visit")
    return [_on(referral, str(case_id), order)]


def _on(decider: Any, case_id: str, order: Command) -> Do:
    return Do(decider=decider, case_id=UUID(case_id), command=order)


FURTHER_POLICIES = (
    Policy(name="when_own_deadline_missed", on=DeadlineMissed, react=when_own_deadline_missed),
    Policy(name="when_referred_at_visit", on=ReferredAtVisit, react=when_referred_at_visit),
    *move_cases.POLICIES,
)
