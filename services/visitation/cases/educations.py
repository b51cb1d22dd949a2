"""The guide of educations, told to the wiring: orders, what they need to be decided, questions."""

from typing import Final
from uuid import UUID

from services.visitation.cases.earlier import latest, taken_back
from services.visitation.domain import education as educations
from services.visitation.domain.education import EducationFacts
from services.visitation.views import education_guide as guide
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.command import Command
from shared.identity import derived_id

_GUIDE: Final = UUID("7c0d2a5e-6b1f-4d0c-9f53-3f1f6a2f7d17")


def collect_education(
    _desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[EducationFacts]:
    """Find out which day a wording holds from, and which step is taken back."""
    match command:
        case educations.EnterEducation() | educations.ReviseEducation():
            return Collected(facts=EducationFacts(), effective_on=command.valid_from)
        case educations.WithdrawEducationStep():
            return taken_back(EducationFacts(), latest(loaded, educations.STEPS))
        case _:
            return Collected(facts=EducationFacts())


EDUCATION: Final = CaseType[EducationFacts](
    decider=educations.education,
    path="educations",
    title="Uddannelse i guiden",
    collect=collect_education,
    clocks=(),
    commands=(
        Act(
            command=educations.EnterEducation,
            opens=True,
            case_id=lambda order: str(derived_id(_GUIDE, order.code)),
            example={
                "code": "social_and_health_helper",
                "title": "Social- og sundhedshjælper",
                "area": "care_and_health",
                "level": "vocational",
                "routes": [
                    {"needs": ["primary_school_9", "danish_3"]},
                    {"least_age": 25, "admission_test": True},
                ],
                "gives": ["vocational_certificate"],
                "months": 26,
                "where": "SOSU H, Brøndby og Valby",
                "valid_from": "2011-01-01",
            },
        ),
        Act(
            command=educations.ReviseEducation,
            verb="revise",
            example={"valid_from": "2012-01-01", "months": 24},
        ),
        Act(command=educations.EndEducation, verb="end", example={"last_day": "2012-12-31"}),
        Act(
            command=educations.WithdrawEducationStep,
            verb="withdraw-step",
            example={"reason": "entered_wrongly"},
        ),
    ),
)
CASES: Final = (EDUCATION,)
VIEWS: Final = (guide.EDUCATION_GUIDE,)
QUERIES: Final = (
    Query(
        name="education_guide",
        path="lists/education-guide",
        params=guide.EducationGuide,
        answer=list[guide.EducationShown],
        run=guide.education_guide,
    ),
)
