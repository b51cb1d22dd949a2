"""What offers reads of other services: only these fields, whatever else the facts carry.

It also hears its own facts about placements, orders for people and candidates, for a citizen's duty
to offers, an order and each of its candidates are cases of their own.
"""

from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from services.offers.company_messages import CompanyMessage
from services.offers.domain.candidacy import (
    CandidacyStepWithdrawn,
    CandidacyWithdrawn,
    CandidateProposed,
    CandidateRejected,
    HireWithdrawn,
)
from services.offers.domain.job_order_events import (
    CandidateNoted,
    OrderClosureBroadcast,
    PositionFilled,
    PositionFillWithdrawn,
)
from services.offers.domain.offer_placement_events import (
    OfferCancelled,
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferGiven,
    OfferStarted,
    OfferStartWithdrawn,
)
from shared.eventlog.event import Event
from shared.period import Period


class JobcenterNotifiedOfSanction(
    Event, frozen=True, tag="benefit_service.jobcenter_notified_of_sanction"
):
    """benefit_service tells in one word what became of a report."""

    citizen: UUID
    sanction_case: UUID
    outcome: str
    day: date
    reported_from: str
    placement: UUID | None = None


class CitizenRegistered(Event, frozen=True, tag="visitation.citizen_registered"):
    """Visitation opened the citizen's case."""

    citizen: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    registered_on: date


class RegistrationCorrected(Event, frozen=True, tag="visitation.registration_corrected"):
    """The registration as it should have been."""

    citizen: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    registered_on: date


class TargetGroupSet(Event, frozen=True, tag="visitation.target_group_set"):
    """The citizen belongs to another target group."""

    citizen: UUID
    target_group: str
    holds_from: date


class BenefitChanged(Event, frozen=True, tag="visitation.benefit_changed"):
    """The citizen lives on another benefit from a day."""

    citizen: UUID
    benefit_basis: str
    target_group: str
    age: int | None
    holds_from: date


class BenefitChangeWithdrawn(Event, frozen=True, tag="visitation.benefit_change_withdrawn"):
    """The change of benefit did not take place; these hold as before it."""

    citizen: UUID
    benefit_basis: str
    target_group: str | None
    age: int | None
    holds_from: date


class CaseClosed(Event, frozen=True, tag="visitation.case_closed"):
    """The citizen's case was closed."""

    citizen: UUID
    closed_on: date


class CaseReopened(Event, frozen=True, tag="visitation.case_reopened"):
    """The citizen's case is open again; `by_mistake` when it should never have been closed."""

    citizen: UUID
    reopened_on: date
    by_mistake: bool = False
    age: int | None = None


class CaseAssigned(Event, frozen=True, tag="visitation.case_assigned"):
    """A case worker of a team in a centre answers for the case."""

    citizen: UUID
    owner: str
    team: str
    centre: str


class CaseAssignmentWithdrawn(Event, frozen=True, tag="visitation.case_assignment_withdrawn"):
    """The assignment did not take place; this is who answers for the case as before, if any."""

    citizen: UUID
    owner: str | None
    team: str | None
    centre: str | None


class MatchUpgraded(Event, frozen=True, tag="visitation.match_upgraded"):
    """The citizen came nearer to work."""

    citizen: UUID
    ready: bool
    assessed_on: date


class MatchDowngraded(Event, frozen=True, tag="visitation.match_downgraded"):
    """The citizen came further from work."""

    citizen: UUID
    ready: bool
    assessed_on: date


class MatchWithdrawn(Event, frozen=True, tag="visitation.match_withdrawn"):
    """The latest match was not said; `ready` is how the citizen is matched as before."""

    citizen: UUID
    ready: bool
    assessed_on: date


class ExemptionGranted(Event, frozen=True, tag="visitation.exemption_granted"):
    """The citizen is exempt from a day."""

    citizen: UUID
    kind: str
    exempt_from: date


class ExemptionEnded(Event, frozen=True, tag="visitation.exemption_ended"):
    """The duties hold again."""

    citizen: UUID
    kind: str
    ended_on: date


class ExemptionWithdrawn(Event, frozen=True, tag="visitation.exemption_withdrawn"):
    """The citizen was not exempt."""

    citizen: UUID
    kind: str
    exempt_from: date


class SickReported(Event, frozen=True, tag="visitation.sick_reported"):
    """The citizen reported ill."""

    citizen: UUID
    sick_from: date


class SickReportWithdrawn(Event, frozen=True, tag="visitation.sick_report_withdrawn"):
    """The citizen had not reported ill."""

    citizen: UUID
    sick_from: date


