"""The rules a sanction stands on, found for the day of the absence, and the day rate."""

from datetime import date
from typing import Any

from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_events import PaymentRaised, PaymentSetUp
from services.benefit_service.domain.benefit_states import Paying
from services.benefit_service.domain.sanction_events import NonComplianceReported
from services.benefit_service.domain.sanction_states import SanctionLaw
from services.benefit_service.findings.history import guard
from services.benefit_service.views.benefit_list import BENEFIT_LIST
from shared.casework.declare import Desk, Loaded
from shared.eventlog.append import Guard
from shared.eventlog.decider import Code, Rejected
from shared.law.arithmetic import reckon
from shared.law.rule import Rule

RULE_OF_KIND = {
    "offer_no_show": "sanction.offer_no_show",
    "interview_no_show": "sanction.interview_no_show",
}


def sanction_law(desk: Desk, report: NonComplianceReported) -> SanctionLaw | Code:
    """Return the rules in force on the day of the absence, or the code why one is missing."""
    key = RULE_OF_KIND.get(report.kind)
    if key is None:
        return "rule_missing"
    try:
        effectuation = desk.rules.rule("sanction.effectuate_within", report.day)
        appeal = desk.rules.rule("appeal.deadline", desk.today)
        return SanctionLaw(
            hearing=desk.rules.rule("hearing.required", report.day),
            guidance=desk.rules.rule("guidance.written", report.day),
            days=desk.rules.rule(key, report.day),
            effectuation=effectuation,
            appeal=appeal,
            effectuate_by=last_day(desk, effectuation, report.day),
            appeal_by=last_day(desk, appeal, desk.today),
        )
    except Rejected as refusal:
        return refusal.code


def rate_rule(desk: Desk, report: NonComplianceReported) -> Rule | Code:
    """Return the table the day's rate stands in, or the code why none is loaded.

    A rate that is only tried out stands in no table, and gives no amount afterwards.
    """
    monthly, _ = _monthly_amount(desk, report)
    if monthly is None:
        return "monthly_amount_not_known"
    try:
        return desk.rules.rule("sanction.day_rate", report.day, {"monthly_benefit_ore": monthly})
    except Rejected as refusal:
        return refusal.code


def day_rate(
    desk: Desk, report: NonComplianceReported
) -> tuple[int | None, Code | None, tuple[Guard, ...]]:
    """Return what a day costs (øre), or why that is not known, and the case it was read from.

    An installation that is only tried out may set `sanction.test_day_rate_ore`.
    """
    test_rate: Any = desk.rules.parameter("sanction.test_day_rate_ore")
    if isinstance(test_rate, int) and not isinstance(test_rate, bool):
        return test_rate, None, ()
    monthly, guards = _monthly_amount(desk, report)
    if monthly is None:
        return None, "monthly_amount_not_known", guards
    try:
        rate = desk.rules.table_value("sanction.day_rate", report.day, monthly_benefit_ore=monthly)
    except Rejected as refusal:
        return None, refusal.code, guards
    return rate, None, guards


def _monthly_amount(
    desk: Desk, report: NonComplianceReported
) -> tuple[int | None, tuple[Guard, ...]]:
    """Return what the citizen was paid a month (øre) on the day, from the only case that pays."""
    rows = desk.rows_of(BENEFIT_LIST, report.citizen, "stage = 'paying' ORDER BY benefit_case")
    cases = [desk.load(BENEFIT_CASE, row.benefit_case) for row in rows]
    paying = [one for one in cases if isinstance(one.state, Paying)]
    amount = _amount_on(paying[0], report.day) if len(paying) == 1 else None
    return amount, tuple(guard(one) for one in cases)


def _amount_on(case: Loaded, day: date) -> int | None:
    """Return the amount that held on a day: a later raise is no ground for a higher deduction."""
    paid = [
        one.event
        for one in case.history
        if isinstance(one.event, PaymentSetUp | PaymentRaised) and one.event.from_ <= day
    ]
    return max(paid, key=lambda one: one.from_).monthly_amount if paid else None


def last_day(desk: Desk, rule: Rule, day: date) -> date:
    """Return the last day in time, by a rule that counts from a day."""
    counted = reckon(day, rule.number, rule.time_unit, rule.roll, calendar=desk.rules.calendar(day))
    return counted.timely_until
