"""No more people are hired than a company ordered last."""

from msgspec.structs import asdict

from services.offers.domain import job_order_events as told
from services.offers.domain import job_order_orders as orders
from tests.offers.mediations import (
    MARCH_4,
    MARCH_31,
    NOTED,
    ONE,
    OPENED,
    RECEIVED,
    TWO_FILLED,
    order,
)
from tests.offers.test_job_order import NOW, OPEN


def test_o15_no_more_are_hired_than_were_ordered_last_whatever_numbers_are_filled():
    only_the_third = OPEN
    for _ in range(2):
        only_the_third = only_the_third.and_then(orders.FillPosition(), NOW)
    more = orders.CorrectJobOrder(positions=4)
    only_the_third = only_the_third.and_then(more, NOW).and_then(orders.FillPosition(), NOW)
    for position in (1, 2):
        only_the_third = only_the_third.and_then(
            orders.WithdrawFill(position, "entered_wrong"), NOW
        )
    fewer = only_the_third.and_then(orders.CorrectJobOrder(positions=2), NOW)
    last = fewer.when(orders.FillPosition(None, MARCH_4), NOW)
    assert last.events[:2] == (
        told.PositionFilled(1, None, None, MARCH_4),
        told.JobOrderFilled(2, MARCH_4),
    )
    full = fewer.and_then(orders.FillPosition(None, MARCH_4), NOW)
    full.when(orders.FillPosition(), NOW).then_rejected("job_order_filled")


def test_an_order_that_was_filled_beyond_its_positions_before_takes_nobody_until_one_is_free():
    fewer = told.JobOrderCorrected(**{**asdict(RECEIVED), "positions": 1})
    beyond = order(*OPENED, *NOTED, *TWO_FILLED, fewer)
    beyond.when(orders.FillPosition(), NOW).then_rejected("job_order_filled")
    over = order(*OPENED, *NOTED, *TWO_FILLED, fewer, told.JobOrderFilled(1, MARCH_4))
    still_full = over.when(orders.WithdrawFill(1, "entered_wrong"), NOW)
    still_full.then(told.PositionFillWithdrawn(1, ONE, "entered_wrong"))
    both = over.and_then(orders.WithdrawFill(1, "entered_wrong"), NOW)
    free = both.when(orders.WithdrawFill(2, "entered_wrong"), NOW)
    assert free.events[1] == told.JobOrderReopened(MARCH_31, MARCH_4)
