"""Taking decided days from the payment of a month, and setting the month right afterwards.

Law: act on active social policy § 35 stk. 3: within three whole calendar months of the event.
"""

from datetime import date

from services.benefit_service.domain.sanction_events import (
    EffectuationCorrected,
    Month,
    SanctionDecided,
    SanctionEffectuated,
)
from services.benefit_service.domain.sanction_states import Decided
from shared.eventlog.decider import Decision, Rejected


def effectuate(month: Month, case: Decided) -> list[Decision]:
    """Take the days from the payment of this month; it happens once."""
    decision = case.decision
    _refuse_month(month, decision)
    if case.amount is None:
        raise Rejected("amount_not_known")
    return [SanctionEffectuated(decision.citizen, decision.days, case.amount, month)]


def correct_effectuation(month: Month, case: Decided) -> list[Decision]:
    """Say that the days were taken from another month."""
    taken = case.effectuated
    if taken is None:
        raise Rejected("not_effectuated")
    _refuse_month(month, case.decision)
    if month == taken.month:
        return []
    return [EffectuationCorrected(taken.citizen, taken.amount, taken.month, month)]


def first_day(month: Month) -> date:
    """Return the first day of a month written as `2011-07`."""
    return date.fromisoformat(f"{month}-01")


def _refuse_month(month: Month, decision: SanctionDecided) -> None:
    if first_day(month) > decision.effectuate_by:
        raise Rejected("effectuation_deadline_passed")
    if first_day(month) < decision.day.replace(day=1):
        raise Rejected("month_before_the_absence")
