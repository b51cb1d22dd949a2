"""The amount of a decision that was made when no rate was known for its day.

Law: act on active social policy § 35 stk. 3 and 4; forvaltningsloven §§ 22 and 25. A missing rate
refuses the amount and never the decision. When the rate is loaded, an officer of the unit that
decided assesses the amount by it: the days, the reasons and the hearing stay, the citizen is
written to about the amount, and nothing is taken before that.
"""

from datetime import date

from services.benefit_service.domain.officer import officer_blocks
from services.benefit_service.domain.sanction_events import SanctionAmountAssessed, SanctionDecided
from services.benefit_service.domain.sanction_orders import AssessAmount
from services.benefit_service.domain.sanction_states import Decided, SanctionFacts, SanctionLaw
from shared.eventlog.decider import Code, Decision, Rejected, not_allowed_now
from shared.law.assessment import Assessment, Told, day_in_words
from shared.law.rule import Rule
from shared.money import in_kroner


def assessing_blocks(case: Decided, facts: SanctionFacts) -> tuple[Code, ...]:
    """List every reason why no amount can be assessed now, in the order they are to be settled."""
    reasons = list(officer_blocks(facts.actor))
    if case.effectuated is not None:
        reasons.append("already_effectuated")
    if case.decision.amount is not None:
        reasons.append("amount_already_known")
    if case.to_review:
        reasons.append("review_open")
    if facts.today > case.decision.effectuate_by:
        reasons.append("effectuation_deadline_passed")
    rule = facts.rate_rule
    if rule is None or facts.day_rate is None:
        reasons.append(facts.rate_refused or "rule_missing")
    elif case.assessed is not None and case.assessed.rule == rule.version:
        reasons.append("amount_already_assessed")
    if facts.law is None:
        reasons.append(facts.law_refused or "rule_missing")
    return tuple(reasons)


def assess(command: AssessAmount, case: Decided, facts: SanctionFacts) -> list[Decision]:
    """Write the amount and the letter about it; the order must name the rule now in force."""
    match facts:
        case SanctionFacts(law=SanctionLaw() as law, rate_rule=Rule() as rule, day_rate=int(rate)):
            pass
        case _:
            not_allowed_now()  # assessing_blocks refuses before; here the types learn it
    if command.rule != rule.version:
        raise Rejected("another_rule_in_force", detail={"rule_in_force": rule.version})
    decision, amount = case.decision, rate * len(case.decision.days)
    found: dict[str, Told | date] = {
        "day": decision.day,
        "days": len(decision.days),
        "decided_on": decision.decided_on,
    }
    result: dict[str, Told | date] = {"day_rate_ore": rate, "amount_ore": amount}
    assessed = SanctionAmountAssessed(
        citizen=decision.citizen,
        rule=rule.version,
        day_rate=rate,
        amount=amount,
        reasons=command.reasons,
        assessed_by=facts.actor.id,
        assessed_on=facts.today,
        appeal_by=law.appeal_by,
        letter=_letter(decision, rate, rule, law),
        assessments=(
            Assessment.by(rule, "amount_assessed", found, result),
            Assessment.by(
                law.effectuation,
                "still_in_time",
                {"day": decision.day},
                {"effectuate_by": decision.effectuate_by},
            ),
            Assessment.by(law.appeal, "can_be_appealed", {}, {"appeal_by": law.appeal_by}),
        ),
    )
    return [assessed]


def _letter(decision: SanctionDecided, rate: int, rule: Rule, law: SanctionLaw) -> str:
    days = len(decision.days)
    counted = f"{days} dag" if days == 1 else f"{days} dage"
    return (
        f"I afgørelsen af {day_in_words(decision.decided_on)} er der truffet afgørelse om fradrag"
        f" for {counted}. Satsen var ikke kendt, da afgørelsen blev truffet. Efter"
        f" {rule.law_ref} er den {in_kroner(rate)} om dagen, i alt {in_kroner(rate * days)}"
        " Afgørelsen og dens begrundelse er ellers uændret."
        f" Du kan klage over beløbet senest den {law.appeal_by:%d.%m.%Y}. Klagen sendes til"
        " Ydelsesservice."
    )
