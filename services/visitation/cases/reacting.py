"""What visitation's further cases do when a fact of their own comes back to them: pure."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.visitation.domain.competences import CompetencesNoted
from services.visitation.domain.reception_visit import reception_visit
from services.visitation.domain.reception_visit_events import ReferredAtVisit
from services.visitation.domain.reception_visit_orders import FindOpenings
from services.visitation.domain.referral import referral
from services.visitation.domain.referral_orders import DraftReferral, ExpireReferral
from services.visitation.domain.registration import CitizenRegistered
from services.visitation.domain.social_request import social_request
from services.visitation.domain.social_request_orders import EscalateRequest
from services.visitation.messages import DeadlineMissed
from services.visitation.views.reception_list import RECEPTION_LIST
from shared.casework.declare import Desk, Do, Policy
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
        job_order=said.job_order or (str(said.opening) if said.opening else None),
        on=message.meta.effective_on,
    )
    case_id = derived_id(message.meta.event_id, "when_referred_at_visit")
    return [_on(referral, str(case_id), order)]


def find_visit(desk: Desk, message: Recorded[CitizenRegistered | CompetencesNoted]) -> UUID | None:
    """Find the visit a citizen is being served at while the case is registered or filled in."""
    served = "status = 'in_service' order by arrived_at desc"
    rows = desk.rows_of(RECEPTION_LIST, message.event.citizen, served)
    return rows[0].visit if rows else None


def when_registered_at_visit(
    _message: Recorded[CitizenRegistered | CompetencesNoted], visit: UUID | None
) -> Sequence[Do]:
    """Find openings for a citizen who is registered at the reception: job before benefit.

    What the citizen can is often noted after the registration; then the openings are found anew.
    """
    return [] if visit is None else [_on(reception_visit, str(visit), FindOpenings())]


def _on(decider: Any, case_id: str, order: Command) -> Do:
    return Do(decider=decider, case_id=UUID(case_id), command=order)


POLICIES = (
    Policy(name="when_own_deadline_missed", on=DeadlineMissed, react=when_own_deadline_missed),
    Policy(name="when_referred_at_visit", on=ReferredAtVisit, react=when_referred_at_visit),
    *(
        Policy(
            name="when_registered_at_visit",
            on=heard,
            react=when_registered_at_visit,
            find=find_visit,
        )
        for heard in (CitizenRegistered, CompetencesNoted)
    ),
)
