"""A citizen's duty to offers, told by its facts."""

from datetime import date
from typing import Any
from uuid import UUID

from services.offers.domain.offer_duty import DutyFacts, offer_duty
from services.offers.domain.offer_duty_events import (
    OfferCounted,
    OfferDutyClosed,
    OfferDutyOpened,
    OfferDutyPaused,
    OfferExempted,
    RepeatDutyBegun,
)
from tests.offers.placements import P6, PLACEMENT
from tests.support.scenario import Given, given

CASE = UUID("01930000-0000-7000-8000-00000000000c")
MAY_2 = date(2011, 5, 2)
JUNE_1 = date(2011, 6, 1)
JUNE_30 = date(2011, 6, 30)
TODAY = DutyFacts(today=date(2011, 9, 5))
OPENED = OfferDutyOpened(
    citizen=P6,
    citizen_case=CASE,
    benefit_basis="cash_benefit",
    target_group="tg2_cash_ready",
    age=27,
    since=MAY_2,
)
CLOSED = OfferDutyClosed(P6, date(2011, 8, 1))
COUNTED = OfferCounted(P6, PLACEMENT, JUNE_1)
BEGUN = RepeatDutyBegun(P6, PLACEMENT, JUNE_30)
PAUSED = OfferDutyPaused(P6, "maternity", JUNE_1)
EXEMPTED = OfferExempted(P6, JUNE_1, "Job om kort tid")


def duty(*history: Any) -> Given:
    """Return a duty with a history."""
    return given(offer_duty, *history)
