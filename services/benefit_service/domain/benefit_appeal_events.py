"""What can happen with a complaint over a refused or stopped benefit.

`CaseSettled` is also told of a sanction that was complained about or looked at again.
"""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

from shared.eventlog.event import Event
from shared.privacy.personal import EconomyData

AdverseKind: TypeAlias = Literal["refusal", "stop"]
AppealOutcome: TypeAlias = Literal["upheld", "reversed"]


class BenefitAppealRegistered(Event, frozen=True, tag="benefit_service.benefit_appeal_registered"):
    """The citizen complained about a refusal or a stop; the board judges also a late complaint.

    `about` and `decided_on` name the decision.
    """

    citizen: UUID
    about: AdverseKind
    decided_on: date
    registered_on: date
    in_time: bool
    grounds: EconomyData[str]


class BenefitAppealCorrected(Event, frozen=True, tag="benefit_service.benefit_appeal_corrected"):
    """The day the complaint over a refusal or a stop came in was registered wrongly."""

    citizen: UUID
    about: AdverseKind
    decided_on: date
    registered_on: date
    in_time: bool
    was: date


class BenefitAppealDecided(Event, frozen=True, tag="benefit_service.benefit_appeal_decided"):
    """The appeals board upheld the refusal or the stop, or reversed it: then it is taken back."""

    citizen: UUID
    about: AdverseKind
    decided_on: date
    outcome: AppealOutcome
    reasons: EconomyData[str]


class CaseSettled(Event, frozen=True, tag="benefit_service.case_settled"):
    """What was decided stands and nobody waits for anything any more: the case is over again."""

    citizen: UUID


BenefitAppealEvent: TypeAlias = (
    BenefitAppealRegistered | BenefitAppealCorrected | BenefitAppealDecided | CaseSettled
)
