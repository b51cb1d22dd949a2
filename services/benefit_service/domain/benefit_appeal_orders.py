"""What can be ordered about a complaint over a refused or stopped benefit."""

from datetime import date

from services.benefit_service.domain.benefit_appeal_events import AdverseKind, AppealOutcome
from shared.eventlog.command import Command
from shared.privacy.personal import EconomyData


class RegisterBenefitAppeal(Command, frozen=True):
    """Register the citizen's complaint: about which decision, by its kind and its day."""

    about: AdverseKind
    decided_on: date
    on: date
    grounds: EconomyData[str]


class CorrectBenefitAppeal(Command, frozen=True):
    """Correct the day the complaint came in."""

    about: AdverseKind
    decided_on: date
    on: date


class DecideBenefitAppeal(Command, frozen=True):
    """Register what the appeals board decided; `reversed` takes the decision back at once."""

    about: AdverseKind
    decided_on: date
    outcome: AppealOutcome
    reasons: EconomyData[str]
