from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from services.offers.domain.offer_placement import (
    CancelOffer,
    CorrectOffer,
    EndOffer,
    GiveOffer,
    StartOffer,
    WithdrawEnd,
    WithdrawStart,
)
from services.offers.domain.offer_placement_events import (
    OfferCorrected,
    OfferEnded,
    OfferEndWithdrawn,
    OfferStarted,
    OfferStartWithdrawn,
)
from services.offers.domain.schedule import MONDAY_TO_FRIDAY
from tests.offers.placements import (
    ANNA,
    AUGUST_31,
    CANCELLED,
    ENDED,
    GIVEN,
    JUNE_1,
    MAY_30,
    P6,
    REPORTED,
    STARTED,
    facts,
    placement,
)
from tests.visitation.four import Four

JULY_1 = facts(date(2011, 7, 1))
NOTHING = placement()
HAS_OFFER = placement(GIVEN)
RUNNING = placement(GIVEN, STARTED)
OVER = placement(GIVEN, STARTED, ENDED)
GIVE = GiveOffer(
    citizen=P6,
    offer_type="guidance_qualification",
    starts_on=JUNE_1,
    ends_on=AUGUST_31,
    supplier="1",
    on=MAY_30,
)
LONGER = OfferCorrected(
    citizen=P6,
    supplier="1",
    offer_type="guidance_qualification",
    starts_on=JUNE_1,
    ends_on=date(2011, 9, 30),
    scheduled_weekdays=MONDAY_TO_FRIDAY,
    given_on=MAY_30,
    reason="Forkert slutdato",
)
CANCEL = CancelOffer("Fik arbejde")
END = EndOffer("stopped", date(2011, 6, 30))
ORDERS = [
    Four(
        command=GIVE,
        before=NOTHING,
        facts=JULY_1,
        gives=(GIVEN,),
        refused_in=NOTHING,
        refused_facts=facts(date(2011, 5, 29)),
        refused="date_in_future",
        repeated="offer_already_given",
        rival=replace(GIVE, supplier="2"),
        lost="offer_already_given",
    ),
    Four(
        command=CorrectOffer(reason="Forkert slutdato", ends_on=date(2011, 9, 30)),
        before=HAS_OFFER,
        facts=JULY_1,
        gives=(LONGER,),
        refused_in=NOTHING,
        refused="offer_not_given",
        repeated="nothing_to_correct",
        rival=CANCEL,
        lost="offer_cancelled",
    ),
    Four(
        command=StartOffer(JUNE_1),
        before=HAS_OFFER,
        facts=JULY_1,
        gives=(STARTED,),
        refused_in=HAS_OFFER,
        refused_facts=facts(MAY_30),
        refused="date_in_future",
        repeated="offer_already_started",
        rival=CANCEL,
        lost="offer_cancelled",
    ),
    Four(
        command=WithdrawStart("Mødte ikke"),
        before=RUNNING,
        facts=JULY_1,
        gives=(OfferStartWithdrawn(P6, "Mødte ikke"),),
        refused_in=HAS_OFFER,
        refused="offer_not_started",
        repeated="offer_not_started",
        rival=END,
        lost="offer_ended",
    ),
    Four(
        command=END,
        before=RUNNING,
        facts=JULY_1,
        gives=(ENDED,),
        refused_in=HAS_OFFER,
        refused="offer_not_started",
        repeated="offer_ended",
        rival=EndOffer("job", date(2011, 6, 29)),
        lost="offer_ended",
    ),
    Four(
        command=WithdrawEnd("Forkert borger"),
        before=OVER,
        facts=JULY_1,
        gives=(OfferEndWithdrawn(P6, "Forkert borger"),),
        refused_in=RUNNING,
        refused="offer_not_ended",
        repeated="offer_not_ended",
        rival=WithdrawEnd("Fejl"),
        lost="offer_not_ended",
    ),
    Four(
        command=CANCEL,
        before=HAS_OFFER,
        facts=JULY_1,
        gives=(CANCELLED,),
        refused_in=RUNNING,
        refused="offer_already_started",
        repeated="offer_cancelled",
        rival=StartOffer(JUNE_1),
        lost="offer_already_started",
    ),
]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_happens(order):
    order.happens()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_refused(order):
    order.is_refused()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_is_repeated(order):
    order.is_repeated()


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_it_collides_with_a_rival(order):
    order.collides()


def test_the_body_of_a_story_gives_an_offer_to_the_employment_centre():
    body = {
        "citizen": str(P6),
        "type": "guidance_qualification",
        "from": "2011-06-01",
        "to": "2011-08-31",
    }
    order = msgspec.convert(body, GiveOffer)
    answered = NOTHING.when(order, facts(MAY_30, ANNA))
    answered.then(replace(GIVEN, supplier="employment_centre"))


@pytest.mark.parametrize("weekdays", [[], [0], [8]])
def test_an_offer_needs_weekdays_that_exist(weekdays):
    body = {"citizen": str(P6), "type": "community_work", "from": "2011-06-01",
            "to": "2011-08-31", "weekdays": weekdays}  # fmt: skip
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, GiveOffer)


def test_weekdays_are_kept_once_and_in_order():
    answered = NOTHING.when(replace(GIVE, weekdays=(3, 1, 3)), JULY_1)
    assert answered.events[0].scheduled_weekdays == (1, 3)


def test_an_offer_cannot_end_before_it_starts():
    backwards = replace(GIVE, ends_on=MAY_30)
    NOTHING.when(backwards, JULY_1).then_rejected("ends_before_start")
    order = CorrectOffer(reason="Fejl", ends_on=MAY_30)
    HAS_OFFER.when(order, JULY_1).then_rejected("ends_before_start")
    before = EndOffer("stopped", JUNE_1)
    placement(GIVEN, OfferStarted(P6, date(2011, 6, 6))).when(before, JULY_1).then_rejected(
        "ends_before_start"
    )


def test_an_offer_of_one_day_is_an_offer():
    NOTHING.when(replace(GIVE, ends_on=JUNE_1), JULY_1).then(replace(GIVEN, ends_on=JUNE_1))


def test_nobody_begins_or_ends_outside_the_offer():
    later = facts(date(2011, 10, 1))
    HAS_OFFER.when(StartOffer(MAY_30), later).then_rejected("day_outside_offer")
    RUNNING.when(EndOffer("completed"), later).then_rejected("day_outside_offer")
    RUNNING.when(EndOffer("completed", AUGUST_31), later).then(
        OfferEnded(P6, "completed", AUGUST_31)
    )


def test_a_correction_keeps_the_stage_and_the_reports():
    order = CorrectOffer(reason="Fejl", supplier="2")
    corrected = placement(GIVEN, STARTED, REPORTED).and_then(order, JULY_1).state
    assert corrected.started_on == JUNE_1
    assert corrected.offer.supplier == "2"
    assert [each.day for each in corrected.offer.reports] == [REPORTED.day]


def test_a_cancelled_offer_stays_cancelled():
    gone = placement(GIVEN, CANCELLED)
    for order in (StartOffer(JUNE_1), CorrectOffer(reason="Fejl", supplier="2")):
        gone.when(order, JULY_1).then_rejected("offer_cancelled")
