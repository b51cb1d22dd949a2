"""What can happen to a decision afterwards: a complaint, a late fact, a second look.

Law: retssikkerhedsloven § 67 (appeal within four weeks; the board judges also a late one).
"""

from datetime import date

from services.benefit_service.domain.benefit_appeal_events import CaseSettled
from services.benefit_service.domain.late_fact import (
    LateFact,
    touches_decision,
    touches_open_case,
)
from services.benefit_service.domain.officer import SPECIALIST
from services.benefit_service.domain.sanction_decision import reversal
from services.benefit_service.domain.sanction_events import (
    AppealCorrected,
    AppealDecided,
    AppealRegistered,
    DecisionNeedsReview,
    DecisionReviewed,
    LateFactNoted,
)
from services.benefit_service.domain.sanction_orders import (
    DecideAppeal,
    RegisterAppeal,
    ReviewDecision,
)
from services.benefit_service.domain.sanction_states import (
    Closed,
    Decided,
    Reported,
    SanctionFacts,
)
from shared.eventlog.decider import Decision, Rejected


def register_appeal(command: RegisterAppeal, case: Decided, facts: SanctionFacts) -> list[Decision]:
    """Register the complaint; one that came late is registered all the same."""
    _refuse_day(command.on, case, facts)
    in_time = command.on <= case.appeal_by
    return [AppealRegistered(case.report.citizen, command.on, in_time, command.grounds)]


def correct_appeal(on: date, case: Decided, facts: SanctionFacts) -> list[Decision]:
    """Correct the day the complaint came in."""
    _refuse_day(on, case, facts)
    if case.appeal is not None and case.appeal.registered_on == on:
        return []
    return [AppealCorrected(case.report.citizen, on, on <= case.appeal_by)]


def decide_appeal(command: DecideAppeal, case: Decided, facts: SanctionFacts) -> list[Decision]:
    """Register what the board decided; a reversed decision is given back at once."""
    told = AppealDecided(case.report.citizen, command.outcome, command.reasons)
    if command.outcome == "upheld":
        return [told, *_over(case, still_waits=bool(case.to_review))]
    return [told, *reversal(case, "appeal", command.reasons, facts)]


def flag(fact: LateFact, case: Reported | Decided | Closed, facts: SanctionFacts) -> list[Decision]:
    """Hold a late fact against the case: a decision that relied on its opposite needs review.

    An open case notes the fact, so that a decision made at the same moment collides with it.
    """
    match case:
        case Reported(report) if fact.message not in case.seen and touches_open_case(
            fact, day=report.day, placement=report.placement
        ):
            return [LateFactNoted(report.citizen, fact.because, fact.message)]
        case Decided(report, decision) if fact.message not in case.seen and touches_decision(
            fact,
            relied_on=decision.relied_on,
            basis_period=decision.basis_period,
            placement=decision.placement,
        ):
            return [
                DecisionNeedsReview(
                    citizen=report.citizen,
                    decision=facts.decision_event or facts.sanction_case,
                    because=fact.because,
                    who_must_look=SPECIALIST,
                    message=fact.message,
                )
            ]
        case _:
            return []


def review(command: ReviewDecision, case: Decided, facts: SanctionFacts) -> list[Decision]:
    """Say whether the decision stands with what is known now; else give it back."""
    told = DecisionReviewed(case.report.citizen, command.outcome, command.reasons, facts.actor.id)
    if command.outcome == "stands":
        return [told, *_over(case, still_waits=case.is_open_appeal)]
    return [told, *reversal(case, "late_fact", command.reasons, facts)]


def _over(case: Decided, *, still_waits: bool) -> list[Decision]:
    """Say that the case is over again, when the days were taken and nothing else waits."""
    over = case.effectuated is not None and not still_waits
    return [CaseSettled(case.report.citizen)] if over else []


def _refuse_day(on: date, case: Decided, facts: SanctionFacts) -> None:
    if on > facts.today:
        raise Rejected("date_in_future")
    if on < case.decision.decided_on:
        raise Rejected("appealed_before_decision")