class RecoveryNoted(Event, frozen=True, tag="visitation.recovery_noted"):
    """The citizen is well again."""

    citizen: UUID
    recovered_on: date


class SelfSupportingRegistered(Event, frozen=True, tag="visitation.self_supporting_registered"):
    """The citizen was refused the benefit and lives on own means."""

    citizen: UUID
    holds_from: date


class SelfSupportingWithdrawn(Event, frozen=True, tag="visitation.self_supporting_withdrawn"):
    """The citizen does not live on own means."""

    citizen: UUID
    holds_from: date


class EligibilityConfirmed(Event, frozen=True, tag="visitation.eligibility_confirmed"):
    """The citizen has a right to the benefit after all."""

    citizen: UUID
    holds_from: date


class ExternalRecordImported(Event, frozen=True, tag="citizen_history.external_record_imported"):
    """Another system told something about the citizen's past."""

    citizen: UUID
    record_source: str
    record_id: str
    kind: str
    period: Period


class ExternalRecordCorrected(Event, frozen=True, tag="citizen_history.external_record_corrected"):
    """A newer version of a record was told."""

    citizen: UUID
    record_source: str
    record_id: str
    kind: str
    period: Period


class ExternalRecordWithdrawn(Event, frozen=True, tag="citizen_history.external_record_withdrawn"):
    """The record was not true of this citizen."""

    citizen: UUID
    record_source: str
    record_id: str


class DeadlineMissed(Event, frozen=True, tag="deadline.missed"):
    """The last timely day of a deadline passed; offers hears its own."""

    rule_key: str
    timely_until: date


class OfferAskedFor(Event, frozen=True, tag="sickpay.offer_asked_for"):
    """A sick citizen's follow-up plan asks for an offer in these days."""

    citizen: UUID
    step: UUID
    offer_type: str
    from_: date
    to: date


class PlanOfferNoted(Event, frozen=True, tag="sickpay.plan_offer_noted"):
    """The offer was given and is a step of the plan."""

    citizen: UUID
    step: UUID


class PlanStepWithdrawn(Event, frozen=True, tag="sickpay.plan_step_withdrawn"):
    """The plan asks for it no more."""

    citizen: UUID
    step: UUID


class InterpreterBooked(Event, frozen=True, tag="visitation.interpreter_booked"):
    """An interpreter is booked for the citizen; the price in øre, None while nobody knows it."""

    citizen: UUID
    at: datetime
    on_duty: bool
    price_ore: int | None


class ReceptionStepWithdrawn(Event, frozen=True, tag="visitation.reception_step_withdrawn"):
    """The latest thing recorded in a visit did not happen."""

    citizen: UUID
    step: str


class InterviewCancelled(Event, frozen=True, tag="visitation.interview_cancelled"):
    """The interview of that day is not to be."""

    citizen: UUID
    day: date


class InterviewWithdrawn(Event, frozen=True, tag="visitation.interview_withdrawn"):
    """The interview had not been held."""

    citizen: UUID
    held_on: date


class SummonsCorrected(Event, frozen=True, tag="visitation.summons_corrected"):
    """The citizen is summoned to another day."""

    citizen: UUID
    was_day: date
    day: date


Message: TypeAlias = (
    OfferAskedFor
    | PlanOfferNoted
    | PlanStepWithdrawn
    | JobcenterNotifiedOfSanction
    | CitizenRegistered
    | RegistrationCorrected
    | TargetGroupSet
    | BenefitChanged
    | BenefitChangeWithdrawn
    | CaseClosed
    | CaseReopened
    | CaseAssigned
    | CaseAssignmentWithdrawn
    | MatchUpgraded
    | MatchDowngraded
    | MatchWithdrawn
    | ExemptionGranted
    | ExemptionEnded
    | ExemptionWithdrawn
    | SickReported
    | SickReportWithdrawn
    | RecoveryNoted
    | SelfSupportingRegistered
    | SelfSupportingWithdrawn
    | EligibilityConfirmed
    | ExternalRecordImported
    | ExternalRecordCorrected
    | ExternalRecordWithdrawn
    | DeadlineMissed
    | OfferGiven
    | OfferCorrected
    | OfferCancelled
    | OfferStarted
    | OfferStartWithdrawn
    | OfferEnded
    | OfferEndWithdrawn
    | InterpreterBooked
    | ReceptionStepWithdrawn
    | InterviewCancelled
    | InterviewWithdrawn
    | SummonsCorrected
    | CandidateProposed
    | CandidateRejected
    | CandidacyWithdrawn
    | CandidacyStepWithdrawn
    | HireWithdrawn
    | CandidateNoted
    | PositionFilled
    | PositionFillWithdrawn
    | OrderClosureBroadcast
    | CompanyMessage
)
