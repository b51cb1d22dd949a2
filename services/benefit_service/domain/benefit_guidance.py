"""How to complain about a decision in a benefit case, written beside the decision itself.

Law: forvaltningsloven § 25 (guidance on appeal); retssikkerhedsloven § 67 (four weeks).
"""

from uuid import UUID

from services.benefit_service.domain.appeal_text import appeal_text
from services.benefit_service.domain.benefit_appeal_events import AdverseKind
from services.benefit_service.domain.benefit_events import AppealGuidanceGiven
from services.benefit_service.domain.benefit_states import BenefitFacts


def guidance(about: AdverseKind, citizen: UUID, facts: BenefitFacts) -> list[AppealGuidanceGiven]:
    """Write how the citizen can complain about what is decided today.

    A stop that the citizen is said to have wished for, or a death, may be a mistake like any other.
    """
    by = facts.appeal_by
    if by is None:
        return []  # objections refuse before; here the types learn it
    return [AppealGuidanceGiven(citizen, about, facts.today, by, appeal_text(by))]
