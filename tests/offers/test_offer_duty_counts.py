"""What of an offer counts after it was corrected, and what a mistaken closing leaves."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.offers.domain import offer_duty_events as told
from services.offers.domain import offer_duty_orders as orders
from tests.offers.duties import (
    BEGUN,
    COUNTED,
    EXEMPTED,
    JUNE_1,
    JUNE_30,
    OPENED,
    PAUSED,
    TODAY,
    duty,
)
from tests.offers.placements import P6, PLACEMENT
from tests.offers.test_offer_duty import CLOSE, GRANTED


def test_lab_102_an_offer_corrected_to_be_too_short_counts_no_more():
    two_weeks = replace(TODAY, needed_days=14)
    short = told.OfferFoundTooShort(P6, PLACEMENT, 13, 14)
    order = orders.CountOffer(PLACEMENT, 13, JUNE_1)
    found = duty(OPENED, COUNTED).and_then(order, two_weeks)
    duty(OPENED, COUNTED).when(order, two_weeks).then(short)
    assert (found.state.counted, found.state.first_given) == ((), False)
    found.when(orders.CountFromEnd(PLACEMENT, JUNE_30), TODAY).then()
    found.when(replace(order, days=14), two_weeks).then(COUNTED)
    duty(OPENED, COUNTED).when(replace(order, days=14), two_weeks).then()


def test_lab_102_no_next_offer_is_owed_from_the_end_of_one_that_counts_no_more():
    short = told.OfferFoundTooShort(P6, PLACEMENT, 13, 14)
    over = duty(OPENED, COUNTED, BEGUN, short)
    end = orders.CountFromEnd(PLACEMENT, JUNE_30)
    over.when(end, TODAY).then(told.RepeatDutyWithdrawn(P6, PLACEMENT))
    over.and_then(end, TODAY).when(end, TODAY).then()


def test_another_offer_that_is_too_short_leaves_what_counts():
    other = told.OfferFoundTooShort(P6, UUID(int=9), 13, 14)
    assert duty(OPENED, COUNTED, other).state == duty(OPENED, COUNTED).state


def test_a_closing_by_mistake_leaves_the_duty_as_if_it_had_never_been_closed():
    before = duty(OPENED, PAUSED, EXEMPTED, GRANTED, COUNTED)
    closed = before.and_then(CLOSE, TODAY)
    again = closed.and_then(orders.NoteCaseReopened(date(2011, 8, 1), by_mistake=True), TODAY)
    assert replace(again.state, interrupted=before.state.interrupted) == before.state
    anew = closed.and_then(orders.NoteCaseReopened(date(2011, 8, 1)), TODAY).state
    assert (anew.paused, anew.exempt, anew.slack, anew.first_given) == ((), False, None, False)
