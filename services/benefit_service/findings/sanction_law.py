"""The rules a sanction stands on, found for the day of the absence, and the day rate."""

from datetime import date
from typing import Any
from uuid import UUID

from services.benefit_service.domain.benefit_case import BENEFIT_CASE
from services.benefit_service.domain.benefit_states import Paying
from services.benefit_service.domain.sanction_events import NonComplianceReported
from services.benefit_service.domain.sanction_states import SanctionLaw
from services.benefit_service.findings.history import guard
from services.benefit_service.views.benefit_list import BENEFIT_LIST
from shared.casework.declare import Desk
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
            effectuate_by=_last_day(desk, effectuation, report.day),
            appeal_by=_last_day(desk, appeal, desk.today),
        )
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
    monthly, guards = _monthly_amount(desk, report.citizen)
    if monthly is None:
        return None, "monthly_amount_not_known", guards
    try:
        rate = desk.rules.table_value("sanction.day_rate", report.day, monthly_benefit_ore=monthly)
    except Rejected as refusal:
        return None, refusal.code, guards
    return rate, None, guards


def _monthly_amount(desk: Desk, citizen: UUID) -> tuple[int | None, tuple[Guard, ...]]:
    """Return what the citizen is paid a month (øre), from the only benefit case that pays."""
    rows = desk.rows(
        BENEFIT_LIST,
        "citizen = %(citizen)s AND stage = 'paying' ORDER BY benefit_case",
        {"citizen": citizen},
    )
    cases = [desk.load(BENEFIT_CASE, row.benefit_case) for row in rows]
    amounts = [one.state.monthly_amount for one in cases if isinstance(one.state, Paying)]
    return amounts[0] if len(amounts) == 1 else None, tuple(guard(one) for one in cases)


def _last_day(desk: Desk, rule: Rule, day: date) -> date:
    counted = reckon(day, rule.number, rule.time_unit, rule.roll, calendar=desk.rules.calendar(day))
    return counted.timely_until
