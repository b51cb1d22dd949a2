"""The decision itself: what is written down when days are taken, and when they are given back."""

from datetime import date
from typing import NamedTuple

from services.benefit_service.domain.appeal_text import appeal_text
from services.benefit_service.domain.deduction import DeductionOutput
from services.benefit_service.domain.sanction_events import (
    JobcenterNotifiedOfSanction,
    NonComplianceReported,
    Outcome,
    RecommendationReceived,
    RepaymentOrdered,
    ReverseGround,
    SanctionDecided,
    SanctionReversed,
)
from services.benefit_service.domain.sanction_grounds import deduction
from services.benefit_service.domain.sanction_states import (
    Decided,
    Heard,
    Reported,
    SanctionFacts,
    SanctionLaw,
)
from shared.eventlog.decider import Claim, Decision, Release, not_allowed_now
from shared.law.assessment import Assessment, Told
from shared.period import Period
from shared.privacy.personal import EconomyData


def sanction(case: Reported, reasons: EconomyData[str], facts: SanctionFacts) -> list[Decision]:
    """Write the decision, tell the jobcenter in the same breath, and hold each day as taken."""
    match facts, case.recommendation:
        case (
            SanctionFacts(
                law=SanctionLaw() as law,
                hearing=Heard() as heard,
                guidance_given_on=date() as given,
            ),
            RecommendationReceived() as recommended,
        ):
            decided = _decided(case.report, reasons, facts, _Found(law, heard, given, recommended))
        case _:
            not_allowed_now()  # deciding_blocks refuses before; here the types learn it
    held = [Claim(_day_name(decided, day), "day_already_deducted") for day in decided.days]
    return [decided, told_back(case.report, "decided", facts), *held]


def reversal(
    case: Decided, ground: ReverseGround, reasons: EconomyData[str], facts: SanctionFacts
) -> list[Decision]:
    """Take the decision back, order repayment of what was taken, and tell the jobcenter."""
    citizen, taken = case.report.citizen, case.effectuated
    back = [] if taken is None else [RepaymentOrdered(citizen, taken.amount, taken.month)]
    return [
        SanctionReversed(citizen, ground, reasons, facts.actor.id),
        *back,
        told_back(case.report, "reversed", facts),
        *(Release(_day_name(case.decision, day)) for day in case.decision.days),
    ]


def told_back(
    report: NonComplianceReported, outcome: Outcome, facts: SanctionFacts
) -> JobcenterNotifiedOfSanction:
    """Tell whoever reported it what came of it."""
    return JobcenterNotifiedOfSanction(
        citizen=report.citizen,
        sanction_case=facts.sanction_case,
        outcome=outcome,
        report_event=report.report_event,
        placement=report.placement,
        day=report.day,
        reported_from=report.reported_from,
    )


class _Found(NamedTuple):
    """What must be there before anything is written."""

    law: SanctionLaw
    heard: Heard
    given: date
    recommended: RecommendationReceived


def _decided(
    report: NonComplianceReported, reasons: EconomyData[str], facts: SanctionFacts, found: _Found
) -> SanctionDecided:
    taken = deduction(Reported(report), facts)
    return SanctionDecided(
        citizen=report.citizen,
        sanction_type=found.recommended.sanction_type,
        law_ref=found.recommended.law_ref,
        kind=report.kind,
        day=report.day,
        placement=report.placement,
        days=taken.days,
        day_rate=facts.day_rate,
        amount=taken.amount,
        amount_refused=taken.amount_refused,
        reasons=reasons,
        decided_by=facts.actor.id,
        recommended_by=found.recommended.recommended_by,
        decided_on=facts.today,
        hearing=found.heard.hearing,
        guidance_given_on=found.given,
        effectuate_by=found.law.effectuate_by,
        appeal_by=found.law.appeal_by,
        appeal_text=appeal_text(found.law.appeal_by),
        relied_on=facts.relied_on,
        basis_period=Period.of_days(report.day, taken.days[-1]),
        assessments=_assessments(report, found, taken),
    )


def _assessments(
    report: NonComplianceReported, found: _Found, taken: DeductionOutput
) -> tuple[Assessment, ...]:
    """Write each legal conclusion with the rule, what was taken as true, and the result."""
    law, covered = found.law, found.heard.coverage
    heard: dict[str, Told | date] = {
        "served_on": covered.served_on,
        "finding": found.heard.finding,
    }
    guided: dict[str, Told | date] = {"guidance_given_on": found.given, "day": report.day}
    absence: dict[str, Told | date] = {
        "day": report.day,
        "absence_from": covered.absence_from,
        "served_on": covered.served_on,
        "covers_continuing_absence": covered.continuing,
    }
    result: dict[str, Told | date] = {
        "days": len(taken.days),
        "first_day": taken.days[0],
        "last_day": taken.days[-1],
        "amount_ore": taken.amount,
        "amount_refused": taken.amount_refused,
    }
    return (
        Assessment.by(law.hearing, "party_was_heard", heard),
        Assessment.by(law.guidance, "guided_in_writing_before", guided),
        Assessment.by(law.days, "days_taken", absence, result),
        Assessment.by(
            law.effectuation,
            "still_in_time",
            {"day": report.day},
            {"effectuate_by": law.effectuate_by},
        ),
        Assessment.by(law.appeal, "can_be_appealed", {}, {"appeal_by": law.appeal_by}),
    )


def _day_name(decision: SanctionDecided, day: date) -> str:
    return f"deducted_day:{decision.citizen}:{day}"
