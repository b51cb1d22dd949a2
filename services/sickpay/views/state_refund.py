"""What the state refunds of weeks of sick pay, as the law of each week's Monday has it."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from services.sickpay.domain.state_refund import Week, refunded
from shared.casework.declare import Desk, Query
from shared.law.steps import RefundSums, monday_of, sums_of
from shared.money import OrePositive


class RefundQuestion(Struct, frozen=True):
    """Weeks paid one after the other from the week of a day on; amounts in øre a week.

    `active_weeks`: in so many of the first weeks the citizen was in an offer (2010 to 2015).
    """

    first_week: date
    weeks: Annotated[int, Meta(ge=1, le=600)]
    weekly_amount: OrePositive
    active_weeks: Annotated[int, Meta(ge=0, le=600)] = 0


def state_refund(desk: Desk, params: RefundQuestion) -> RefundSums:
    """Divide the weeks between state and municipality."""
    monday = monday_of(params.first_week)
    weeks = [
        Week(monday + timedelta(weeks=n), params.weekly_amount, n < params.active_weeks)
        for n in range(params.weeks)
    ]
    return sums_of(refunded(desk.rules, weeks))


STATE_REFUND = Query(
    name="state_refund",
    path="/state-refund",
    params=RefundQuestion,
    answer=RefundSums,
    run=state_refund,
)
