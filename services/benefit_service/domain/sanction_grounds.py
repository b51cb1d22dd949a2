"""Everything that must be in place before a day is taken: one small rule for each reason.

No machine, unit or order gets past this list. The first reason that holds is the refusal.
"""

from collections.abc import Callable
from typing import TypeAlias

from services.benefit_service.domain.deduction import (
    DeductionInput,
    DeductionOutput,
    calculate,
)
from services.benefit_service.domain.officer import officer_blocks
from services.benefit_service.domain.sanction_states import Decided, Reported, SanctionFacts
from shared.eventlog.decider import Code

DecidingRule: TypeAlias = Callable[[Reported, SanctionFacts], Code | None]


def deduction_input(case: Reported, facts: SanctionFacts) -> DeductionInput | None:
    """Gather what the days follow from; None without a hearing, which alone opens a day."""
    if facts.hearing is None:
        return None
    return DeductionInput(
        kind=case.report.kind,
        reported_day=case.report.day,
        coverage=facts.hearing.coverage,
        known_until=facts.today,
        attendance=facts.attendance,
        contact_restored_on=facts.contact_restored_on,
        day_rate=facts.day_rate,
        rate_refused=facts.rate_refused,
    )


def deduction(case: Reported, facts: SanctionFacts) -> DeductionOutput:
    """Return the days and the amount a decision would take now."""
    given = deduction_input(case, facts)
    return DeductionOutput(refused="hearing_missing") if given is None else calculate(given)


def deciding_blocks(case: Reported, facts: SanctionFacts) -> tuple[Code, ...]:
    """List every reason why no sanction can be decided now, in the order of the law."""
    found = (rule(case, facts) for rule in _RULES)
    reasons = [*officer_blocks(facts.actor), *(code for code in found if code is not None)]
    return tuple(dict.fromkeys(reasons))


def effectuation_blocks(case: Decided, facts: SanctionFacts) -> tuple[Code, ...]:
    """List every reason why the decided days cannot be taken from a payment now."""
    reasons = list(officer_blocks(facts.actor))
    if case.effectuated is not None:
        reasons.append("already_effectuated")
    if case.to_review:
        reasons.append("review_open")
    if case.amount is None:
        reasons.append("amount_not_known")
    if facts.today > case.decision.effectuate_by:
        reasons.append("effectuation_deadline_passed")
    return tuple(reasons)


def _hearing_is_there(_case: Reported, facts: SanctionFacts) -> Code | None:
    """Law: forvaltningsloven § 19."""
    return "hearing_missing" if facts.hearing is None else None


def _hearing_is_over(_case: Reported, facts: SanctionFacts) -> Code | None:
    """Law: forvaltningsloven § 19: an answer, or the last day has passed, and it was weighed."""
    open_ = facts.hearing is not None and facts.hearing.finding is None
    return "hearing_not_concluded" if open_ else None


def _excuse_was_not_accepted(_case: Reported, facts: SanctionFacts) -> Code | None:
    accepted = facts.hearing is not None and facts.hearing.finding == "excuse_accepted"
    return "excuse_accepted" if accepted else None


def _jobcenter_recommends(case: Reported, _facts: SanctionFacts) -> Code | None:
    return "recommendation_missing" if case.recommendation is None else None


def _another_person_recommended(case: Reported, facts: SanctionFacts) -> Code | None:
    same = case.recommendation is not None and case.recommendation.recommended_by == facts.actor.id
    return "recommender_may_not_decide" if same else None


def _law_is_known(_case: Reported, facts: SanctionFacts) -> Code | None:
    return (facts.law_refused or "rule_missing") if facts.law is None else None


def _guided_in_writing(case: Reported, facts: SanctionFacts) -> Code | None:
    """Law: act on active social policy § 35 stk. 1: guided in writing before the event."""
    given = facts.guidance_given_on
    unwarned = case.report.consequences_in_writing is False
    late = given is None or given >= case.report.day
    return "written_guidance_missing" if unwarned or late else None


def _days_can_be_taken(case: Reported, facts: SanctionFacts) -> Code | None:
    return None if facts.hearing is None else deduction(case, facts).refused


def _no_day_twice(case: Reported, facts: SanctionFacts) -> Code | None:
    twice = set(deduction(case, facts).days) & set(facts.deducted_before)
    return "day_already_deducted" if twice else None


def _nothing_excuses_the_days(case: Reported, facts: SanctionFacts) -> Code | None:
    days = deduction(case, facts).days
    excused = any(reason.period.holds(day) for reason in facts.known_reasons for day in days)
    return "excuse_on_record" if excused else None


def _still_in_time(_case: Reported, facts: SanctionFacts) -> Code | None:
    """Law: act on active social policy § 35 stk. 3: three whole calendar months."""
    passed = facts.law is not None and facts.today > facts.law.effectuate_by
    return "effectuation_deadline_passed" if passed else None


_RULES: tuple[DecidingRule, ...] = (
    _hearing_is_there,
    _hearing_is_over,
    _excuse_was_not_accepted,
    _jobcenter_recommends,
    _another_person_recommended,
    _law_is_known,
    _guided_in_writing,
    _days_can_be_taken,
    _no_day_twice,
    _nothing_excuses_the_days,
    _still_in_time,
)
