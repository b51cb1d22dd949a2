"""Cases rated blind, told to the wiring: what they are made of, and who is shown what."""

from typing import Final
from uuid import UUID

from services.visitation.domain import calibration as rating
from services.visitation.domain import citizen_case as case
from services.visitation.domain.case_file import Open
from services.visitation.views import calibrations as shown
from shared.casework.declare import Act, CaseType, Collected, Desk, Loaded, Query
from shared.eventlog.append import Guard
from shared.eventlog.command import Command

_CASE: Final = UUID("01930000-0000-7000-8000-00000000000c")


def collect_calibration(
    desk: Desk, _case_id: str, loaded: Loaded, command: Command | None
) -> Collected[rating.CalibrationFacts]:
    """Find out who acts, and how the case that is to be laid out is matched now."""
    facts = rating.CalibrationFacts(today=desk.today, actor=desk.actor.id)
    match command:
        case rating.OpenCalibration(citizen_case=number):
            found = desk.load(case.citizen_case, number)
            if not isinstance(found.state, Open):
                return Collected(facts=facts)
            file, latest = found.state, found.state.matches[-1:]
            return Collected(
                facts=rating.CalibrationFacts(
                    today=desk.today,
                    actor=desk.actor.id,
                    citizen=file.citizen,
                    match=latest[0] if latest else None,
                ),
                subjects=(file.citizen,),
                guards=(Guard(found.stream, found.version),),
            )
        case rating.WithdrawBlindRating():
            said = (
                each
                for each in reversed(loaded.history)
                if isinstance(each.event, rating.CaseRatedBlind)
                and each.event.rated_by == desk.actor.id
            )
            wrong = next(said, None)
            return Collected(
                facts=facts,
                corrects=wrong.meta.event_id if wrong else None,
                how="withdrawn" if wrong else None,
                effective_on=wrong.meta.effective_on if wrong else None,
            )
        case _:
            return Collected(facts=facts)


CALIBRATION: Final = CaseType[rating.CalibrationFacts](
    decider=rating.calibration,
    path="calibrations",
    title="Blind bedømmelse af match",
    collect=collect_calibration,
    clocks=(),
    commands=(
        Act(
            command=rating.OpenCalibration,
            opens=True,
            example={
                "citizen_case": str(_CASE),
                "elements": {
                    "job_aim": "Lager",
                    "qualifications": "Truckkort",
                    "personal_competences": "Stabil",
                    "economy_and_network": "Ingen gæld",
                    "health": "God",
                },
                "raters": ["bo", "eva"],
            },
        ),
        Act(command=rating.RateBlind, verb="rate", example={"value": "2", "on": "2011-06-20"}),
        Act(
            command=rating.WithdrawBlindRating,
            verb="withdraw-rating",
            example={"reason": "Læste forkert"},
        ),
    ),
)
CASES: Final = (CALIBRATION,)
VIEWS: Final = (shown.CALIBRATIONS,)
QUERIES: Final = (
    Query(
        name="cases_to_rate",
        path="lists/cases-to-rate",
        params=shown.CasesToRate,
        answer=list[shown.CaseToRate],
        run=shown.cases_to_rate,
    ),
)
