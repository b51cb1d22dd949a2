"""What the state refunds of weeks of benefit, as the law of each week's Monday has it (H 13)."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from services.benefit_service.domain.state_refund import Activity, RefundedBenefit, Week, refunded
from shared.casework.declare import Desk, Query
from shared.law.steps import RefundSums, monday_of, sums_of
from shared.money import OrePositive


class RefundQuestion(Struct, frozen=True):
    """Weeks paid one after the other from the week of a day on; amounts in øre a week.

    In the first `active_weeks` of them the citizen did what `activity` says, then nothing.
    `earlier_weeks` of support came before them (from 2016).
    """

    first_week: date
    weeks: Annotated[int, Meta(ge=1, le=600)]
    weekly_amount: OrePositive
    benefit: RefundedBenefit = "cash_benefit"
    activity: Activity = "passive"
    active_weeks: Annotated[int, Meta(ge=0, le=600)] = 0
    earlier_weeks: Annotated[int, Meta(ge=0, le=5_000)] = 0


def state_refund(desk: Desk, params: RefundQuestion) -> RefundSums:
    """Divide the weeks between state and municipality."""
    monday = monday_of(params.first_week)
    weeks = (
        Week(
            monday + timedelta(weeks=number),
            params.weekly_amount,
            params.activity if number < params.active_weeks else "passive",
            params.earlier_weeks + number + 1,
        )
        for number in range(params.weeks)
    )
    return sums_of(refunded(desk.rules, params.benefit, weeks))


STATE_REFUND = Query(
    name="state_refund",
    path="/state-refund",
    params=RefundQuestion,
    answer=RefundSums,
    run=state_refund,
)
