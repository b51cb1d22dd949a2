"""What the state refunds of weeks of sick pay, as the law of each week's Monday has it."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from services.sickpay.domain.state_refund import Week, refunded, rule_of
from shared.casework.declare import Desk, Query
from shared.law.rule import Banner
from shared.law.steps import half_up, monday_of
from shared.money import Ore, OrePositive


class RefundQuestion(Struct, frozen=True):
    """Weeks paid one after the other from the week of a day on; amounts in øre a week.

    `active_weeks`: in so many of the first weeks the citizen was in an offer (2010 to 2015).
    """

    first_week: date
    weeks: Annotated[int, Meta(ge=1, le=600)]
    weekly_amount: OrePositive
    active_weeks: Annotated[int, Meta(ge=0, le=600)] = 0


class RefundAnswer(Struct, frozen=True):
    """What was paid, what the state refunds, what the municipality bears; the share half up.

    `banners` are the warnings of the rules that decided: `low_evidence` is not to be shown as law.
    """

    paid: Ore
    refunded: Ore
    own: Ore
    per_mille: int
    banners: tuple[Banner, ...] = ()


def state_refund(desk: Desk, params: RefundQuestion) -> RefundAnswer:
    """Divide the weeks between state and municipality."""
    monday = monday_of(params.first_week)
    weeks = [
        Week(monday + timedelta(weeks=n), params.weekly_amount, n < params.active_weeks)
        for n in range(params.weeks)
    ]
    paid, back = params.weekly_amount * params.weeks, refunded(desk.rules, weeks)
    used = (rule_of(desk.rules, number, week) for number, week in enumerate(weeks, start=1))
    banners = tuple(sorted({banner for rule in used for banner in rule.banners}))
    return RefundAnswer(paid, back, paid - back, half_up(1000 * back, paid), banners)


STATE_REFUND = Query(
    name="state_refund",
    path="/state-refund",
    params=RefundQuestion,
    answer=RefundAnswer,
    run=state_refund,
)
