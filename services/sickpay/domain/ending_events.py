"""What can happen about the duration limit, extensions, and the end of sick pay."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.sickpay.domain.ending_orders import (
    EndGround,
    ExtensionGround,
    HearingFinding,
    NextBasis,
    Reassessed,
)
from shared.eventlog.event import Event
from shared.law.assessment import Assessment
from shared.privacy.personal import HealthData


class DurationLimitFound(Event, frozen=True, tag="sickpay.duration_limit_found"):
    """Ill for so long, the citizen passes the limit on `reached_on`; sick pay ends with the month.

    `approaching_from` lies eight weeks before the end.
    """

    citizen: UUID
    first_absence_day: date
    counted_from: date
    reached_on: date
    ends_after: date
    approaching_from: date
    rule: str


class DurationLimitRemoved(Event, frozen=True, tag="sickpay.duration_limit_removed"):
    """After a late fact the case has no limit that can be computed."""

    citizen: UUID
    first_absence_day: date
    because: str


class ReassessmentMade(Event, frozen=True, tag="sickpay.reassessment_made"):
    """The seven grounds were gone through before the limit."""

    citizen: UUID
    result: Reassessed
    grounds_met: HealthData[tuple[ExtensionGround, ...]]
    reason: HealthData[str]
    reassessed_on: date


class LimitDecisionOwed(Event, frozen=True, tag="sickpay.limit_decision_owed"):
    """After a reassessment an extension or the end is decided, by `decide_by` at the latest.

    `decide_from` lies eight weeks before it.
    """

    citizen: UUID
    decide_from: date
    decide_by: date


class ExtensionGranted(Event, frozen=True, tag="sickpay.extension_granted"):
    """Sick pay goes on until a day; the extension is looked at again from `review_from`."""

    citizen: UUID
    ground: HealthData[ExtensionGround]
    until: date
    review_from: date
    rule: str
    reason: HealthData[str]


class OpenExtensionGranted(Event, frozen=True, tag="sickpay.open_extension_granted"):
    """Sick pay goes on until something is decided; there is no last day yet."""

    citizen: UUID
    ground: HealthData[ExtensionGround]
    rule: str
    reason: HealthData[str]


class ExtensionWithdrawn(Event, frozen=True, tag="sickpay.extension_withdrawn"):
    """The extension was a mistake."""

    citizen: UUID
    reason: HealthData[str]


class NextBasisRecorded(Event, frozen=True, tag="sickpay.next_basis_recorded"):
    """It is known what the citizen lives on after sick pay."""

    citizen: UUID
    basis: NextBasis
    from_: date


class NextBasisCorrected(Event, frozen=True, tag="sickpay.next_basis_corrected"):
    """What comes after sick pay, as it should have been recorded; `ended_on` if sick pay ended."""

    citizen: UUID
    basis: NextBasis
    from_: date
    was: NextBasis
    was_from: date
    ended_on: date | None
    reason: HealthData[str]


class NextBasisWithdrawn(Event, frozen=True, tag="sickpay.next_basis_withdrawn"):
    """It is not known what the citizen lives on after sick pay."""

    citizen: UUID
    basis: NextBasis
    from_: date
    reason: HealthData[str]


class EndingProposed(Event, frozen=True, tag="sickpay.ending_proposed"):
    """Sick pay is proposed to end; the benefit service hears the citizen first."""

    citizen: UUID
    ground: EndGround
    facts: HealthData[str]


class EndingProposalWithdrawn(Event, frozen=True, tag="sickpay.ending_proposal_withdrawn"):
    """Sick pay is not proposed to end any more; a hearing about it has nothing to decide."""

    citizen: UUID
    ground: EndGround
    reason: HealthData[str]


class HearingNoted(Event, frozen=True, tag="sickpay.hearing_noted"):
    """The citizen is being heard about the end of sick pay."""

    citizen: UUID
    hearing: UUID
    ground: EndGround
    served_on: date


class HearingOutcomeNoted(Event, frozen=True, tag="sickpay.hearing_outcome_noted"):
    """The hearing about the end of sick pay is concluded."""

    citizen: UUID
    hearing: UUID
    finding: HearingFinding
    concluded_on: date
    answered: bool = True


class HearingCalledOff(Event, frozen=True, tag="sickpay.hearing_called_off"):
    """The hearing was called off; nothing can be decided on it."""

    citizen: UUID
    hearing: UUID


class SickPayEnded(Event, frozen=True, tag="sickpay.sick_pay_ended"):
    """Sick pay ends after a day, and this is what comes next, from `next_from` on.

    The decision tells the citizen how to complain, in Danish (`appeal_text`) and English, and by
    when; `assessments` names the paragraph. Ends that were decided before have nothing of it.
    """

    citizen: UUID
    ground: EndGround
    last_day: date
    next_basis: NextBasis | None
    hearing: UUID
    reason: HealthData[str]
    next_from: date | None = None
    decided_on: date | None = None
    appeal_by: date | None = None
    appeal_text: str = ""
    appeal_text_en: str = ""
    assessments: tuple[Assessment, ...] = ()


class SickPayEndWithdrawn(Event, frozen=True, tag="sickpay.sick_pay_end_withdrawn"):
    """The end was taken back."""

    citizen: UUID
    reason: HealthData[str]


class DecisionFlagged(Event, frozen=True, tag="sickpay.decision_flagged"):
    """A fact this decision relied on is another now; somebody must look."""

    citizen: UUID
    first_absence_day: date
    decision: str
    because: str


class DecisionReviewed(Event, frozen=True, tag="sickpay.decision_reviewed"):
    """Somebody looked at a flagged decision again."""

    citizen: UUID
    decision: str
    stands: bool
    reason: HealthData[str]


EndingEvent: TypeAlias = (
    DurationLimitFound
    | DurationLimitRemoved
    | ReassessmentMade
    | LimitDecisionOwed
    | ExtensionGranted
    | OpenExtensionGranted
    | ExtensionWithdrawn
    | NextBasisRecorded
    | NextBasisCorrected
    | NextBasisWithdrawn
    | EndingProposed
    | EndingProposalWithdrawn
    | HearingNoted
    | HearingOutcomeNoted
    | HearingCalledOff
    | SickPayEnded
    | SickPayEndWithdrawn
    | DecisionFlagged
    | DecisionReviewed
)
